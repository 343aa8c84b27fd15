using OhifAlnPlugin.Radscore.Evaluation;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>What the figures draw, as files.</summary>
internal static class FigureSheets
{
    public static IEnumerable<ReportSheet> Of(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        yield return ReportSheet.Of(
            "roc.csv",
            "ROC curves",
            evaluation.Performance.SelectMany(r => r.Curve.Select(p => (r, p))),
            ("cohort", "Cohort", x => x.r.Cohort),
            ("model", "Model", x => x.r.Model),
            ("threshold", "Called high above it", x => x.p.Threshold),
            ("sensitivity", "Sensitivity", x => x.p.Table.Sensitivity),
            ("specificity", "Specificity", x => x.p.Table.Specificity));
        yield return ReportSheet.Of(
            "calibration_groups.csv",
            "Calibration: groups of rising probability",
            evaluation.Calibration.SelectMany(r => (r.Groups?.Groups ?? []).Select(g => (r, g))),
            ("cohort", "Cohort", x => x.r.Cohort),
            ("model", "Model", x => x.r.Model),
            ("patients", "Patients of the group", x => x.g.Cases),
            ("observed", "Those with high burden", x => x.g.Events),
            ("expected", "Sum of their probabilities", x => x.g.Expected));
        yield return ReportSheet.Of(
            "decision_curve.csv",
            "Decision curves",
            evaluation.Calibration.SelectMany(r => r.Decision.Select(p => (r, p))),
            ("cohort", "Cohort", x => x.r.Cohort),
            ("model", "Model", x => x.r.Model),
            ("threshold", "Threshold probability", x => x.p.Threshold),
            ("net_benefit", "Net benefit of acting on the model", x => x.p.Model),
            ("net_benefit_all", "Net benefit of acting on everybody; acting on nobody has 0", x => x.p.All));
        foreach (ReportSheet sheet in OfSurvival(evaluation).Concat(OfFeatures(report)))
        {
            yield return sheet;
        }
    }

    private static IEnumerable<ReportSheet> OfSurvival(RadscoreEvaluation evaluation)
    {
        if (evaluation.Survival is not { } survival)
        {
            yield break;
        }

        var curves = survival.Rows.SelectMany(r => ((string, OhifAlnPlugin.Statistics.KaplanMeier?)[])[("low", r.Low), ("high", r.High)], (r, c) => (r.Cohort, Group: c.Item1, Curve: c.Item2));
        yield return ReportSheet.Of(
            "kaplan_meier.csv",
            "Kaplan-Meier curves",
            curves.Where(c => c.Curve is not null).SelectMany(c => c.Curve!.Steps.Select(s => (c, s))),
            ("cohort", "Cohort", x => x.c.Cohort),
            ("group", "low or high by the radscore", x => x.c.Group),
            ("months", "Months", x => x.s.Time),
            ("at_risk", "Patients at risk just before", x => x.s.AtRisk),
            ("events", "Events", x => x.s.Events),
            ("censored", "Censored", x => x.s.Censored),
            ("survival", "Part without event", x => x.s.Survival),
            ("low", "Lower end of its 95 % interval (log scale)", x => x.s.Interval.Low),
            ("high", "Upper end", x => x.s.Interval.High));
    }

    private static IEnumerable<ReportSheet> OfFeatures(EvaluationReport report)
    {
        if (report.Correlation is { } correlation)
        {
            yield return ReportSheet.Of(
                "correlation.csv",
                "Spearman correlation of the model's features",
                correlation.Features.SelectMany((a, i) => correlation.Features.Select((b, j) => (a, b, rho: correlation.Rho[i, j]))),
                ("feature", "Feature", x => x.a),
                ("with", "Other feature", x => x.b),
                ("rho", "Spearman's rho", x => x.rho));
        }

        if (report.Harmonisation is { } effect)
        {
            yield return ReportSheet.Of(
                "combat.csv",
                "Difference of each feature between centres, before and after ComBat",
                effect.Features,
                ("feature", "Feature", f => f.Feature),
                ("p_before", "Kruskal-Wallis p between centres before", f => f.Before),
                ("p_after", "The same after", f => f.After));
        }

        if (report.Agreement.Count > 0)
        {
            yield return ReportSheet.Of(
                "icc.csv",
                "Agreement of second readings",
                report.Agreement.SelectMany(a => a.Features.Select(f => (a, f))),
                ("reading", "Second reading", x => x.a.Reading),
                ("feature", "Feature", x => x.f.Feature),
                ("icc", "ICC(A,1); NA where nothing varies", x => x.f.Icc.Value),
                ("low", "Lower end of its 95 % interval", x => x.f.Icc.Interval.Low),
                ("high", "Upper end", x => x.f.Icc.Interval.High));
        }
    }
}
