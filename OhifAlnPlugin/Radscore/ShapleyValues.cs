using System.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Exact Shapley values of a score against a background sample.</summary>
/// <remarks>
/// Value of a coalition S: the mean score over the background cases when the features in S are replaced by the patient's.
/// φᵢ = Σ_{S∌i} |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S)); Shapley 1953, Lundberg and Lee 2017 (interventional form).
/// Σφᵢ = v(all) − v(∅) by construction.
/// </remarks>
internal static class ShapleyValues
{
    /// <summary>Most features for which all coalitions are gone through: 2¹² = 4096.</summary>
    public const int MostFeatures = 12;

    /// <summary>Computes them.</summary>
    /// <param name="score">The score of one case.</param>
    /// <param name="patient">The patient's features, 1 to <see cref="MostFeatures"/>.</param>
    /// <param name="background">Background cases, at least one, each as long as <paramref name="patient"/>.</param>
    /// <returns>The value of the empty coalition and one contribution per feature.</returns>
    /// <exception cref="ArgumentException">Too many features, or no background.</exception>
    public static (double Baseline, double[] Contributions) Compute(
        Func<ReadOnlySpan<double>, double> score, ReadOnlySpan<double> patient, IReadOnlyList<double[]> background)
    {
        int n = patient.Length;
        if (n is < 1 or > MostFeatures)
        {
            throw new ArgumentException($"Exact contributions are computed for 1 to {MostFeatures} features; there are {n}.", nameof(patient));
        }

        if (background.Count == 0)
        {
            throw new ArgumentException("The background sample is empty.", nameof(background));
        }

        double[] value = CoalitionValues(score, patient, background);
        double[] weight = CoalitionWeights(n);
        double[] contributions = new double[n];
        for (int s = 0; s < value.Length; s++)
        {
            double w = weight[BitOperations.PopCount((uint)s)];
            for (int i = 0; i < n; i++)
            {
                if ((s & (1 << i)) == 0)
                {
                    contributions[i] += w * (value[s | (1 << i)] - value[s]);
                }
            }
        }

        return (value[0], contributions);
    }

    /// <summary>v(S) for every S, indexed by the bit set of S.</summary>
    private static double[] CoalitionValues(
        Func<ReadOnlySpan<double>, double> score, ReadOnlySpan<double> patient, IReadOnlyList<double[]> background)
    {
        double[] value = new double[1 << patient.Length];
        Span<double> mixed = stackalloc double[patient.Length];
        for (int s = 0; s < value.Length; s++)
        {
            double sum = 0;
            foreach (double[] row in background)
            {
                for (int i = 0; i < mixed.Length; i++)
                {
                    mixed[i] = (s & (1 << i)) != 0 ? patient[i] : row[i];
                }

                sum += score(mixed);
            }

            value[s] = sum / background.Count;
        }

        return value;
    }

    /// <summary>|S|!(n−|S|−1)!/n! by |S| = 0 … n − 1; the last entry, for the full coalition, is never used.</summary>
    private static double[] CoalitionWeights(int n)
    {
        double[] weight = new double[n + 1];
        weight[0] = 1.0 / n;
        for (int size = 1; size < n; size++)
        {
            weight[size] = weight[size - 1] * size / (n - size);
        }

        return weight;
    }
}
