namespace OhifAlnPlugin.Statistics;

/// <summary>Scores of patients with and without the outcome.</summary>
/// <remarks>Immutable; keeps the order of the patients within each group.</remarks>
public sealed class LabelledScores
{
    private readonly double[] _positives;
    private readonly double[] _negatives;

    /// <summary>Splits scores by label.</summary>
    /// <param name="scores">One score per patient, finite; higher speaks for the outcome.</param>
    /// <param name="labels">Whether each patient has the outcome.</param>
    /// <exception cref="ArgumentException">Counts differ, a score is not finite, or all labels are equal.</exception>
    public LabelledScores(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores and {labels.Length} labels.", nameof(labels));
        }

        List<double> positives = [], negatives = [];
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                throw new ArgumentException($"Score {i + 1} is {scores[i]}; scores must be finite.", nameof(scores));
            }

            (labels[i] ? positives : negatives).Add(scores[i]);
        }

        if (positives.Count == 0 || negatives.Count == 0)
        {
            throw new ArgumentException(
                $"There are {positives.Count} patients with and {negatives.Count} without the outcome; both groups are needed.", nameof(labels));
        }

        _positives = [.. positives];
        _negatives = [.. negatives];
    }

    /// <summary>Scores of patients with the outcome.</summary>
    public ReadOnlySpan<double> Positives => _positives;

    /// <summary>Scores of patients without it.</summary>
    public ReadOnlySpan<double> Negatives => _negatives;
}
