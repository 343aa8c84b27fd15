using OhifAlnPlugin.Radscore.Training;
using static OhifAlnPlugin.Server.Radscore.Report.HtmlTable;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>What training itself estimated: honestly, by repeating every step without the patients that are judged, beside the published order of steps.</summary>
internal static class TrainingEstimate
{
    /// <summary>How sentences begin that are of the training centres; those of others are found here anew.</summary>
    private const string OwnCentres = "Training centres";

    /// <summary>The estimates, the honest one first.</summary>
    public static ReportSheet Sheet(TrainingReport training) => ReportSheet.Of(
        "training_estimate.csv",
        "Area under the curve on the training centres, by how it was estimated",
        Rows(training),
        ("estimate", "How it was estimated", r => r.Name),
        ("auc", "Area under the ROC curve", r => r.Area),
        ("optimism", "Difference from nested cross-validation", r => r.Area - training.Estimate.NestedAuc));

    /// <summary>As a part of the page.</summary>
    public static string ToHtml(TrainingReport training)
    {
        HtmlTable table = new HtmlTable("The radscore on its training centres, by how its area under the curve was estimated")
            .Head([("Estimate", 1), ("AUC", 1), ("optimism", 1)]);
        foreach ((string name, double area) in Rows(training))
        {
            double optimism = area - training.Estimate.NestedAuc;
            table.Row(name, Number(area, 3), optimism == 0 ? "–" : $"{(optimism > 0 ? "+" : "")}{Number(optimism, 3)}");
        }

        return table.ToHtml([
            "Optimism: difference from nested cross-validation, the one estimate in which no patient took part in the model that judged it.",
            training.AsPublished is null ? "The published order of steps was not run with this training (--as-published)." : "Published order: selection once on all training patients, copies on both sides of the folds, judged on the patients it was fitted to.",
            .. training.Verdict.Where(v => v.StartsWith(OwnCentres, StringComparison.Ordinal)),
            .. training.Remarks,
        ]);
    }

    private static IEnumerable<(string Name, double Area)> Rows(TrainingReport training)
    {
        HonestEstimate estimate = training.Estimate;
        yield return ($"nested cross-validation, {estimate.Folds} folds, {estimate.Repeats} times", estimate.NestedAuc);
        if (double.IsFinite(estimate.CorrectedAuc))
        {
            yield return ($"corrected by {estimate.Bootstraps} bootstrap resamples", estimate.CorrectedAuc);
        }

        yield return ("the final model on its own training patients", estimate.ApparentAuc);
        if (training.AsPublished is { } published)
        {
            yield return ("published order, cross-validated", estimate.NestedAuc + published.CrossValidationOptimism);
            yield return ("published order, on its own training patients", estimate.NestedAuc + published.TrainingOptimism);
        }
    }
}
