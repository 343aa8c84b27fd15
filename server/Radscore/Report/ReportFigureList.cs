using OhifAlnPlugin.Radscore.Evaluation;
using static OhifAlnPlugin.Server.Radscore.Report.HtmlTable;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The places of the figures on the page with their legends, or the sentence that says why one is missing.</summary>
internal static class ReportFigureList
{
    /// <summary>Names of the figures, by which the page's script and <see cref="EvaluationReport.Missing"/> know them.</summary>
    public const string Correlation = "correlation", Combat = "combat", Icc = "icc";

    public static string Of(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        string Why(EvaluationPart part) => string.Join(' ', evaluation.Notes.Where(n => n.Part == part).Select(n => n.Sentence));
        string Missing(string name) => report.Missing.GetValueOrDefault(name, "");
        bool curves = evaluation.Performance.Any(r => r.Curve.Count > 0), calibrated = evaluation.Calibration.Count > 0;
        (string Id, string Title, string Legend, bool Drawn, string WhyNot)[] figures =
        [
            ("roc", "ROC curves", "Area under the curve with 95 % confidence interval (DeLong). Circles: the models' cut-offs. Diamond: the readers' call in MRI.", curves, Why(EvaluationPart.Performance)),
            ("calibration", "Calibration", "Points: tenths of rising probability with 95 % Wilson intervals. Lines: smoothed outcome (lowess). Dashed: perfect calibration.", calibrated, Why(EvaluationPart.Calibration)),
            ("decision", "Decision curves", "Net benefit of treating those whom a model calls high, by the probability from which one would treat. Grey: treating everybody; the line at 0: nobody.", calibrated, Why(EvaluationPart.Calibration)),
            ("odds", "Odds ratios in training", "With 95 % confidence intervals, on a logarithmic scale.", evaluation.OddsRatios is { Univariable.Count: > 0 }, Why(EvaluationPart.OddsRatios)),
            ("nomogram", "Nomogram of the combined model", "Add the points of every line; the last two lines give the probability of a high burden at that sum.", NomogramFigure.Of(report) is not null, Why(EvaluationPart.Nomogram)),
            ("survival", "Survival by radscore", "Kaplan-Meier curves with 95 % confidence bands, censoring marks, and the number at risk below.", evaluation.Survival is not null, Why(EvaluationPart.Survival)),
            ("waterfall", "Radscore of every case", $"Each bar is one of the {report.Cases}: radscore above (called high) or below (called low) the cut-off, coloured by the true burden.", true, ""),
            (Correlation, "Correlation of the model's features", "Spearman's ρ.", report.Correlation is not null, Missing(Correlation)),
            (Combat, "Centres before and after ComBat", report.Harmonisation is { } effect ? Centres(effect) : "", report.Harmonisation is not null, Missing(Combat)),
            (Icc, "Agreement of second readings", $"ICC(A,1) of every feature; dashed: {FeatureAgreement.Threshold}, above which a feature counts as reproducible.", report.Agreement.Count > 0, Missing(Icc)),
        ];
        int number = 0;
        return $"<section><h2>Figures</h2>{string.Concat(figures.Select(f => f.Drawn
            ? $"<figure class=\"chart\"><figcaption><b>Figure {++number}. {Encode(f.Title)}.</b> {Encode(f.Legend)}</figcaption><div id=\"figure-{f.Id}\"></div></figure>"
            : $"<p class=\"missing\">{Encode(f.Title)}: left out. {Encode(f.WhyNot)}</p>"))}</section>\n";
    }

    private static string Centres(HarmonisationEffect effect) =>
        $"First two principal components of {effect.Features.Count} features. Before ComBat {Number(100 * effect.DifferentBefore, 0)} % of them differ between the centres (Kruskal-Wallis p < 0.05), after it {Number(100 * effect.DifferentAfter, 0)} %. ComBat is fitted to all centres together here, without the outcome, to describe the centres.";
}
