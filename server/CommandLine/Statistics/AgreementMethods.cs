using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Agreement of readers.</summary>
internal static class AgreementMethods
{
    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("icc", "psych::ICC(lmer = FALSE)", "Intraclass correlations of repeated readings: columns FEATURE_reader1, FEATURE_reader2 …, or every numeric column a reader.",
            [new("readers", "", "columns of the readers of one feature"), new("level", "0.95", "coverage of the intervals")], Icc),
        new("kappa", "vcd::Kappa", "Cohen's kappa of two readers' categories.",
            [new("first", "first", "column of the first reader"), new("second", "second", "column of the second reader"), new("weights", "none", "none, linear or quadratic")], Cohen),
        new("fleiss-kappa", "irr::kappam.fleiss", "Fleiss' kappa of several readers' categories.", [new("readers", "", "columns of the readers; all when left out")], Fleiss),
        new("mcnemar", "stats::mcnemar.test", "Two methods' calls on the same patients, from counts of discordant pairs.",
            [new("b", "A_correct_B_wrong", "column of the count right by the first alone"), new("c", "A_wrong_B_correct", "column of the count right by the second alone")], McNemarRows),
    ];

    private static StatisticTable Icc(StatisticInput input)
    {
        var readings = input.Columns.Where(c => FeatureOf(c) is not null).GroupBy(c => FeatureOf(c)!).ToList();
        var answer = new StatisticTable();
        foreach ((string feature, string[] columns) in readings.Count > 0 ? readings.Select(g => (g.Key, g.ToArray())) : [("all", [.. input.ColumnsOf("readers", "case")])])
        {
            StatisticInput complete = input.Complete(columns);
            double[][] values = [.. columns.Select(complete.Numbers)];
            foreach (IccForm form in Enum.GetValues<IccForm>())
            {
                IccResult icc = IntraclassCorrelation.Compute(values, form, input.Number("level"));
                answer.Add(
                    ("feature", feature), ("form", NameOf(form)), ("ICC", icc.Value), ("low", icc.Interval.Low), ("high", icc.Interval.High),
                    ("F", icc.Test.Statistic), ("df1", complete.Cases - 1), ("df2", icc.Test.DegreesOfFreedom!.Value), ("p", icc.Test.PValue));
            }
        }

        return answer;
    }

    private static string NameOf(IccForm form) => form switch
    {
        IccForm.OneWay => "ICC(1)",
        IccForm.Agreement => "ICC(A,1)",
        IccForm.Consistency => "ICC(C,1)",
        IccForm.OneWayAverage => "ICC(k)",
        IccForm.AgreementAverage => "ICC(A,k)",
        _ => "ICC(C,k)",
    };

    private static StatisticTable Cohen(StatisticInput input)
    {
        (string first, string second) = (input.Text("first"), input.Text("second"));
        StatisticInput complete = input.Complete(first, second);
        string[] categories = [.. complete.Texts(first).Concat(complete.Texts(second)).Distinct().Order(StringComparer.Ordinal)];
        if (!Enum.TryParse(input.Text("weights"), ignoreCase: true, out KappaWeights weights))
        {
            throw new CommandException($"--weights is '{input.Text("weights")}'; there are none, linear and quadratic.");
        }

        KappaResult kappa = Kappa.Cohen(GroupMethods.Counted(complete.Texts(first), complete.Texts(second), categories, categories), weights);
        return new StatisticTable().Add(("kappa", kappa.Value), ("low", kappa.Interval.Low), ("high", kappa.Interval.High), ("n", complete.Cases));
    }

    private static StatisticTable Fleiss(StatisticInput input)
    {
        string[] readers = [.. input.List("readers") is { Count: > 0 } named ? named : input.Columns.Where(c => c != "id")];
        StatisticInput complete = input.Complete(readers);
        string[][] calls = [.. readers.Select(complete.Texts)];
        string[] categories = [.. calls.SelectMany(c => c).Distinct().Order(StringComparer.Ordinal)];
        int[][] ratings = [.. Enumerable.Range(0, complete.Cases).Select(i => categories.Select(k => calls.Count(c => c[i] == k)).ToArray())];
        (double kappa, TestResult test) = Kappa.Fleiss(ratings);
        return new StatisticTable().Add(("kappa", kappa), ("z", test.Statistic), ("p", test.PValue), ("n", complete.Cases), ("readers", readers.Length));
    }

    private static StatisticTable McNemarRows(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach ((double b, double c) in input.Numbers(input.Text("b")).Zip(input.Numbers(input.Text("c"))))
        {
            TestResult corrected = McNemar.ChiSquare((int)b, (int)c), plain = McNemar.ChiSquare((int)b, (int)c, corrected: false);
            answer.Add(
                ("b", (int)b), ("c", (int)c), ("chi2_corrected", corrected.Statistic), ("p_corrected", corrected.PValue), ("chi2_uncorrected", plain.Statistic),
                ("p_uncorrected", plain.PValue), ("p_exact", McNemar.Exact((int)b, (int)c).PValue), ("p_midp", McNemar.Exact((int)b, (int)c, midP: true).PValue));
        }

        return answer;
    }

    /// <summary>The feature of a column FEATURE_readerK; null for another column.</summary>
    private static string? FeatureOf(string column)
    {
        int at = column.LastIndexOf("_reader", StringComparison.Ordinal);
        return at > 0 && int.TryParse(column[(at + 7)..], out _) ? column[..at] : null;
    }
}
