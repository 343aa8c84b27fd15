using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Discrimination of scores.</summary>
internal static class RocMethods
{
    private static readonly StatisticOption Label = new("label", "label", "column of the outcome, 0 or 1");

    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("roc", "pROC::roc, pROC::ci.auc", "Area under the ROC curve with DeLong's interval, for one or many scores.",
            [Label, new("scores", "", "columns; all other numeric ones when left out"), new("level", "0.95", "coverage")], Areas),
        new("roc.test", "pROC::roc.test", "DeLong's test of two scores on the same patients.", [Label, new("a", "", "column of the one score"), new("b", "", "column of the other")], Compared),
        new("roc.points", "pROC::coords", "Every point of a ROC curve.", [Label, new("score", "radscore", "column of the score")], Points),
        new("youden", "pROC::coords(\"best\")", "Cut-off of the largest sensitivity + specificity.", [Label, new("score", "radscore", "column of the score")], Youden),
        new("diagnostics", "stats::binom.test", "Sensitivity, specificity, predictive values and accuracy at a cut-off with exact intervals, F1 with a bootstrap interval.",
            [Label, new("score", "radscore", "column of the score"), new("cutoff", "0.5", "positive from here on"), new("seed", "1", "seed of the bootstrap"), new("resamples", "2000", "bootstrap resamples")], Diagnostics),
        new("partial.auc", "pROC::auc(partial.auc)", "Area over a range of specificity or sensitivity.",
            [Label, new("score", "radscore", "column of the score"), new("focus", "specificity", "specificity or sensitivity"), new("low", "0.9", "lower end"), new("high", "1", "upper end")], Partial),
    ];

    private static LabelledScores Scores(StatisticInput input, string column)
    {
        StatisticInput complete = input.Complete(input.Text("label"), column);
        return new LabelledScores(complete.Numbers(column), complete.Outcomes(input.Text("label")));
    }

    private static StatisticTable Areas(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (string column in input.ColumnsOf("scores", input.Text("label")))
        {
            LabelledScores scores = Scores(input, column);
            ConfidenceInterval interval = DeLong.Interval(scores, input.Number("level"));
            answer.Add(
                ("score", column), ("n_pos", scores.Positives.Length), ("n_neg", scores.Negatives.Length), ("auc", RocCurve.Area(scores)), ("ci_low", interval.Low), ("ci_high", interval.High),
                ("var_delong", DeLong.Variance(scores)));
        }

        return answer;
    }

    private static StatisticTable Compared(StatisticInput input)
    {
        (string a, string b) = (input.Text("a"), input.Text("b"));
        StatisticInput complete = input.Complete(input.Text("label"), a, b);
        LabelledScores first = Scores(complete, a), second = Scores(complete, b);
        TestResult test = DeLong.PairedTest(first, second);
        return new StatisticTable().Add(
            ("a", a), ("b", b), ("auc_a", RocCurve.Area(first)), ("auc_b", RocCurve.Area(second)), ("statistic", test.Statistic), ("p", test.PValue),
            ("ci_diff_low", test.Interval?.Low ?? double.NaN), ("ci_diff_high", test.Interval?.High ?? double.NaN));
    }

    private static StatisticTable Points(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (RocPoint point in RocCurve.Points(Scores(input, input.Text("score"))))
        {
            answer.Add(("threshold", point.Threshold), ("sensitivity", point.Table.Sensitivity), ("specificity", point.Table.Specificity));
        }

        return answer;
    }

    private static StatisticTable Youden(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (RocPoint point in YoudenIndex.BestPoints(Scores(input, input.Text("score"))))
        {
            answer.Add(("threshold", point.Threshold), ("sensitivity", point.Table.Sensitivity), ("specificity", point.Table.Specificity), ("youden", point.Table.Youden));
        }

        return answer;
    }

    private static StatisticTable Diagnostics(StatisticInput input)
    {
        LabelledScores scores = Scores(input, input.Text("score"));
        double cutOff = input.Number("cutoff");
        ConfusionTable t = ConfusionTable.At(scores, cutOff);
        var answer = new StatisticTable();
        (string Metric, int K, int N)[] shares =
        [
            ("sensitivity", t.TruePositives, t.Positives), ("specificity", t.TrueNegatives, t.Negatives), ("ppv", t.TruePositives, t.TruePositives + t.FalsePositives),
            ("npv", t.TrueNegatives, t.TrueNegatives + t.FalseNegatives), ("accuracy", t.TruePositives + t.TrueNegatives, t.Total),
        ];
        foreach ((string metric, int k, int n) in shares)
        {
            ConfidenceInterval exact = n > 0 ? BinomialInterval.ClopperPearson(k, n) : new(double.NaN, double.NaN, 0.95), wilson = n > 0 ? BinomialInterval.Wilson(k, n) : exact;
            answer.Add(("metric", metric), ("k", k), ("n", n), ("value", (double)k / n), ("low", exact.Low), ("high", exact.High), ("wilson_low", wilson.Low), ("wilson_high", wilson.High));
        }

        ConfidenceInterval f1 = Bootstrap.Interval(scores, s => ConfusionTable.At(s, cutOff).F1, (ulong)input.Number("seed"), (int)input.Number("resamples"));
        return answer.Add(("metric", "F1"), ("value", t.F1), ("low", f1.Low), ("high", f1.High)).Add(("metric", "MCC"), ("value", t.MatthewsCorrelation));
    }

    private static StatisticTable Partial(StatisticInput input)
    {
        LabelledScores scores = Scores(input, input.Text("score"));
        (double area, double corrected) = input.Text("focus") switch
        {
            "specificity" => PartialArea.OverSpecificity(scores, input.Number("low"), input.Number("high")),
            "sensitivity" => PartialArea.OverSensitivity(scores, input.Number("low"), input.Number("high")),
            string other => throw new CommandException($"--focus is '{other}'; there are specificity and sensitivity."),
        };
        return new StatisticTable().Add(("area", area), ("corrected", corrected));
    }
}
