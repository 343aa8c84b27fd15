namespace OhifAlnPlugin.Statistics;

/// <summary>Exact null distribution of the rank-sum statistic W without ties.</summary>
/// <remarks>The number of ways to reach w is the coefficient of xʷ in the Gaussian binomial ∏ᵢ₌₁ᵐ (1 − xⁿ⁺ⁱ)/(1 − xⁱ); counted in whole numbers.</remarks>
internal static class RankSumDistribution
{
    /// <summary>P(W ≤ w) for w = 0 … mn; the distribution is symmetric, so P(W ≥ w) is entry mn − w.</summary>
    /// <param name="m">Size of the first group, ≥ 1.</param>
    /// <param name="n">Size of the second group, ≥ 1; the number of arrangements must stay below 2¹²⁶ (both up to 60 do).</param>
    public static double[] Cumulative(int m, int n)
    {
        Int128[] ways = new Int128[(m * n) + 1];
        ways[0] = 1;
        for (int i = 1; i <= m; i++)
        {
            for (int w = ways.Length - 1; w >= n + i; w--)
            {
                ways[w] -= ways[w - n - i];
            }

            for (int w = i; w < ways.Length; w++)
            {
                ways[w] += ways[w - i];
            }
        }

        double[] cumulative = new double[ways.Length];
        Int128 sum = 0, total = 0;
        foreach (Int128 count in ways)
        {
            total += count;
        }

        for (int w = 0; w < ways.Length; w++)
        {
            sum += ways[w];
            cumulative[w] = (double)sum / (double)total;
        }

        return cumulative;
    }
}
