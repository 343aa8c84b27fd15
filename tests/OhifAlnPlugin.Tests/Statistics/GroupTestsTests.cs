using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Tests of several groups against R stats (golden 11_contingency), of pairs (23_signed_rank) and of readers (22_agreement).</summary>
public sealed class GroupTestsTests
{
    [Fact]
    public void Tests_of_groups_are_those_of_R()
    {
        GoldenTable input = GoldenTable.Read("11_contingency", "input_table1.csv"), expected = GoldenTable.Read("11_contingency", "expected_table1_tests.csv");
        double[] Group(string name) => [.. input.RowsWhere("group", name).Select(r => input.Number(r, "x"))];
        double[][] groups = [Group("train"), Group("test"), Group("val")];
        (string Name, TestResult Test, string Degrees)[] found =
        [
            ("kruskal", GroupTests.KruskalWallis(groups), "df1"),
            ("anova", GroupTests.AnalysisOfVariance(groups), "df2"),
            ("welch_t", GroupTests.Student(groups[0], groups[1]), "df1"),
            ("student_t", GroupTests.Student(groups[0], groups[1], equalVariances: true), "df1"),
        ];
        foreach ((string name, TestResult test, string degrees) in found)
        {
            int row = expected.RowsWhere("test", name).ShouldHaveSingleItem();
            test.Statistic.ShouldBeNear(expected.Number(row, "statistic"), 1e-10, name);
            test.DegreesOfFreedom!.Value.ShouldBeNear(expected.Number(row, degrees), 1e-9, name);
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-10, name);
        }
    }

    [Fact]
    public void Signed_ranks_are_those_of_R()
    {
        GoldenTable input = GoldenTable.Read("23_signed_rank", "input.csv"), expected = GoldenTable.Read("23_signed_rank", "expected.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string name = expected.Text(row, "case");
            int[] pairs = input.RowsWhere("case", name);
            TestResult test = SignedRank.Test(
                [.. pairs.Select(r => input.Number(r, "first"))], [.. pairs.Select(r => input.Number(r, "second"))], expected.Text(row, "correct") == "TRUE");
            test.Statistic.ShouldBe(expected.Number(row, "V"), name);
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-10, name);
            (test.Method == "exact").ShouldBe(expected.Text(row, "method").Contains("exact", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Kappas_are_those_of_R()
    {
        GoldenTable input = GoldenTable.Read("22_agreement", "input.csv"), expected = GoldenTable.Read("22_agreement", "expected_cohen.csv");
        double[][] readers = [.. input.Columns.Select(input.Column)];
        for (int row = 0; row < expected.Rows; row++)
        {
            (double[] a, double[] b, int categories) = expected.Text(row, "case") switch
            {
                "1-2" => (readers[0], readers[1], 4),
                "2-3" => (readers[1], readers[2], 4),
                _ => (readers[0].Select(v => v >= 3 ? 2.0 : 1).ToArray(), readers[1].Select(v => v >= 3 ? 2.0 : 1).ToArray(), 2),
            };
            int[,] counts = new int[categories, categories];
            foreach ((double first, double second) in a.Zip(b))
            {
                counts[(int)first - 1, (int)second - 1]++;
            }

            KappaResult kappa = Kappa.Cohen(new ContingencyTable(counts), Enum.Parse<KappaWeights>(expected.Text(row, "weights"), ignoreCase: true));
            kappa.Value.ShouldBeNear(expected.Number(row, "kappa"), 1e-10);
            kappa.Interval.Low.ShouldBeNear(expected.Number(row, "low"), 1e-10);
            kappa.Interval.High.ShouldBeNear(expected.Number(row, "high"), 1e-10);
        }
    }

    [Fact]
    public void Fleiss_kappa_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read("22_agreement", "input.csv"), expected = GoldenTable.Read("22_agreement", "expected_fleiss.csv");
        int[][] ratings = [.. Enumerable.Range(0, input.Rows).Select(r => Enumerable.Range(1, 4).Select(c => input.Columns.Count(n => input.Number(r, n) == c)).ToArray())];
        (double kappa, TestResult test) = Kappa.Fleiss(ratings);
        kappa.ShouldBeNear(expected.Number(0, "kappa"), 1e-10);
        test.Statistic.ShouldBeNear(expected.Number(0, "z"), 1e-10);
        test.PValue.ShouldBeNear(expected.Number(0, "p"), 1e-10);
    }

    [Fact]
    public void Empty_groups_are_refused()
    {
        Should.Throw<ArgumentException>(() => GroupTests.KruskalWallis([[1, 2], []])).Message.ShouldContain("Group 2 has 0 values");
        Should.Throw<ArgumentException>(() => GroupTests.Student([1], [2, 3])).Message.ShouldContain("at least 2");
        Should.Throw<ArgumentException>(() => Kappa.Fleiss([[1, 1], [2, 1]])).Message.ShouldContain("Case 2 has 3 readers");
    }
}
