using System.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Shapley values of a score against a background sample.</summary>
/// <param name="Baseline">Mean score of the background sample: the value of the empty coalition.</param>
/// <param name="Contributions">One per feature; they sum to score − baseline.</param>
/// <param name="StandardErrors">Of each contribution: 0 where all coalitions were gone through.</param>
/// <remarks>
/// Value of a coalition S: the mean score over the background cases when the features in S are replaced by the patient's.
/// φᵢ = Σ_{S∌i} |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S)); Shapley 1953, Lundberg and Lee 2017 (interventional form).
/// Σφᵢ = v(all) − v(∅) by construction, whether all coalitions are gone through or orders are sampled.
/// </remarks>
internal sealed record ShapleyValues(double Baseline, double[] Contributions, double[] StandardErrors)
{
    /// <summary>Most features for which all coalitions are gone through: 2¹² = 4096.</summary>
    public const int MostExact = 12;

    /// <summary>Computes them: exactly for up to <see cref="MostExact"/> features, else by <see cref="ShapleySampling"/>.</summary>
    /// <param name="score">The score of one case; called from several threads.</param>
    /// <param name="patient">The patient's features, at least one.</param>
    /// <param name="background">Background cases, at least one, each as long as <paramref name="patient"/>.</param>
    /// <exception cref="ArgumentException">There is no feature or no background.</exception>
    public static ShapleyValues Compute(CaseScore score, double[] patient, IReadOnlyList<double[]> background)
    {
        if (patient.Length == 0 || background.Count == 0)
        {
            throw new ArgumentException("Contributions need a feature and a background case.", nameof(background));
        }

        return patient.Length <= MostExact ? Exact(score, patient, background) : ShapleySampling.Compute(score, patient, background);
    }

    /// <summary>Goes through all coalitions.</summary>
    internal static ShapleyValues Exact(CaseScore score, double[] patient, IReadOnlyList<double[]> background)
    {
        int n = patient.Length;
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

        return new ShapleyValues(value[0], contributions, new double[n]);
    }

    /// <summary>v(S) for every S, indexed by the bit set of S. Threads share the coalitions, never one sum.</summary>
    private static double[] CoalitionValues(CaseScore score, double[] patient, IReadOnlyList<double[]> background)
    {
        double[] value = new double[1 << patient.Length];
        Parallel.For(0, value.Length, () => new double[patient.Length], (s, _, mixed) =>
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
            return mixed;
        }, _ => { });
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

/// <summary>The score of one case.</summary>
/// <param name="scaled">Its scaled features.</param>
internal delegate double CaseScore(ReadOnlySpan<double> scaled);
