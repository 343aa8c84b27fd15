namespace OhifAlnPlugin.Radiomics.Features.Ngtdm;

/// <summary>
/// Features of the neighbourhood grey tone difference matrix: p(i) share of level i, s(i) summed difference to the mean of
/// the neighbours, Nv voxels, Ngp levels with p(i) &gt; 0. Sums run over the levels that occur.
/// </summary>
internal static class NgtdmFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "ngtdm";

    /// <summary>Coarseness of a ROI without any difference, where the formula divides by zero.</summary>
    private const double LargestCoarseness = 1e6;

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<ToneDifferenceMatrix>[] All =
    [
        new("Busyness", "NQ30", "1", "[0, ∞); 0 when the denominator is 0", "Σᵢ p(i)s(i) ÷ Σᵢⱼ |i p(i) − j p(j)|", Busyness),
        new("Coarseness", "QCDE", "1", "(0, 10⁶]; 10⁶ when all s(i) are 0", "1 ÷ Σᵢ p(i)s(i)", Coarseness),
        new("Complexity", "HDEZ", "1", "[0, ∞)", "Σᵢⱼ |i − j| (p(i)s(i) + p(j)s(j)) ÷ (p(i) + p(j)) ÷ Nv", Complexity),
        new("Contrast", "65HE", "1", "[0, ∞); 0 when Ngp = 1", "Σᵢⱼ p(i)p(j)(i − j)² ÷ (Ngp(Ngp − 1)) · Σᵢ s(i) ÷ Nv", Contrast),
        new("Strength", "1X9X", "1", "[0, ∞); 0 when all s(i) are 0", "Σᵢⱼ (p(i) + p(j))(i − j)² ÷ Σᵢ s(i)", Strength),
    ];

    private static double Coarseness(ToneDifferenceMatrix m)
    {
        double sum = WeightedDifference(m);
        return sum == 0 ? LargestCoarseness : 1 / sum;
    }

    private static double Busyness(ToneDifferenceMatrix m)
    {
        double denominator = 0;
        for (int i = 0; i < m.Levels.Length; i++)
        {
            double a = m.Levels[i] * m.Shares[i];
            for (int j = 0; j < m.Levels.Length; j++)
            {
                denominator += Math.Abs(a - (m.Levels[j] * m.Shares[j]));
            }
        }

        return denominator == 0 ? 0 : WeightedDifference(m) / denominator;
    }

    private static double Complexity(ToneDifferenceMatrix m)
    {
        double sum = 0;
        for (int i = 0; i < m.Levels.Length; i++)
        {
            double li = m.Levels[i], pi = m.Shares[i], wi = pi * m.Differences[i];
            for (int j = 0; j < m.Levels.Length; j++)
            {
                double pj = m.Shares[j];
                sum += Math.Abs(li - m.Levels[j]) * (wi + (pj * m.Differences[j])) / (pi + pj);
            }
        }

        return sum / m.Voxels;
    }

    private static double Contrast(ToneDifferenceMatrix m)
    {
        int levels = m.Levels.Length;
        if (levels == 1)
        {
            return 0;
        }

        double sum = 0;
        for (int i = 0; i < levels; i++)
        {
            for (int j = 0; j < levels; j++)
            {
                double d = m.Levels[i] - m.Levels[j];
                sum += m.Shares[i] * m.Shares[j] * d * d;
            }
        }

        return sum / ((double)levels * (levels - 1)) * Sum(m.Differences) / m.Voxels;
    }

    private static double Strength(ToneDifferenceMatrix m)
    {
        double total = Sum(m.Differences), sum = 0;
        for (int i = 0; i < m.Levels.Length; i++)
        {
            for (int j = 0; j < m.Levels.Length; j++)
            {
                double d = m.Levels[i] - m.Levels[j];
                sum += (m.Shares[i] + m.Shares[j]) * d * d;
            }
        }

        return total == 0 ? 0 : sum / total;
    }

    private static double WeightedDifference(ToneDifferenceMatrix m)
    {
        double sum = 0;
        for (int i = 0; i < m.Levels.Length; i++)
        {
            sum += m.Shares[i] * m.Differences[i];
        }

        return sum;
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
