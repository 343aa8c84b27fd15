using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Signed-rank test of paired values (Wilcoxon 1945).</summary>
public static class SignedRank
{
    /// <summary>Fewer differences than this, none tied or zero, are tested exactly, as in R <c>wilcox.test(paired = TRUE)</c>.</summary>
    public const int ExactBelow = 50;

    /// <summary>Tests whether the differences first − second are centred at 0.</summary>
    /// <param name="first">One value per case, at least one case, no NaN.</param>
    /// <param name="second">The value of the same case under the other condition.</param>
    /// <param name="continuityCorrection">Whether the normal approximation moves V by ½ towards its mean.</param>
    /// <returns>V = sum of the ranks of positive differences, p, and which method; p is NaN when no pair differs.</returns>
    /// <exception cref="ArgumentException">Counts differ, there is no case, or a value is NaN.</exception>
    public static TestResult Test(ReadOnlySpan<double> first, ReadOnlySpan<double> second, bool continuityCorrection = true)
    {
        if (first.IsEmpty || first.Length != second.Length)
        {
            throw new ArgumentException($"The signed-rank test needs pairs; there are {first.Length} and {second.Length} values.", nameof(first));
        }

        List<double> differences = [];
        for (int i = 0; i < first.Length; i++)
        {
            differences.Add(first[i] - second[i]);
        }

        int zeros = differences.RemoveAll(d => d == 0);
        double[] sizes = [.. differences.Select(Math.Abs)], ranks = Ranks.Of(sizes);
        double n = sizes.Length, v = 0, ties = Ranks.TieSum(sizes);
        for (int i = 0; i < sizes.Length; i++)
        {
            v += differences[i] > 0 ? ranks[i] : 0;
        }

        if (n < ExactBelow && ties == 0 && zeros == 0)
        {
            double tail = Math.Min(ShareUpTo((int)v, (int)n), ShareUpTo((int)((n * (n + 1) / 2) - v), (int)n));
            return new TestResult(v, Math.Min(1, 2 * tail), "exact");
        }

        double z = v - (n * (n + 1) / 4), sigma = Math.Sqrt((n * (n + 1) * ((2 * n) + 1) / 24) - (ties / 48));
        z -= continuityCorrection ? Math.Sign(z) * 0.5 : 0;
        return new TestResult(v, TailProbabilities.NormalTwoSided(z / sigma), continuityCorrection ? "normal approximation, continuity corrected" : "normal approximation");
    }

    /// <summary>Part of the 2ⁿ sign patterns whose rank sum is at most a value.</summary>
    private static double ShareUpTo(int sum, int n)
    {
        double[] ways = new double[sum + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= n; rank++)
        {
            for (int s = sum; s >= rank; s--)
            {
                ways[s] += ways[s - rank];
            }
        }

        return ways.Sum() / Math.Pow(2, n);
    }
}
