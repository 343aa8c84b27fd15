using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Null distribution of S = Σ(rank difference)² without ties.</summary>
/// <remarks>Best and Roberts 1975, Applied Statistics 24:377 (AS 89): all permutations up to 9 cases, Edgeworth series above.</remarks>
internal static class SpearmanDistribution
{
    /// <summary>Largest number of cases for which all permutations are counted: 9! = 362 880.</summary>
    public const int ExactUpTo = 9;

    /// <summary>P(S ≥ s).</summary>
    public static double AtLeast(long s, int n) => n <= ExactUpTo ? 1 - ExactBelow(s, n) : Series(s, n, upper: true);

    /// <summary>P(S &lt; s).</summary>
    public static double Below(long s, int n) => n <= ExactUpTo ? ExactBelow(s, n) : Series(s, n, upper: false);

    private static double ExactBelow(long s, int n)
    {
        int[] counts = new int[(((n * n * n) - n) / 3) + 1];
        Count(0, 0, 0, n, counts);
        long below = 0, all = 0;
        for (int v = 0; v < counts.Length; v++)
        {
            all += counts[v];
            below += v < s ? counts[v] : 0;
        }

        return (double)below / all;
    }

    /// <summary>Places rank after rank; <paramref name="used"/> marks the places taken.</summary>
    private static void Count(int rank, int used, int sum, int n, int[] counts)
    {
        if (rank == n)
        {
            counts[sum]++;
            return;
        }

        for (int place = 0; place < n; place++)
        {
            if ((used & (1 << place)) == 0)
            {
                Count(rank + 1, used | (1 << place), sum + ((rank - place) * (rank - place)), n, counts);
            }
        }
    }

    /// <summary>The series of AS 89 in x = ρ-like deviate·√(n−1); its twelve coefficients are those of the paper. S is always even.</summary>
    private static double Series(long s, int n, bool upper)
    {
        double b = 1.0 / n, even = s + (s % 2);
        double x = ((6.0 * (even - 1) * b / (((double)n * n) - 1)) - 1) * Math.Sqrt((1 / b) - 1);
        double y = x * x;
        double u = x * b * (0.2274 + (b * (0.2531 + (0.1745 * b)))
            + (y * (-0.0758 + (b * (0.1033 + (0.3932 * b)))
                - (y * b * (0.0879 + (0.0151 * b)
                    - (y * (0.0072 - (0.0831 * b) + (y * b * (0.0131 - (4.6e-4 * y))))))))));
        double correction = u / Math.Exp(y / 2);
        double p = upper ? TailProbabilities.NormalUpper(x) + correction : TailProbabilities.NormalUpper(-x) - correction;
        return Math.Clamp(p, 0, 1);
    }
}
