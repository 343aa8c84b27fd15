using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Outcome of a nested cross-validation.</summary>
internal sealed record NestedResult
{
    /// <summary>Mean area over all held-out folds; unbiased when nothing is to be learnt.</summary>
    public required double Auc { get; init; }

    /// <summary>Mean area of each repetition.</summary>
    public required double[] AucOfRepeats { get; init; }

    /// <summary>Number of folds without a model, and why.</summary>
    public required IReadOnlyList<string> WithoutModel { get; init; }

    /// <summary>Number of models.</summary>
    public required int Fits { get; init; }

    /// <summary>Number of models that have each feature.</summary>
    public required IReadOnlyList<FeatureFrequency> Features { get; init; }

    /// <summary>Radscore of each training patient by models that never saw it, mean over the repetitions.</summary>
    public required IReadOnlyDictionary<int, double> OutOfFold { get; init; }

    /// <summary>The same of the first repetition alone, beside the two below.</summary>
    public required IReadOnlyDictionary<int, PatientScores> First { get; init; }

    public static NestedResult Of(TrainingCohort cohort, int[] patients, HeldOut[] held, int folds)
    {
        double[] areas = [.. held.Select(h => AreaOf(cohort, h))];
        Dictionary<int, double> sums = patients.ToDictionary(p => p, _ => 0.0);
        foreach (HeldOut fold in held)
        {
            for (int i = 0; i < fold.Patients.Length; i++)
            {
                sums[fold.Patients[i]] += fold.Radscores[i];
            }
        }

        int repeats = held.Length / folds;
        return new NestedResult
        {
            Auc = areas.Average(),
            AucOfRepeats = [.. areas.Chunk(folds).Select(c => c.Average())],
            WithoutModel = [.. held.Select(h => h.Reason).OfType<string>()],
            Fits = held.Length,
            Features = [.. held.SelectMany(h => h.Features).GroupBy(f => f, StringComparer.Ordinal)
                .Select(g => new FeatureFrequency(g.Key, g.Count() / (double)held.Length)).OrderByDescending(f => f.Part).ThenBy(f => f.Feature, StringComparer.Ordinal)],
            OutOfFold = sums.ToDictionary(p => p.Key, p => p.Value / repeats),
            First = held.Take(folds).SelectMany(ScoresOf).ToDictionary(p => p.Patient, p => p.Scores),
        };
    }

    private static IEnumerable<(int Patient, PatientScores Scores)> ScoresOf(HeldOut fold) => fold.Patients.Select((p, i) =>
        (p, new PatientScores(fold.Radscores[i], fold.Clinical?[i] ?? double.NaN, fold.Combined?[i] ?? double.NaN)));

    private static double AreaOf(TrainingCohort cohort, HeldOut fold) => RocCurve.Area(new LabelledScores(fold.Radscores, cohort.OutcomesOf(fold.Patients)));
}

/// <summary>How often a feature was selected.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Part">Part of the fits, in (0, 1].</param>
public sealed record FeatureFrequency(string Feature, double Part);

/// <summary>Scores of one patient.</summary>
/// <param name="Radscore">Radscore.</param>
/// <param name="Clinical">Probability by the clinical model; NaN without one.</param>
/// <param name="Combined">Probability by the combined model; NaN without one.</param>
internal readonly record struct PatientScores(double Radscore, double Clinical, double Combined);
