using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Rank-sum tests against R stats 4.2.2 (golden 03_mannwhitney).</summary>
public sealed class MannWhitneyTests
{
    private const string Folder = "03_mannwhitney";

    [Fact]
    public void Every_case_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read(Folder, "input.csv"), expected = GoldenTable.Read(Folder, "expected.csv");
        int tested = 0;
        for (int row = 0; row < expected.Rows; row++)
        {
            string name = expected.Text(row, "case");
            double[] Group(string g) => [.. input.RowsWhere("case", name).Where(r => input.Text(r, "group") == g).Select(r => input.Number(r, "value")).Where(v => !double.IsNaN(v))];
            double[] first = Group("0"), second = Group("1");
            if (expected.Text(row, "error").Length > 0)
            {
                Should.Throw<ArgumentException>(() => MannWhitney.Test(first, second)).Message.ShouldContain("needs both groups");
                continue;
            }

            Alternative alternative = expected.Text(row, "alternative") switch { "less" => Alternative.Less, "greater" => Alternative.Greater, _ => Alternative.TwoSided };
            TestResult test = MannWhitney.Test(
                first, second, alternative, expected.Text(row, "exact") == "default" ? null : false, expected.Text(row, "correct") == "TRUE");

            string what = $"{name} {alternative}";
            test.Statistic.ShouldBeNear(expected.Number(row, "W"), 1e-12, what);
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-10, what);
            (test.Method == "exact").ShouldBe(expected.Text(row, "method").Contains("exact", StringComparison.Ordinal), what);
            tested++;
        }

        tested.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_table_of_features_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read(Folder, "input_features.csv"), expected = GoldenTable.Read(Folder, "expected_features.csv");
        int[] low = input.RowsWhere("label", "0"), high = input.RowsWhere("label", "1");
        double[] p = new double[expected.Rows];
        for (int row = 0; row < expected.Rows; row++)
        {
            double[] values = input.Column(expected.Text(row, "feature"));
            TestResult test = MannWhitney.Test([.. low.Select(r => values[r])], [.. high.Select(r => values[r])]);
            test.Statistic.ShouldBe(expected.Number(row, "W"));
            test.PValue.ShouldBeNearRelative(expected.Number(row, "p"), 1e-10);
            p[row] = test.PValue;
        }

        foreach ((double found, double golden) in PValueAdjustment.BenjaminiHochberg(p).Zip(expected.Column("p_BH")))
        {
            found.ShouldBeNear(golden, 1e-10);
        }
    }

    [Fact]
    public void Exact_distribution_of_two_against_two_is_one_two_six_ways() =>
        RankSumDistribution.Cumulative(2, 2).ShouldBe([1 / 6.0, 2 / 6.0, 4 / 6.0, 5 / 6.0, 1]);

    [Fact]
    public void Swapping_the_groups_keeps_the_p_value()
    {
        double[] a = [1, 5, 2.5, 9], b = [3, 4, 8, 10, 12];

        MannWhitney.Test(a, b).PValue.ShouldBe(MannWhitney.Test(b, a).PValue, 1e-15);
        MannWhitney.Test(a, b, Alternative.Less).PValue.ShouldBe(MannWhitney.Test(b, a, Alternative.Greater).PValue, 1e-15);
    }
}
