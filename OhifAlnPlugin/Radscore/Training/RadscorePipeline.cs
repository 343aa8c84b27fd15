using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>From a cohort to a model and an honest judgement of it.</summary>
/// <remarks>
/// Everything fitted comes from the training centres. The validation centres are looked at once, after the model is final; only their own features, never
/// their outcomes, align them to the training centres. Same cohort, design and seed: same result, whatever the number of threads.
/// </remarks>
public static class RadscorePipeline
{
    /// <summary>Trains and judges.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="design">The design.</param>
    /// <param name="asPublished">Whether the published order of the steps is repeated for comparison.</param>
    /// <param name="progress">Receives sentences; null for none.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="RadscoreTrainingException">No model comes of it; the message says why.</exception>
    /// <exception cref="ArgumentException">The design is out of range or does not go with the cohort.</exception>
    public static TrainingResult Run(
        TrainingCohort cohort, TrainingDesign design, bool asPublished = false, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(design);
        design.Require();
        CohortChecks.Require(cohort, design);
        TrainingDesign repeated = design;
        design = design with { GivenFolds = null };
        int[] patients = cohort.PatientsOf(design.TrainingCentres);
        progress?.Report($"training on {patients.Length} patients of {design.TrainingCentres.Count} centres");
        FittedRadscore final = RadscoreFit.Fit(cohort, patients, design, FinalSeed(design), cancellation: cancellation);
        NestedResult nested = NestedValidation.Run(cohort, patients, design, progress, cancellation);
        HonestEstimate estimate = EstimateOf(cohort, patients, design, final, nested, progress, cancellation);
        List<string> remarks = [];
        FinalModels models = FinalModels.Fit(cohort, patients, design, final, nested, remarks);
        progress?.Report("the validation centres are looked at now, once");
        ValidationRun validation = ValidationRun.Of(cohort, design, models, remarks);
        IReadOnlyList<CohortPerformance> unaligned = Unaligned(cohort, design, remarks, cancellation);
        PublishedReport? published = asPublished ? PublishedOrder.Run(cohort, repeated, nested.Auc, remarks, cancellation) : null;
        CohortPerformance[] performance = [models.Training, .. validation.Cohorts];
        TrainingReport report = ReportOf(cohort, patients, design, models, estimate) with
        {
            Performance = performance,
            WithoutHarmonisation = unaligned,
            AsPublished = published,
            Verdict = Verdicts.Of(performance, estimate, published),
            Remarks = remarks,
        };
        return new TrainingResult(report, cohort, design, validation.Model, models);
    }

    private static HonestEstimate EstimateOf(
        TrainingCohort cohort, int[] patients, TrainingDesign design, FittedRadscore final, NestedResult nested, IProgress<string>? progress, CancellationToken cancellation)
    {
        (double optimism, int failed) = design.Resampling.Bootstraps == 0
            ? (double.NaN, 0)
            : BootstrapOptimism.Run(cohort, patients, design, progress, cancellation);
        double apparent = AreaOf(cohort, patients, p => final.Score(cohort, p));
        return new HonestEstimate(
            design.Resampling.Folds, design.Resampling.Repeats, nested.Auc, nested.AucOfRepeats, nested.WithoutModel,
            design.Resampling.Bootstraps, failed, apparent, optimism, apparent - optimism, nested.Features);
    }

    /// <summary>The report as far as the training centres go.</summary>
    private static TrainingReport ReportOf(TrainingCohort cohort, int[] patients, TrainingDesign design, FinalModels models, HonestEstimate estimate) => new()
    {
        Outcome = design.Outcome,
        Seed = design.Seed,
        Centres = CohortChecks.Counts(cohort, design),
        Steps = models.Radscore.Steps,
        Reproducibility = Reproducibility(cohort, patients, design),
        Harmonisation = HarmonisationSentences.Of(design, cohort),
        Features = models.Radscore.Terms,
        Penalty = models.Radscore.Selection.Penalty,
        Estimate = estimate,
        Clinical = models.Clinical,
        CutOff = models.CutOff,
        Survival = models.Survival,
        Performance = [models.Training],
        WithoutHarmonisation = [],
        Verdict = [],
        Remarks = [],
    };

    internal static double AreaOf(TrainingCohort cohort, IEnumerable<int> patients, Func<int, double> score)
    {
        int[] scored = [.. patients.Where(p => double.IsFinite(score(p)))];
        bool[] outcomes = cohort.OutcomesOf(scored);
        return outcomes.Contains(true) && outcomes.Contains(false) ? RocCurve.Area(new LabelledScores([.. scored.Select(score)], outcomes)) : double.NaN;
    }

    private static ulong FinalSeed(TrainingDesign design) => new SeededRandom(design.Seed).Fork("final model").NextUInt64();

    /// <summary>The validation centres by a model of the same steps without alignment.</summary>
    private static IReadOnlyList<CohortPerformance> Unaligned(TrainingCohort cohort, TrainingDesign design, List<string> remarks, CancellationToken cancellation)
    {
        if (design.Harmonisation is null || design.ValidationCentres.Count == 0)
        {
            return [];
        }

        try
        {
            FittedRadscore plain = RadscoreFit.Fit(cohort, cohort.PatientsOf(design.TrainingCentres), design with { Harmonisation = null }, FinalSeed(design), cancellation: cancellation);
            return ValidationRun.CohortsOf(cohort, design.ValidationCentres, "model without alignment of centres", [new NamedScore(FinalModels.RadscoreName, p => plain.Score(cohort, p), double.NaN)]);
        }
        catch (RadscoreTrainingException none)
        {
            remarks.Add($"Without alignment of centres there is no model: {none.Message}");
            return [];
        }
    }

    private static FeatureReproducibility[] Reproducibility(TrainingCohort cohort, int[] patients, TrainingDesign design)
    {
        if (design.Reproducibility is not { } step)
        {
            return [];
        }

        double[][] correlations = ReproducibleFeatures.Correlations(cohort, patients, step);
        return [.. correlations.Select((icc, f) => new FeatureReproducibility(cohort.FeatureNames[f], icc, ReproducibleFeatures.Stays(icc, step)))];
    }
}

/// <summary>A trained model with everything that was found on the way.</summary>
public sealed class TrainingResult
{
    internal TrainingResult(TrainingReport report, TrainingCohort cohort, TrainingDesign design, FittedRadscore model, FinalModels models)
    {
        (Report, Cohort, Design, Model, Models) = (report, cohort, design, model, models);
    }

    /// <summary>What was found.</summary>
    public TrainingReport Report { get; }

    internal TrainingCohort Cohort { get; }

    internal TrainingDesign Design { get; }

    /// <summary>The final model, which knows the validation centres that could be aligned.</summary>
    internal FittedRadscore Model { get; }

    internal FinalModels Models { get; }

    /// <summary>Radscore of a patient of the cohort by the final model; NaN when undefined.</summary>
    /// <param name="patient">Index of the patient.</param>
    public double Score(int patient) => Model.Score(Cohort, patient);
}
