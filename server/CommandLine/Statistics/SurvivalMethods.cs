using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Survival.</summary>
internal static class SurvivalMethods
{
    private static readonly StatisticOption[] FollowUp = [new("time", "time", "column of the time"), new("status", "status", "column of the event, 1, or censoring, 0")];

    private static readonly StatisticOption[] Regression =
        [new("predictors", "", "columns; all other numeric ones when left out"), new("categorical", "", "columns of numbers that are categories"), new("ties", "efron", "efron or breslow")];

    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("km", "survival::survfit", "Kaplan-Meier curves.", [.. FollowUp, new("group", "", "column of the group"), new("conf-type", "log", "log, log-log or plain"), new("level", "0.95", "coverage")], Curves),
        new("median.survival", "survival::survfit", "Median survival with its interval.", [.. FollowUp, new("group", "", "column of the group")], Medians),
        new("logrank", "survival::survdiff", "Log-rank test of groups.", [.. FollowUp, new("group", "group", "column of the group"), new("rho", "0", "0 log-rank, 1 Peto-Prentice")], Groups),
        new("cox", "survival::coxph", "Cox regression: hazard ratios.",
            [.. FollowUp, .. Regression], Hazards),
        new("cox.zph", "survival::cox.zph", "Test of proportional hazards of a Cox regression.",
            [.. FollowUp, .. Regression, new("transform", "km", "km, rank, identity or log")], Proportionality),
        new("concordance", "survival::concordance", "Harrell's C of a score.", [.. FollowUp, new("score", "radscore", "column of the score")], Concordance),
        new("minp", "maxstat::maxstat.test", "Cut-off of the smallest log-rank p, with the p adjusted for the search.",
            [.. FollowUp, new("score", "radscore", "column of the score"), new("method", "logrank", "logrank or maxstat"), new("minprop", "0.1", "smallest group as part of all")], SearchedCutOff),
    ];

    private static SurvivalData DataOf(StatisticInput input) => new(input.Numbers(input.Text("time")), input.Outcomes(input.Text("status")));

    private static StatisticInput Complete(StatisticInput input, params IEnumerable<string> columns) => input.Complete([input.Text("time"), input.Text("status"), .. columns]);

    private static IEnumerable<(string Group, SurvivalData Data)> ByGroup(StatisticInput input) => input.Optional("group") is { } group
        ? Complete(input, group).By(group).Select(g => (g.Value, DataOf(g.Part))).OrderBy(g => g.Value, StringComparer.Ordinal)
        : [("all", DataOf(Complete(input)))];

    private static StatisticTable Curves(StatisticInput input)
    {
        SurvivalIntervalScale scale = input.Text("conf-type") switch
        {
            "log" => SurvivalIntervalScale.Log,
            "log-log" => SurvivalIntervalScale.LogLog,
            "plain" => SurvivalIntervalScale.Plain,
            string other => throw new CommandException($"--conf-type is '{other}'; there are log, log-log and plain."),
        };
        var answer = new StatisticTable();
        foreach ((string group, SurvivalData data) in ByGroup(input))
        {
            foreach (SurvivalStep step in KaplanMeier.Estimate(data, scale, input.Number("level")).Steps)
            {
                answer.Add(
                    ("group", group), ("time", step.Time), ("n_risk", step.AtRisk), ("n_event", step.Events), ("n_censor", step.Censored), ("surv", step.Survival), ("se", step.StandardError),
                    ("lower", step.Interval.Low), ("upper", step.Interval.High));
            }
        }

        return answer;
    }

    private static StatisticTable Medians(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach ((string group, SurvivalData data) in ByGroup(input))
        {
            (double median, ConfidenceInterval interval) = KaplanMeier.Estimate(data).Median();
            answer.Add(("group", group), ("n", data.Count), ("events", data.EventCount), ("median", median), ("low", interval.Low), ("high", interval.High));
        }

        return answer;
    }

    private static StatisticTable Groups(StatisticInput input)
    {
        StatisticInput complete = Complete(input, input.Text("group"));
        LogRankResult result = LogRank.Test(DataOf(complete), complete.Texts(input.Text("group")), input.Number("rho"));
        var answer = new StatisticTable();
        foreach (LogRankGroup group in result.Groups)
        {
            answer.Add(
                ("group", group.Name), ("n", group.Patients), ("observed", group.Observed), ("expected", group.Expected), ("chisq", result.Test.Statistic),
                ("df", result.Test.DegreesOfFreedom!.Value), ("p", result.Test.PValue));
        }

        return answer;
    }

    private static StatisticTable Hazards(StatisticInput input)
    {
        IReadOnlyList<string> columns = input.ColumnsOf("predictors", input.Text("time"), input.Text("status"));
        StatisticInput complete = Complete(input, columns);
        CoxTies ties = TiesOf(input);
        CoxModel model = CoxRegression.Fit(complete.Predictors(columns, "categorical"), DataOf(complete), ties);
        var answer = new StatisticTable();
        for (int t = 0; t < model.Terms.Count; t++)
        {
            (double ratio, TestResult test) = model.HazardRatio(t);
            answer.Add(
                ("term", model.Terms[t]), ("beta", model.Coefficients[t]), ("HR", ratio), ("se", model.StandardErrors[t]), ("z", test.Statistic), ("p", test.PValue),
                ("HR_low", test.Interval!.Value.Low), ("HR_high", test.Interval!.Value.High), ("loglik0", model.NullLogLikelihood), ("loglik", model.LogLikelihood),
                ("LR", model.LikelihoodRatioTest().Statistic), ("score", model.ScoreTest().Statistic), ("concordance", model.Concordance.Value), ("c_se", model.Concordance.StandardError),
                ("monotone", model.IsMonotone));
        }

        return answer;
    }

    private static CoxTies TiesOf(StatisticInput input) => input.Text("ties") switch
    {
        "efron" => CoxTies.Efron,
        "breslow" => CoxTies.Breslow,
        string other => throw new CommandException($"--ties is '{other}'; there are efron and breslow."),
    };

    private static StatisticTable Proportionality(StatisticInput input)
    {
        TimeTransform transform = input.Text("transform") switch
        {
            "km" => TimeTransform.KaplanMeier,
            "rank" => TimeTransform.Rank,
            "identity" => TimeTransform.Identity,
            "log" => TimeTransform.Log,
            string other => throw new CommandException($"--transform is '{other}'; there are km, rank, identity and log."),
        };
        IReadOnlyList<string> columns = input.ColumnsOf("predictors", input.Text("time"), input.Text("status"));
        StatisticInput complete = Complete(input, columns);
        ProportionalHazardsResult result = ProportionalHazards.Test(complete.Predictors(columns, "categorical"), DataOf(complete), TiesOf(input), transform);
        var answer = new StatisticTable();
        foreach ((string name, TestResult test) in result.Terms.Select(t => (t.Name, t.Test)).Append(("GLOBAL", result.Global)))
        {
            answer.Add(("term", name), ("chisq", test.Statistic), ("df", test.DegreesOfFreedom!.Value), ("p", test.PValue));
        }

        return answer;
    }

    private static StatisticTable Concordance(StatisticInput input)
    {
        StatisticInput complete = Complete(input, input.Text("score"));
        var c = ConcordanceIndex.Compute(complete.Numbers(input.Text("score")), DataOf(complete));
        return new StatisticTable().Add(("C", c.Value), ("se", c.StandardError), ("pairs", c.Pairs));
    }

    private static StatisticTable SearchedCutOff(StatisticInput input)
    {
        CutOffStatistic method = input.Text("method") switch
        {
            "logrank" => CutOffStatistic.LogRank,
            "maxstat" => CutOffStatistic.MaximallySelectedRank,
            string other => throw new CommandException($"--method is '{other}'; there are logrank and maxstat."),
        };
        StatisticInput complete = Complete(input, input.Text("score"));
        CutOffByMinimumP found = MinimumPCutOff.Find(complete.Numbers(input.Text("score")), DataOf(complete), method, input.Number("minprop"));
        return new StatisticTable().Add(("cutpoint", found.CutOff), ("statistic", found.Statistic), ("unadjusted_p", found.UnadjustedP), ("adjusted_p", found.AdjustedP), ("cut_offs_tried", found.Tried.Count));
    }
}
