using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Differences between groups, and tables.</summary>
internal static class GroupMethods
{
    private static readonly StatisticOption Group = new("group", "group", "column of the group");
    private static readonly StatisticOption Values = new("values", "", "columns to compare; all other numeric ones when left out");

    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("mannwhitney", "stats::wilcox.test", "Rank-sum test of two groups, for one or many columns, with Benjamini-Hochberg p.",
            [Group, Values, new("alternative", "two.sided", "two.sided, less or greater"), new("no-correction", "false", "without continuity correction")], MannWhitneyRows),
        new("wilcoxon", "stats::wilcox.test(paired = TRUE)", "Signed-rank test of paired values.",
            [new("first", "first", "column"), new("second", "second", "column"), new("no-correction", "false", "without continuity correction")], Wilcoxon),
        new("ttest", "stats::t.test", "Student's t test of two groups, Welch's unless variances are taken as equal.", [Group, Values, new("var-equal", "false", "pool the variance")], TTest),
        new("kruskal", "stats::kruskal.test", "Kruskal-Wallis test of several groups.", [Group, Values], input => PerValue(input, g => GroupTests.KruskalWallis(g), "H")),
        new("anova", "stats::aov", "One-way analysis of variance.", [Group, Values], input => PerValue(input, g => GroupTests.AnalysisOfVariance(g), "F")),
        new("shapiro", "stats::shapiro.test", "Shapiro-Wilk test of a normal distribution, for one or many columns.", [Values], Normality),
        new("chisq", "stats::chisq.test", "Chi-squared test of two categorical columns.", [.. TableOptions, new("no-correction", "false", "without Yates' correction of a 2 × 2 table")], ChiSquare),
        new("fisher", "stats::fisher.test", "Fisher's exact test of two categorical columns.", [.. TableOptions, new("level", "0.95", "coverage of the interval")], Fisher),
        new("padjust", "stats::p.adjust", "p-values adjusted for their number.", [new("p", "p", "column of the p-values")], Adjusted),
    ];

    private static StatisticOption[] TableOptions =>
        [new("row", "row", "column of the one category"), new("column", "col", "column of the other"), new("count", "", "column of counts; each row counts once when left out")];

    /// <summary>Counts of two categorical variables.</summary>
    internal static ContingencyTable Counted(string[] first, string[] second, string[] rows, string[] columns, double[]? weights = null)
    {
        int[,] counts = new int[rows.Length, columns.Length];
        for (int i = 0; i < first.Length; i++)
        {
            counts[Array.IndexOf(rows, first[i]), Array.IndexOf(columns, second[i])] += weights is null ? 1 : (int)weights[i];
        }

        return new ContingencyTable(counts);
    }

    private static StatisticTable MannWhitneyRows(StatisticInput input)
    {
        Alternative alternative = input.Text("alternative") switch
        {
            "two.sided" => Alternative.TwoSided,
            "less" => Alternative.Less,
            "greater" => Alternative.Greater,
            string other => throw new CommandException($"--alternative is '{other}'; there are two.sided, less and greater."),
        };
        IReadOnlyList<string> columns = input.ColumnsOf("values", input.Text("group"));
        TestResult[] tests = [.. columns.Select(c =>
        {
            (double[] first, double[] second) = TwoGroups(input, c);
            return MannWhitney.Test(first, second, alternative, continuityCorrection: !input.Flag("no-correction"));
        })];
        double[] adjusted = PValueAdjustment.BenjaminiHochberg([.. tests.Select(t => t.PValue)]);
        var answer = new StatisticTable();
        for (int k = 0; k < tests.Length; k++)
        {
            answer.Add(("feature", columns[k]), ("W", tests[k].Statistic), ("p", tests[k].PValue), ("method", tests[k].Method), ("p_BH", adjusted[k]));
        }

        return answer;
    }

    private static StatisticTable Wilcoxon(StatisticInput input)
    {
        StatisticInput complete = input.Complete(input.Text("first"), input.Text("second"));
        TestResult test = SignedRank.Test(complete.Numbers(input.Text("first")), complete.Numbers(input.Text("second")), !input.Flag("no-correction"));
        return new StatisticTable().Add(("V", test.Statistic), ("p", test.PValue), ("method", test.Method), ("n", complete.Cases));
    }

    private static StatisticTable TTest(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (string column in input.ColumnsOf("values", input.Text("group")))
        {
            (double[] first, double[] second) = TwoGroups(input, column);
            TestResult test = GroupTests.Student(first, second, input.Flag("var-equal"));
            answer.Add(("feature", column), ("t", test.Statistic), ("df", test.DegreesOfFreedom!.Value), ("p", test.PValue), ("low", test.Interval!.Value.Low), ("high", test.Interval!.Value.High));
        }

        return answer;
    }

    private static StatisticTable PerValue(StatisticInput input, Func<IReadOnlyList<double[]>, TestResult> test, string statistic)
    {
        var answer = new StatisticTable();
        foreach (string column in input.ColumnsOf("values", input.Text("group")))
        {
            TestResult result = test([.. input.Complete(input.Text("group"), column).Groups(input.Text("group"), column).Select(g => g.Values)]);
            answer.Add(("feature", column), (statistic, result.Statistic), ("df", result.DegreesOfFreedom!.Value), ("p", result.PValue));
        }

        return answer;
    }

    private static StatisticTable Normality(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (string column in input.ColumnsOf("values"))
        {
            StatisticInput complete = input.Complete(column);
            TestResult test = ShapiroWilk.Test(complete.Numbers(column));
            answer.Add(("feature", column), ("W", test.Statistic), ("p", test.PValue), ("n", complete.Cases));
        }

        return answer;
    }

    private static StatisticTable ChiSquare(StatisticInput input)
    {
        ContingencyTable table = TableOf(input);
        TestResult test = table.ChiSquare(!input.Flag("no-correction"));
        return new StatisticTable().Add(
            ("chi2", test.Statistic), ("df", test.DegreesOfFreedom!.Value), ("p", test.PValue), ("method", test.Method), ("min_expected", table.SmallestExpected), ("n", table.Total));
    }

    private static StatisticTable Fisher(StatisticInput input)
    {
        ContingencyTable table = TableOf(input);
        if (table.Rows > 2 || table.Columns > 2)
        {
            return new StatisticTable().Add(("p", FisherExactLarge.Test(table).PValue), ("n", table.Total));
        }

        TestResult test = FisherExact.Test(table, level: input.Number("level"));
        return new StatisticTable().Add(("odds_ratio", test.Statistic), ("low", test.Interval!.Value.Low), ("high", test.Interval!.Value.High), ("p", test.PValue), ("n", table.Total));
    }

    private static StatisticTable Adjusted(StatisticInput input)
    {
        double[] p = input.Numbers(input.Text("p")), bh = PValueAdjustment.BenjaminiHochberg(p), by = PValueAdjustment.BenjaminiYekutieli(p);
        double[] holm = PValueAdjustment.Holm(p), bonferroni = PValueAdjustment.Bonferroni(p), hochberg = PValueAdjustment.Hochberg(p);
        var answer = new StatisticTable();
        for (int i = 0; i < p.Length; i++)
        {
            answer.Add(("p", p[i]), ("BH", bh[i]), ("BY", by[i]), ("holm", holm[i]), ("bonferroni", bonferroni[i]), ("hochberg", hochberg[i]));
        }

        return answer;
    }

    private static (double[] First, double[] Second) TwoGroups(StatisticInput input, string column)
    {
        string group = input.Text("group");
        IReadOnlyList<(string Name, double[] Values)> groups = input.Complete(group, column).Groups(group, column);
        return groups.Count == 2
            ? (groups[0].Values, groups[1].Values)
            : throw new CommandException($"column '{group}' has {groups.Count} groups with values of '{column}' ({string.Join(", ", groups.Select(g => g.Name))}); two are compared.");
    }

    private static ContingencyTable TableOf(StatisticInput input)
    {
        StatisticInput complete = input.Complete(input.Text("row"), input.Text("column"));
        string[] first = complete.Texts(input.Text("row")), second = complete.Texts(input.Text("column"));
        return Counted(first, second, [.. first.Distinct()], [.. second.Distinct()], input.Optional("count") is { } count ? complete.Numbers(count) : null);
    }
}
