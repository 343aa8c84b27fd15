using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Rank-sum test of two independent groups (Wilcoxon 1945, Mann and Whitney 1947).</summary>
public static class MannWhitney
{
    /// <summary>Groups smaller than this are tested exactly when no values are tied, as in R <c>wilcox.test</c>.</summary>
    public const int ExactBelow = 50;

    /// <summary>Tests whether one group tends to larger values.</summary>
    /// <param name="first">First group, at least one value, no NaN; infinities are ranked.</param>
    /// <param name="second">Second group, likewise.</param>
    /// <param name="alternative">Direction, of the first group against the second.</param>
    /// <param name="exact">Exact distribution; null for R's rule: both groups below 50 and no ties. Never used with ties.</param>
    /// <param name="continuityCorrection">Whether the normal approximation moves W by ½ towards its mean.</param>
    /// <returns>W = rank sum of the first group − m(m+1)/2, p, and which method; p is NaN when all values are equal (two-sided).</returns>
    /// <exception cref="ArgumentException">A group is empty or a value is NaN.</exception>
    public static TestResult Test(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        Alternative alternative = Alternative.TwoSided,
        bool? exact = null,
        bool continuityCorrection = true)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            throw new ArgumentException($"The rank-sum test needs both groups; they have {first.Length} and {second.Length} values.", nameof(first));
        }

        double[] all = [.. first, .. second];
        double[] ranks = Ranks.Of(all);
        double m = first.Length, n = second.Length, w = -(m * (m + 1) / 2);
        for (int i = 0; i < first.Length; i++)
        {
            w += ranks[i];
        }

        double ties = Ranks.TieSum(all);
        bool useExact = (exact ?? (m < ExactBelow && n < ExactBelow)) && ties == 0;
        if (useExact)
        {
            return new TestResult(w, ExactP(w, first.Length, second.Length, alternative), "exact");
        }

        double sigma = Math.Sqrt(m * n / 12 * (m + n + 1 - (ties / ((m + n) * (m + n - 1)))));
        string method = continuityCorrection ? "normal approximation, continuity corrected" : "normal approximation";
        return new TestResult(w, NormalP(w - (m * n / 2), sigma, alternative, continuityCorrection), method);
    }

    private static double NormalP(double difference, double sigma, Alternative alternative, bool correct)
    {
        double correction = !correct ? 0 : alternative switch
        {
            Alternative.Less => -0.5,
            Alternative.Greater => 0.5,
            _ => Math.Sign(difference) * 0.5,
        };
        double z = (difference - correction) / sigma;
        return alternative switch
        {
            Alternative.Less => TailProbabilities.NormalUpper(-z),
            Alternative.Greater => TailProbabilities.NormalUpper(z),
            _ => TailProbabilities.NormalTwoSided(z),
        };
    }

    private static double ExactP(double w, int m, int n, Alternative alternative)
    {
        double[] cumulative = RankSumDistribution.Cumulative(m, n);
        double atMost = cumulative[(int)w], atLeast = w == 0 ? 1 : cumulative[(m * n) - (int)w];
        return alternative switch
        {
            Alternative.Less => atMost,
            Alternative.Greater => atLeast,
            _ => Math.Min(1, 2 * Math.Min(atMost, atLeast)),
        };
    }
}
