using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Shapiro-Wilk test against R stats (golden 28_shapiro_wilk).</summary>
public sealed class ShapiroWilkTests
{
    [Fact]
    public void Tests_are_those_of_R()
    {
        GoldenTable input = GoldenTable.Read("28_shapiro_wilk", "input.csv"), expected = GoldenTable.Read("28_shapiro_wilk", "expected.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string name = expected.Text(row, "case");
            TestResult test = ShapiroWilk.Test([.. input.RowsWhere("case", name).Select(r => input.Number(r, "x"))]);
            test.Statistic.ShouldBeNear(expected.Number(row, "W"), 1e-10, name);
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-10, name);
        }
    }

    [Fact]
    public void Position_and_unit_do_not_matter() =>
        ShapiroWilk.Test([1e6 + 2, 1e6 + 4, 1e6 + 6, 1e6 + 16]).Statistic.ShouldBe(ShapiroWilk.Test([1, 2, 3, 8]).Statistic, 1e-9);

    [Fact]
    public void Too_few_too_many_equal_or_missing_values_are_refused()
    {
        Should.Throw<ArgumentException>(() => ShapiroWilk.Test([1, 2])).Message.ShouldContain("2 values");
        Should.Throw<ArgumentException>(() => ShapiroWilk.Test(new double[5001])).Message.ShouldContain("5001 values");
        Should.Throw<ArgumentException>(() => ShapiroWilk.Test([3, 3, 3])).Message.ShouldContain("All 3 values are 3");
        Should.Throw<ArgumentException>(() => ShapiroWilk.Test([1, double.NaN, 3])).Message.ShouldContain("missing");
    }
}
