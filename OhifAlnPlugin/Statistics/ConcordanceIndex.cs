namespace OhifAlnPlugin.Statistics;

/// <summary>Harrell's C: of all pairs of which one is known to have had the event first, the part in which that one had the larger score; ties count half.</summary>
/// <remarks>Harrell et al. 1982; standard error by the infinitesimal jackknife; R <c>survival::concordance</c>. A patient censored at the time of another's event outlived it; two events at one time are no pair.</remarks>
/// <param name="Value">C in [0, 1]; NaN without a pair.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Pairs">Number of pairs.</param>
public sealed record ConcordanceIndex(double Value, double StandardError, long Pairs)
{
    /// <summary>Computes C.</summary>
    /// <param name="scores">One per patient; a larger one means an earlier event.</param>
    /// <param name="data">Follow-up.</param>
    /// <exception cref="ArgumentException">Counts differ.</exception>
    public static ConcordanceIndex Compute(IReadOnlyList<double> scores, SurvivalData data)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(data);
        int n = data.Count;
        if (scores.Count != n)
        {
            throw new ArgumentException($"There are {scores.Count} scores for {n} patients.", nameof(scores));
        }

        double[] agreeing = new double[n], pairs = new double[n];
        double total = 0, right = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n && data.Events[i]; j++)
            {
                bool outlived = data.Times[j] > data.Times[i] || (data.Times[j] == data.Times[i] && !data.Events[j]);
                if (outlived && i != j)
                {
                    double agrees = scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    (agreeing[i], agreeing[j]) = (agreeing[i] + agrees, agreeing[j] + agrees);
                    (pairs[i], pairs[j]) = (pairs[i] + 1, pairs[j] + 1);
                    total++;
                    right += agrees;
                }
            }
        }

        double c = right / total, variance = 0;
        for (int i = 0; i < n; i++)
        {
            double influence = (agreeing[i] - (c * pairs[i])) / total;
            variance += influence * influence;
        }

        return new ConcordanceIndex(c, Math.Sqrt(variance), (long)total);
    }
}
