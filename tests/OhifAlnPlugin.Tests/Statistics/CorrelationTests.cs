using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Spearman and Pearson against R stats 4.2.2 (golden 04_spearman).</summary>
public sealed class CorrelationTests
{
    private const string Folder = "04_spearman";

    [Fact]
    public void Every_Spearman_case_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read(Folder, "input.csv"), expected = GoldenTable.Read(Folder, "expected.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string name = expected.Text(row, "case");
            int[] complete = [.. input.RowsWhere("case", name).Where(r => !double.IsNaN(input.Number(r, "x")) && !double.IsNaN(input.Number(r, "y")))];
            double[] x = [.. complete.Select(r => input.Number(r, "x"))], y = [.. complete.Select(r => input.Number(r, "y"))];
            TestResult test = Correlation.SpearmanTest(x, y, expected.Text(row, "exact") == "default" ? null : false);

            string what = $"{name} {expected.Text(row, "exact")}";
            Correlation.Spearman(x, y).ShouldBeNear(expected.Number(row, "rho"), 1e-12, what);
            test.Statistic.ShouldBeNear(expected.Number(row, "S"), 1e-9, what);
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-9, what);
        }
    }

    [Fact]
    public void A_block_of_features_and_immune_scores_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read(Folder, "input_heatmap.csv"), expected = GoldenTable.Read(Folder, "expected_heatmap.csv");
        double[] p = new double[expected.Rows];
        for (int row = 0; row < expected.Rows; row++)
        {
            double[] x = input.Column(expected.Text(row, "radiomic")), y = input.Column(expected.Text(row, "immune"));
            Correlation.Spearman(x, y).ShouldBeNear(expected.Number(row, "rho"), 1e-12);
            p[row] = Correlation.SpearmanTest(x, y, exact: false).PValue;
            p[row].ShouldBeNear(expected.Number(row, "p"), 1e-9);
        }

        foreach ((double found, double golden) in PValueAdjustment.BenjaminiHochberg(p).Zip(expected.Column("p_BH")))
        {
            found.ShouldBeNear(golden, 1e-9);
        }
    }

    [Fact]
    public void Pearson_of_a_line_is_one_and_of_a_constant_undefined()
    {
        Correlation.Pearson([1, 2, 4], [3, 5, 9]).ShouldBe(1, 1e-15);
        Correlation.Pearson([1, 2, 4], [-1, -2, -4]).ShouldBe(-1, 1e-15);
        Correlation.Pearson([1, 2, 4], [7, 7, 7]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Pearson_test_of_a_small_case_is_the_hand_computed_one()
    {
        TestResult test = Correlation.PearsonTest([1, 2, 3, 4], [1, 3, 2, 4]);

        test.Statistic.ShouldBe(0.8 * Math.Sqrt(2 / 0.36), 1e-12);
        test.PValue.ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void Matrices_are_symmetric_with_ones_on_the_diagonal()
    {
        double[,] r = Correlation.Matrix([[1, 2, 3, 5], [2, 1, 4, 3], [9, 7, 1, 1]], CorrelationKind.Spearman);

        for (int i = 0; i < 3; i++)
        {
            r[i, i].ShouldBe(1);
            r[i, (i + 1) % 3].ShouldBe(r[(i + 1) % 3, i]);
        }
    }

    [Fact]
    public void Different_numbers_of_cases_are_refused() =>
        Should.Throw<ArgumentException>(() => Correlation.Pearson([1, 2, 3], [1, 2])).Message.ShouldContain("3 and 2");
}
