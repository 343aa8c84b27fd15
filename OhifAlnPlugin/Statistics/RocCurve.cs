namespace OhifAlnPlugin.Statistics;

/// <summary>Receiver operating characteristic: area and points.</summary>
public static class RocCurve
{
    /// <summary>Area under the curve: P(X &gt; Y) + ½P(X = Y), X positive, Y negative.</summary>
    /// <param name="positives">Scores of ALN-positive patients, shape (m,), any unit; no NaN.</param>
    /// <param name="negatives">Scores of ALN-negative patients, shape (n,), same unit; no NaN.</param>
    /// <returns>AUC in [0, 1]; 0.5 when the score carries no information.</returns>
    /// <exception cref="ArgumentException">A group is empty (the area is undefined), or a score is NaN.</exception>
    /// <remarks>DeLong 1988, Biometrics 44:837, eq. 1; ties count ½ as in R pROC with direction "&lt;": an area below 0.5 is never turned round. O((m+n) log(m+n)).</remarks>
    public static double Area(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        if (positives.IsEmpty || negatives.IsEmpty)
        {
            throw new ArgumentException(
                $"The area needs both groups; there are {positives.Length} positive and {negatives.Length} negative patients.", nameof(positives));
        }

        double[] ranks = Ranks.Of([.. positives, .. negatives]);
        double sum = 0;
        for (int i = 0; i < positives.Length; i++)
        {
            sum += ranks[i];
        }

        double m = positives.Length, n = negatives.Length;
        return (sum - (m * (m + 1) / 2)) / (m * n);
    }

    /// <summary>Area under the curve of labelled scores.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>AUC in [0, 1].</returns>
    public static double Area(LabelledScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Area(scores.Positives, scores.Negatives);
    }

    /// <summary>All points of the curve, from "everybody is positive" to "nobody is".</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>Thresholds −∞, the midpoints between neighbouring scores, +∞; a patient is called positive when the score exceeds the threshold (as R pROC).</returns>
    public static IReadOnlyList<RocPoint> Points(LabelledScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double[] positives = scores.Positives.ToArray(), negatives = scores.Negatives.ToArray();
        Array.Sort(positives);
        Array.Sort(negatives);
        double[] values = [.. positives.Concat(negatives).Distinct().Order()];
        List<RocPoint> points = [];
        int p = 0, n = 0;
        for (int k = 0; k <= values.Length; k++)
        {
            double threshold = k == 0 ? double.NegativeInfinity : k == values.Length ? double.PositiveInfinity : (values[k - 1] + values[k]) / 2;
            while (k > 0 && p < positives.Length && positives[p] <= values[k - 1])
            {
                p++;
            }

            while (k > 0 && n < negatives.Length && negatives[n] <= values[k - 1])
            {
                n++;
            }

            points.Add(new RocPoint(threshold, new ConfusionTable(positives.Length - p, negatives.Length - n, n, p)));
        }

        return points;
    }
}

/// <summary>One point of a ROC curve.</summary>
/// <param name="Threshold">Patients with a score above it are called positive.</param>
/// <param name="Table">Counts at this threshold.</param>
public sealed record RocPoint(double Threshold, ConfusionTable Table);
