using System.Globalization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Says what was done, in order, with the numbers of the run.</summary>
internal static class MethodSentences
{
    public static IReadOnlyList<string> Of(TrainingResult result)
    {
        (TrainingDesign design, TrainingReport report) = (result.Design, result.Report);
        return
        [
            .. report.Harmonisation,
            .. report.Steps.Select(s => $"{s.Step}: {s.Features} features left."),
            Copies(design.Selection, result.Model.Selection, result.Cohort.PatientsOf(design.TrainingCentres).Length),
            Score(design),
            Estimate(report.Estimate),
            design.ValidationCentres.Count == 0
                ? "There is no validation centre."
                : $"{string.Join(", ", design.ValidationCentres)}: looked at once, after the model was final.",
        ];
    }

    private static string Copies(SelectionOptions options, SelectedFeatures selection, int patients)
    {
        int copies = selection.Rows.Count - patients;
        string measure = options.Measure == ElasticNetMeasure.Auc ? "area under the ROC curve" : "deviance";
        return $"{(copies > 0 ? $"{copies} copies of patients of the smaller group, each in the fold of its patient" : "No copies of the smaller group")}; λ of the elastic net by {options.Folds}-fold cross-validated {measure}.";
    }

    private static string Score(TrainingDesign design) => design.Network is { } network
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"z-score; mean of {network.Count} back-propagation networks with hidden layers of {string.Join(", ", network.Architecture.Hidden.Select(h => h.Units))} units, {network.Options.Epochs} epochs{(network.Options.EarlyStopping is null ? "" : " at most")}, Adam with step size {network.Options.LearningRate}, weight decay {network.Options.WeightDecay}.")
        : "z-score; logistic function of the elastic net's weighted sum.";

    private static string Estimate(HonestEstimate estimate) => string.Create(
        CultureInfo.InvariantCulture,
        $"Every step anew in nested cross-validation ({estimate.Repeats} × {estimate.Folds} folds): AUC {estimate.NestedAuc:F3}; the final model on its own training patients {estimate.ApparentAuc:F3}{(estimate.Bootstraps == 0 ? "" : $", less the optimism of {estimate.Bootstraps} bootstrap resamples {estimate.CorrectedAuc:F3}")}.");
}
