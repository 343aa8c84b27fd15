using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The tables of the report as files.</summary>
internal static class TableSheets
{
    public static IEnumerable<ReportSheet> Of(RadscoreEvaluation evaluation)
    {
        yield return Characteristics(evaluation);
        yield return CharacteristicTests(evaluation);
        if (evaluation.OddsRatios is { } ratios)
        {
            yield return OddsRatios(ratios);
        }

        yield return Performance(evaluation);
        if (evaluation.Readers.Count > 0)
        {
            yield return Readers(evaluation);
        }

        if (evaluation.Subgroups.Count > 0)
        {
            yield return Subgroups(evaluation);
        }

        if (evaluation.Survival is { } survival)
        {
            yield return Survival(survival);
            yield return SearchedCutOff(survival);
        }

        yield return Calibrations(evaluation);
    }

    private static ReportSheet Characteristics(RadscoreEvaluation evaluation)
    {
        var rows = evaluation.Characteristics.SelectMany(c => c.Cohorts.SelectMany(cohort => ((string, CharacteristicGroup)[])[("low", cohort.Low), ("high", cohort.High)])
            .Zip(c.Cohorts.SelectMany(cohort => Enumerable.Repeat(cohort.Cohort, 2)))
            .SelectMany(g => (c.Levels ?? ["all"]).Select((level, l) => (c, cohort: g.Second, burden: g.First.Item1, group: g.First.Item2, level, l))));
        return ReportSheet.Of(
            "table1.csv",
            "Table 1: characteristics by cohort and burden",
            rows,
            ("variable", "Variable", r => r.c.Variable),
            ("level", "Category; all for a number", r => r.level),
            ("cohort", "Cohort", r => r.cohort),
            ("burden", "low or high", r => r.burden),
            ("patients", "Patients of the group", r => r.group.Patients),
            ("missing", "Those without a value", r => r.group.Missing),
            ("count", "Patients of the category", r => r.c.Levels is null ? null : r.group.Counts[r.l]),
            ("mean", "Mean", r => r.group.Mean),
            ("sd", "Sample standard deviation", r => r.group.Deviation),
            ("median", "Median", r => r.group.Median),
            ("q1", "First quartile (type 7)", r => r.group.FirstQuartile),
            ("q3", "Third quartile (type 7)", r => r.group.ThirdQuartile));
    }

    private static ReportSheet CharacteristicTests(RadscoreEvaluation evaluation)
    {
        var rows = evaluation.Characteristics.SelectMany(c => c.Cohorts.Select(cohort => (c.Variable, c.IsNormal, comparison: cohort.Cohort, cohort.Test))
            .Append((c.Variable, c.IsNormal, comparison: "between cohorts", Test: c.BetweenCohorts))).Where(r => r.Test is not null);
        return ReportSheet.Of(
            "table1_tests.csv",
            "Table 1: tests between low and high burden within a cohort, and between cohorts",
            rows,
            ("variable", "Variable", r => r.Variable),
            ("comparison", "Cohort within which burdens are compared, or between cohorts", r => r.comparison),
            ("method", "Test", r => r.Test!.Method),
            ("normal", "1 when no group speaks against a normal distribution (Shapiro-Wilk p of 0.05 or more)", r => r.IsNormal),
            ("p", "p-value, two-sided", r => r.Test!.PValue));
    }

    private static ReportSheet OddsRatios(OddsRatioTable ratios)
    {
        var rows = ratios.Univariable.Select(m => (analysis: "univariable", model: m))
            .Concat(ratios.Multivariable is { } together ? [("multivariable", together)] : [])
            .SelectMany(m => m.model.Regression.Terms.Skip(1).Select(t => (m.analysis, m.model, term: t)));
        return ReportSheet.Of(
            "table2.csv",
            "Table 2: odds ratios of a high burden in training",
            rows,
            ("analysis", "univariable or multivariable", r => r.analysis),
            ("variables", "Variables of the model, separated by |", r => string.Join('|', r.model.Variables)),
            ("term", "Term: variable, and category against the reference", r => r.term.Name),
            ("patients", "Complete patients", r => r.model.Regression.Patients),
            ("high", "Those with high burden", r => r.model.Regression.HighBurden),
            ("left_out", "Patients left out for a missing value", r => r.model.LeftOut),
            ("odds_ratio", "Odds ratio of the category, or of one unit more", r => Math.Exp(r.term.Coefficient)),
            ("low", "Lower end of its 95 % interval", r => Math.Exp(r.term.Interval.Low)),
            ("high_end", "Upper end of its 95 % interval", r => Math.Exp(r.term.Interval.High)),
            ("p", "p-value: Wald, or penalised likelihood ratio", r => r.term.PValue),
            ("method", "maximum likelihood or Firth", r => r.model.Regression.IsPenalised ? "Firth" : "maximum likelihood"));
    }

    private static ReportSheet Performance(RadscoreEvaluation evaluation) => ReportSheet.Of(
        "table3.csv",
        "Table 3: performance by cohort and model",
        evaluation.Performance,
        [
            ("cohort", "Cohort", r => r.Cohort),
            ("model", "Model", r => r.Model),
            ("left_out", "Patients left out because a model lacks a value", r => r.LeftOut),
            ("cut_off", "High burden from this probability on", r => r.CutOff),
            ("auc", "Area under the ROC curve", r => r.Area),
            ("auc_low", "Lower end of its 95 % interval (DeLong)", r => r.AreaInterval.Low),
            ("auc_high", "Upper end", r => r.AreaInterval.High),
            .. Calls<PerformanceRow>("", r => r.Calls),
            ("delong_z_clinical", "DeLong z against the clinical model, paired", r => r.AgainstClinical?.Statistic),
            ("delong_p_clinical", "Its p", r => r.AgainstClinical?.PValue),
            ("delong_p_radiomics", "DeLong p against the radscore, paired", r => r.AgainstRadiomics?.PValue),
        ]);

    private static ReportSheet Readers(RadscoreEvaluation evaluation) => ReportSheet.Of(
        "readers.csv",
        "Radscore against the readers' call of the burden in MRI",
        evaluation.Readers,
        [
            ("cohort", "Cohort", r => r.Cohort),
            .. Calls<ReaderRow>("radscore_", r => r.Radscore),
            .. Calls<ReaderRow>("reader_", r => r.Reader),
            ("radscore_only_right", "Patients whom only the radscore calls rightly", r => r.RadscoreOnlyRight),
            ("reader_only_right", "Patients whom only the readers call rightly", r => r.ReaderOnlyRight),
            ("mcnemar_chi2", "McNemar's chi-squared with continuity correction", r => r.Corrected.Statistic),
            ("mcnemar_p", "Its p", r => r.Corrected.PValue),
            ("mcnemar_exact_p", "p of the exact test", r => r.Exact.PValue),
            ("radscore_auc", "Area under the ROC curve of the radscore", r => r.RadscoreArea),
            ("reader_auc", "The same of the readers' call", r => r.ReaderArea),
            ("delong_z", "DeLong z of the difference, paired", r => r.Areas?.Statistic),
            ("delong_p", "Its p", r => r.Areas?.PValue),
        ]);

    private static ReportSheet Subgroups(RadscoreEvaluation evaluation) => ReportSheet.Of(
        "subgroups.csv",
        "Radscore by pattern of enhancement",
        evaluation.Subgroups,
        [
            ("cohort", "Cohort", r => r.Cohort),
            ("pattern", "Pattern", r => r.Pattern),
            ("auc", "Area under the ROC curve", r => r.Area),
            ("auc_low", "Lower end of its 95 % interval (DeLong)", r => r.AreaInterval.Low),
            ("auc_high", "Upper end", r => r.AreaInterval.High),
            .. Calls<SubgroupRow>("", r => r.Calls),
        ]);

    private static ReportSheet Survival(SurvivalTable survival) => ReportSheet.Of(
        "survival.csv",
        "Survival of patients called high against those called low by the radscore",
        survival.Rows,
        ("cohort", "Cohort", r => r.Cohort),
        ("patients", "Patients with follow-up", r => r.Patients),
        ("events", "Events", r => r.Events),
        ("median_low", "Median survival of those called low, months; NA where not reached", r => r.Low?.Median().Median),
        ("median_high", "The same of those called high", r => r.High?.Median().Median),
        ("logrank_chi2", "Log-rank chi-squared", r => r.LogRank?.Statistic),
        ("logrank_p", "Its p", r => r.LogRank?.PValue),
        ("hazard_ratio", "Hazard ratio of high against low (Cox, Efron)", r => r.HazardRatio?.HazardRatio),
        ("hr_low", "Lower end of its 95 % interval", r => r.HazardRatio?.Test.Interval!.Value.Low),
        ("hr_high", "Upper end", r => r.HazardRatio?.Test.Interval!.Value.High),
        ("hr_p", "Wald p", r => r.HazardRatio?.Test.PValue),
        ("proportional_p", "p of the test of proportional hazards", r => r.Proportionality?.PValue));

    private static ReportSheet SearchedCutOff(SurvivalTable survival) => ReportSheet.Of(
        "survival_cut_off.csv",
        "Cut-off of the radscore that parts survival most in training",
        survival.Searched is { } found ? (CutOffByMinimumP[])[found] : [],
        ("cut_off", "Called high above it", r => r.CutOff),
        ("statistic", "Largest standardised log-rank statistic", r => r.Statistic),
        ("unadjusted_p", "p as if no other cut-off had been tried: too small", r => r.UnadjustedP),
        ("adjusted_p", "p adjusted for the search (Lausen, Sauerbrei and Schumacher 1994)", r => r.AdjustedP),
        ("tried", "Cut-offs tried", r => r.Tried.Count));

    private static ReportSheet Calibrations(RadscoreEvaluation evaluation) => ReportSheet.Of(
        "calibration.csv",
        "Calibration by cohort and model",
        evaluation.Calibration,
        ("cohort", "Cohort", r => r.Cohort),
        ("model", "Model", r => r.Model),
        ("slope", "Slope of the logistic recalibration; 1 is ideal; NA where the model separates the outcomes", r => r.Calibration.Slope),
        ("intercept", "Its intercept; 0 is ideal", r => r.Calibration.Intercept),
        ("in_the_large", "Intercept at slope 1; above 0 the probabilities are too low", r => r.Calibration.InTheLarge),
        ("brier", "Mean squared error of the probabilities", r => r.Calibration.Brier),
        ("hl_chi2", "Hosmer-Lemeshow chi-squared; NA where the probabilities take too few values or leave a group empty", r => r.Groups?.Test.Statistic),
        ("hl_df", "Its degrees of freedom", r => r.Groups?.Test.DegreesOfFreedom),
        ("hl_p", "Its p", r => r.Groups?.Test.PValue));

    /// <summary>Counts and rates of a call with exact intervals.</summary>
    private static (string Name, string Meaning, Func<T, object?> Value)[] Calls<T>(string prefix, Func<T, ConfusionTable> of)
    {
        (string Name, string Meaning, Func<ConfusionTable, (int Part, int Whole)> Counts)[] rates =
        [
            ("accuracy", "Part of the patients called rightly", t => (t.TruePositives + t.TrueNegatives, t.Total)),
            ("sensitivity", "Part of the high burdens called high", t => (t.TruePositives, t.Positives)),
            ("specificity", "Part of the low burdens called low", t => (t.TrueNegatives, t.Negatives)),
            ("ppv", "Part of the high calls that are right", t => (t.TruePositives, t.TruePositives + t.FalsePositives)),
            ("npv", "Part of the low calls that are right", t => (t.TrueNegatives, t.TrueNegatives + t.FalseNegatives)),
        ];
        return
        [
            (prefix + "tp", "High burden called high", r => of(r).TruePositives),
            (prefix + "fp", "Low burden called high", r => of(r).FalsePositives),
            (prefix + "tn", "Low burden called low", r => of(r).TrueNegatives),
            (prefix + "fn", "High burden called low", r => of(r).FalseNegatives),
            .. rates.SelectMany(rate => ((string, string, Func<T, object?>)[])
            [
                (prefix + rate.Name, rate.Meaning, r => rate.Counts(of(r)) is { Whole: > 0 } c ? (double)c.Part / c.Whole : null),
                ($"{prefix}{rate.Name}_low", "Lower end of its exact 95 % interval (Clopper-Pearson)", r => rate.Counts(of(r)) is { Whole: > 0 } c ? BinomialInterval.ClopperPearson(c.Part, c.Whole).Low : null),
                ($"{prefix}{rate.Name}_high", "Upper end", r => rate.Counts(of(r)) is { Whole: > 0 } c ? BinomialInterval.ClopperPearson(c.Part, c.Whole).High : null),
            ]),
        ];
    }
}
