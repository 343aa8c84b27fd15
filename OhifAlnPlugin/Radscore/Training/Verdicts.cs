using System.Globalization;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>What the numbers say, in plain sentences.</summary>
internal static class Verdicts
{
    private const double Significant = 0.05;

    public static IReadOnlyList<string> Of(IReadOnlyList<CohortPerformance> performance, HonestEstimate estimate, PublishedReport? published)
    {
        List<string> sentences = [];
        foreach (CohortPerformance cohort in performance)
        {
            sentences.AddRange(cohort.Models.Where(m => m.Name is FinalModels.RadscoreName).Select(m => Chance(cohort, m)));
            sentences.AddRange(cohort.Comparisons.Where(c => c.First is FinalModels.RadscoreName && c.Second is not FinalModels.CombinedName).Select(c => Against(cohort, c)));
            sentences.AddRange(cohort.Comparisons.Where(c => c is { First: FinalModels.ClinicalName, Second: FinalModels.CombinedName }).Select(c => Added(cohort, c)));
        }

        if (estimate.FoldsWithoutModel.Count > 0)
        {
            sentences.Add($"{estimate.FoldsWithoutModel.Count} of {estimate.Folds * estimate.Repeats} folds gave no model and predicted the base rate.");
        }

        if (published is not null)
        {
            sentences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"In the published order the same patients show an AUC of {published.Performance[0].Model(FinalModels.RadscoreName)!.Auc:F3} in training and {published.Penalty.CrossValidated:F3} in its cross-validation; nested cross-validation gives {estimate.NestedAuc:F3}: an optimism of {published.TrainingOptimism:F3} and {published.CrossValidationOptimism:F3}."));
        }

        return sentences;
    }

    private static string Chance(CohortPerformance cohort, ModelPerformance model) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cohort(cohort)}: the radscore's AUC is {model.Auc:F3} (95 % CI {model.Low:F3} to {model.High:F3}){(model.Low > 0.5 ? "." : ", no better than chance.")}");

    private static string Against(CohortPerformance cohort, ModelComparison c)
    {
        string other = c.Second is FinalModels.ClinicalName ? "the clinical model" : $"the readers ({c.Second})";
        string verdict = c.PValue < Significant && c.FirstAuc > c.SecondAuc ? $"the radscore is better than {other}"
            : c.PValue < Significant ? $"the radscore is worse than {other}"
            : $"the radscore is no better than {other}";
        return string.Create(CultureInfo.InvariantCulture, $"{Cohort(cohort)}: {verdict} (AUC {c.FirstAuc:F3} against {c.SecondAuc:F3}, DeLong p {c.PValue:G2}).");
    }

    private static string Added(CohortPerformance cohort, ModelComparison c) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cohort(cohort)}: the radscore {(c.PValue < Significant && c.SecondAuc > c.FirstAuc ? "adds to" : "adds nothing to")} the clinical model (AUC {c.SecondAuc:F3} with, {c.FirstAuc:F3} without, DeLong p {c.PValue:G2}).");

    private static string Cohort(CohortPerformance cohort) => char.ToUpperInvariant(cohort.Cohort[0]) + cohort.Cohort[1..];
}
