using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>χ² and Fisher's exact test against R stats (golden 11_contingency).</summary>
public sealed class ContingencyTests
{
    private const string Folder = "11_contingency";

    [Fact]
    public void Every_two_by_two_table_is_that_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_2x2.csv"), exact = GoldenTable.Read("24_fisher_interval", "expected.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string name = expected.Text(row, "case");
            int Count(string cell) => (int)expected.Number(row, cell);
            var table = new ContingencyTable(new[,] { { Count("n11"), Count("n12") }, { Count("n21"), Count("n22") } });
            TestResult yates = table.ChiSquare(), plain = table.ChiSquare(yates: false), fisher = FisherExact.Test(table);

            yates.Statistic.ShouldBeNear(expected.Number(row, "chi2_yates"), 1e-9, name);
            yates.PValue.ShouldBeNear(expected.Number(row, "p_yates"), 1e-9, name);
            plain.Statistic.ShouldBeNear(expected.Number(row, "chi2"), 1e-9, name);
            plain.PValue.ShouldBeNear(expected.Number(row, "p_chi2"), 1e-9, name);
            table.SmallestExpected.ShouldBeNear(expected.Number(row, "min_expected"), 1e-9, name);
            fisher.PValue.ShouldBeNear(expected.Number(row, "fisher_p"), 1e-9, name);
            FisherExact.Test(table, Alternative.Less).PValue.ShouldBeNear(expected.Number(row, "fisher_p_less"), 1e-9, name);
            FisherExact.Test(table, Alternative.Greater).PValue.ShouldBeNear(expected.Number(row, "fisher_p_greater"), 1e-9, name);
            ShouldBeNearOnTheSearchedScale(fisher.Statistic, expected.Number(row, "fisher_or_cmle"), name);
            ShouldBeNearOnTheSearchedScale(fisher.Interval!.Value.Low, expected.Number(row, "fisher_low"), name);
            ShouldBeNearOnTheSearchedScale(fisher.Interval!.Value.High, expected.Number(row, "fisher_high"), name);
            fisher.Statistic.ShouldBeNear(exact.Number(row, "odds"), 1e-9, name);
            fisher.Interval!.Value.Low.ShouldBeNear(exact.Number(row, "low"), 1e-9, name);
            fisher.Interval!.Value.High.ShouldBeNear(exact.Number(row, "high"), 1e-9, name);
            FisherExactLarge.Test(table).PValue.ShouldBeNear(fisher.PValue, 1e-9, name);
        }
    }

    [Fact]
    public void Every_larger_table_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read(Folder, "input_rxc.csv"), expected = GoldenTable.Read(Folder, "expected_rxc.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string name = expected.Text(row, "case");
            int[] cells = input.RowsWhere("case", name);
            int[,] counts = new int[cells.Max(r => (int)input.Number(r, "row")), cells.Max(r => (int)input.Number(r, "col"))];
            foreach (int r in cells)
            {
                counts[(int)input.Number(r, "row") - 1, (int)input.Number(r, "col") - 1] = (int)input.Number(r, "count");
            }

            var table = new ContingencyTable(counts);
            TestResult test = table.ChiSquare();
            test.Statistic.ShouldBeNear(expected.Number(row, "chi2"), 1e-9, name);
            test.DegreesOfFreedom.ShouldBe(expected.Number(row, "df"));
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-9, name);
            FisherExactLarge.Test(table).PValue.ShouldBeNear(expected.Number(row, "fisher_p"), 1e-9, name);
        }
    }

    [Fact]
    public void What_is_no_table_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ContingencyTable(new[,] { { 1, 2 } })).Message.ShouldContain("1 × 2 cells");
        Should.Throw<ArgumentException>(() => new ContingencyTable(new[,] { { 1, -2 }, { 3, 4 } })).Message.ShouldContain("-2 in row 1, column 2");
        Should.Throw<ArgumentException>(() => new ContingencyTable(new int[2, 2])).Message.ShouldContain("no case");
        Should.Throw<ArgumentException>(() => FisherExact.Test(new ContingencyTable(new[,] { { 1, 2, 3 }, { 3, 4, 5 } }))).Message.ShouldContain("2 × 3, not 2 × 2");
    }

    /// <summary>R searches the odds ratio below 1 or its inverse with uniroot's default tolerance, 2⁻¹³.</summary>
    private static void ShouldBeNearOnTheSearchedScale(double found, double expected, string name) =>
        (found > 1 ? 1 / found : found).ShouldBe(expected > 1 ? 1 / expected : expected, Math.Pow(2, -13), name);
}
