namespace OhifAlnPlugin.Radscore;

/// <summary>Where a case lies relative to the training cohort.</summary>
/// <param name="Distance">Mahalanobis distance D.</param>
/// <param name="Percentile">Where it lies among the training cases' own distances, per cent.</param>
/// <param name="Band">Inside, at the edge of, or outside the cohort.</param>
/// <param name="Shares">What part of D² each feature accounts for, in the model's order; they sum to 1, or are all 0 at the very centre.</param>
public sealed record TrainingDistanceReading(double Distance, double Percentile, TrainingBand Band, IReadOnlyList<double> Shares);

/// <summary>Inside, at the edge of, or outside the training cohort.</summary>
public enum TrainingBand
{
    /// <summary>No farther from the cohort than 95 % of its own cases, and no feature beyond what was seen.</summary>
    Inside,

    /// <summary>Farther than 95 % but not than 99 % of its own cases, or with a feature beyond what was seen: judge the score with care.</summary>
    Edge,

    /// <summary>Farther than 99 % of its own cases: the score extrapolates.</summary>
    Outside,
}
