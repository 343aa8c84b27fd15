using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Nested cross-validation: every step is fitted anew without the fold that it is judged on.</summary>
/// <remarks>
/// A fold without a model (no feature survives, say) predicts the base rate for everybody, an area of ½. The area is the mean over the folds: pooled
/// scores of different models are not comparable.
/// </remarks>
internal static class NestedValidation
{
    /// <summary>Inner folds in which the radscores are made that the combined model of an outer fold learns from.</summary>
    private const int InnerFolds = 3;

    /// <summary>Runs it.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="patients">The training patients.</param>
    /// <param name="design">The steps.</param>
    /// <param name="progress">Receives a sentence per fold; null for none.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="RadscoreTrainingException">A group has fewer patients than there are folds.</exception>
    public static NestedResult Run(TrainingCohort cohort, int[] patients, TrainingDesign design, IProgress<string>? progress, CancellationToken cancellation)
    {
        (int folds, int repeats) = (design.Resampling.Folds, design.Resampling.Repeats);
        bool[] outcomes = cohort.OutcomesOf(patients);
        int smallest = Math.Min(outcomes.Count(o => o), outcomes.Count(o => !o));
        if (smallest < folds)
        {
            throw new RadscoreTrainingException($"The smaller group of the training patients has {smallest}; nested cross-validation in {folds} folds needs at least {folds} of each.");
        }

        SeededRandom random = new SeededRandom(design.Seed).Fork("nested cross-validation");
        int[][] foldOf = [.. Enumerable.Range(0, repeats).Select(r => StratifiedFolds.Draw(outcomes, folds, random.Fork((ulong)r)))];
        HeldOut[] held = new HeldOut[repeats * folds];
        int done = 0;
        Parallel.For(0, held.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, task =>
        {
            (int repeat, int fold) = (task / folds, (task % folds) + 1);
            int[] inside = [.. patients.Where((_, i) => foldOf[repeat][i] == fold)], outside = [.. patients.Where((_, i) => foldOf[repeat][i] != fold)];
            held[task] = Hold(cohort, inside, outside, design, random.Fork("fit").Fork((ulong)task).NextUInt64(), design.Clinical is not null && repeat == 0, cancellation);
            progress?.Report($"nested cross-validation: fold {Interlocked.Increment(ref done)} of {held.Length}");
        });
        return NestedResult.Of(cohort, patients, held, folds);
    }

    private static HeldOut Hold(
        TrainingCohort cohort, int[] inside, int[] outside, TrainingDesign design, ulong seed, bool combine, CancellationToken cancellation)
    {
        double baseRate = BaseRate(cohort, outside, design.Selection);
        HeldOut empty = new(inside, [.. inside.Select(_ => baseRate)]);
        FittedRadscore? fitted = null;
        string? reason = null;
        try
        {
            fitted = RadscoreFit.Fit(cohort, outside, design, seed, cancellation: cancellation);
        }
        catch (RadscoreTrainingException none)
        {
            reason = none.Message;
        }

        double[] scores = [.. inside.Select(p => fitted?.Score(cohort, p) is { } s && double.IsFinite(s) ? s : baseRate)];
        HeldOut result = empty with { Radscores = scores, Reason = reason, Features = fitted?.Terms.Select(t => t.Feature).ToArray() ?? [] };
        return combine ? WithClinical(result, cohort, outside, design, seed, cancellation) : result;
    }

    private static HeldOut WithClinical(HeldOut held, TrainingCohort cohort, int[] outside, TrainingDesign design, ulong seed, CancellationToken cancellation)
    {
        IReadOnlyList<string> variables = ClinicalVariableSelection.Choose(cohort, outside, design.Clinical!, intervals: false).Variables;
        IReadOnlyDictionary<int, double> radscores = CrossFitted(cohort, outside, design, seed, InnerFolds, cancellation);
        ClinicalRegression? clinical = variables.Count == 0 ? null : ClinicalRegression.Fit(cohort, outside, variables, null, intervals: false);
        ClinicalRegression? combined = ClinicalRegression.Fit(cohort, outside, variables, radscores, intervals: false);
        return held with
        {
            Clinical = [.. held.Patients.Select(p => clinical?.Probability(cohort, p, 0) ?? double.NaN)],
            Combined = [.. held.Patients.Select((p, i) => combined?.Probability(cohort, p, held.Radscores[i]) ?? double.NaN)],
        };
    }

    /// <summary>Radscores made without the patient they are of: what a combined model may learn from.</summary>
    internal static IReadOnlyDictionary<int, double> CrossFitted(
        TrainingCohort cohort, int[] patients, TrainingDesign design, ulong seed, int folds, CancellationToken cancellation)
    {
        SeededRandom random = new SeededRandom(seed).Fork("cross-fitting");
        int[] foldOf = StratifiedFolds.Draw(cohort.OutcomesOf(patients), folds, random);
        Dictionary<int, double> made = [];
        TrainingDesign own = design with { Clinical = null };
        for (int fold = 1; fold <= folds; fold++)
        {
            int at = fold;
            int[] inside = [.. patients.Where((_, i) => foldOf[i] == at)], outside = [.. patients.Where((_, i) => foldOf[i] != at)];
            HeldOut held = Hold(cohort, inside, outside, own, random.Fork((ulong)fold).NextUInt64(), combine: false, cancellation);
            foreach ((int patient, double score) in inside.Zip(held.Radscores))
            {
                made[patient] = score;
            }
        }

        return made;
    }

    /// <summary>Part of the rows that is of high burden, copies included: the scale on which the models are fitted.</summary>
    private static double BaseRate(TrainingCohort cohort, int[] patients, SelectionOptions options)
    {
        bool[] outcomes = cohort.OutcomesOf(patients);
        int[] rows = FeatureSelection.WithCopies(outcomes, options);
        return rows.Count(r => outcomes[r]) / (double)rows.Length;
    }
}

/// <summary>Predictions of one held-out fold.</summary>
/// <param name="Patients">Its patients.</param>
/// <param name="Radscores">Their radscores.</param>
internal sealed record HeldOut(int[] Patients, double[] Radscores)
{
    /// <summary>Why there is no model; null when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Features of the model.</summary>
    public string[] Features { get; init; } = [];

    /// <summary>Probabilities by the clinical model; null when it was not asked for.</summary>
    public double[]? Clinical { get; init; }

    /// <summary>Probabilities by the combined model; null when it was not asked for.</summary>
    public double[]? Combined { get; init; }
}
