using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Makes the bundle of a trained model.</summary>
public static class TrainingBundle
{
    /// <summary>Puts the bundle together.</summary>
    /// <param name="result">The trained model.</param>
    /// <param name="description">What the run itself does not know.</param>
    /// <returns>The bundle; the same result and description give the same bytes.</returns>
    /// <exception cref="ArgumentException">A feature cannot be extracted with the extraction's settings, or the model has more features than a bundle holds.</exception>
    public static RadscoreBundle Make(TrainingResult result, BundleDescription description)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(description);
        FittedRadscore fitted = result.Model;
        int[] patients = [.. result.Cohort.PatientsOf(result.Design.TrainingCentres).Where(p => fitted.ValuesOf(result.Cohort, p) is not null)];
        double[][] values = [.. patients.Select(p => fitted.ValuesOf(result.Cohort, p)!)];
        RadscoreFeature[] features = [.. fitted.Terms.Select((t, k) => FeatureOf(t, [.. values.Select(v => v[k])]))];
        RadscoreModel model = new(features, fitted.Networks, result.Report.CutOff, Background(values, result.Design));
        TrainingCase[] cases = [.. patients.Select((p, i) => new TrainingCase(i + 1, result.Cohort.Centres[p], result.Cohort.HighBurden[p], fitted.Score(result.Cohort, p), values[i]))];
        ModelCard card = CardOf(result, description);
        RadscoreSupplement supplement = new()
        {
            Reference = TrainingReference.Of(features, cases),
            Harmonization = fitted.Harmonisation.Model is { } combat
                ? new RadscoreHarmonization([.. fitted.Harmonisation.Features.Select(f => result.Cohort.FeatureNames[f])], combat, result.Design.Harmonisation!.MinimumCases)
                : null,
            ClinicalFields = ClinicalScores.Fields(result),
            ClinicalModel = ClinicalScores.Of(result.Models.ClinicalModel, "Clinical model", result.Models.ClinicalCutOff, result),
            CombinedModel = result.Models.ClinicalModel is null
                ? null
                : ClinicalScores.Of(result.Models.CombinedModel, "Clinical model and radscore", result.Models.CombinedCutOff, result),
            SurvivalCutOff = result.Report.Survival is { } survival && double.IsFinite(survival.CutOff)
                ? new CutOff(survival.CutOff, FormattableString.Invariant($"minimum log-rank p on the training centres, adjusted p {survival.AdjustedP:G2}"))
                : null,
            CardText = CardText.Write(card, result.Report, result.Design, description),
        };
        return new RadscoreBundle(model, card, description.Extraction, description.Provenance, supplement);
    }

    private static RadscoreFeature FeatureOf(LinearTerm term, double[] values)
    {
        FeatureWording wording = FeatureWording.For(term.Feature);
        return new RadscoreFeature(term.Feature, wording.Label, wording.Explanation, wording.Unit, term.Mean, term.Deviation, TrainingQuantiles.Of(values));
    }

    private static double[][] Background(double[][] values, TrainingDesign design)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        new SeededRandom(design.Seed).Fork("background").Shuffle(order.AsSpan());
        return [.. order.Take(design.BackgroundCases).Order().Select(i => values[i])];
    }

    private static ModelCard CardOf(TrainingResult result, BundleDescription description)
    {
        TrainingReport report = result.Report;
        CentreCount[] training = [.. report.Centres.Where(c => c.Trains)];
        return new ModelCard
        {
            Name = result.Design.Name,
            Version = result.Design.Version,
            Demonstration = description.Demonstration,
            IntendedUse = description.IntendedUse,
            Notice = description.Notice,
            TrainingData = description.TrainingData
                ?? $"{training.Sum(c => c.Patients)} patients of {training.Length} centres ({string.Join(", ", training.Select(c => c.Centre))}), {training.Sum(c => c.HighBurden)} with {report.Outcome}.",
            Method = [.. description.Method, .. MethodSentences.Of(result)],
            Limitations = [.. description.Limitations, .. report.Remarks],
            Evaluation = [.. report.Performance.SelectMany((p, i) => EvaluationOf(p, usedInTraining: i == 0))],
        };
    }

    private static IEnumerable<CohortEvaluation> EvaluationOf(CohortPerformance performance, bool usedInTraining)
    {
        if (performance.Model(FinalModels.RadscoreName) is { } radscore && double.IsFinite(radscore.Low) && double.IsFinite(radscore.Sensitivity))
        {
            yield return new CohortEvaluation
            {
                Cohort = $"{performance.Cohort} ({performance.Scores})",
                UsedInTraining = usedInTraining,
                Patients = radscore.Patients,
                HighBurden = performance.HighBurden,
                Auc = radscore.Auc,
                AucLow = radscore.Low,
                AucHigh = radscore.High,
                Sensitivity = radscore.Sensitivity,
                Specificity = radscore.Specificity,
            };
        }
    }
}

/// <summary>What the maker of a model says of it.</summary>
public sealed record BundleDescription
{
    /// <summary>Whether the model only demonstrates the software.</summary>
    public bool Demonstration { get; init; }

    /// <summary>What the score is meant for.</summary>
    public required string IntendedUse { get; init; }

    /// <summary>Shown wherever the score is shown.</summary>
    public string Notice { get; init; } = "Research use only. Not a medical device.";

    /// <summary>What it was trained on; null for a sentence with the numbers of the run.</summary>
    public string? TrainingData { get; init; }

    /// <summary>What happened before the pipeline: images, outlines, extraction.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    /// <summary>What is known to be weak or untested.</summary>
    public IReadOnlyList<string> Limitations { get; init; } = [];

    /// <summary>How the features are extracted.</summary>
    public RadscoreExtraction Extraction { get; init; } = RadscoreExtraction.Table;

    /// <summary>Where the bundle comes from.</summary>
    public required BundleProvenance Provenance { get; init; }
}
