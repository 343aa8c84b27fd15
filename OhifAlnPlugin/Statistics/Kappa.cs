using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Weights of disagreement in Cohen's kappa.</summary>
public enum KappaWeights
{
    /// <summary>Every disagreement counts alike.</summary>
    None,

    /// <summary>By the number of categories apart.</summary>
    Linear,

    /// <summary>By its square.</summary>
    Quadratic,
}

/// <summary>Agreement of readers on categories beyond chance, κ = (pₒ − pₑ)/(1 − pₑ).</summary>
public static class Kappa
{
    /// <summary>Cohen's kappa of two readers.</summary>
    /// <param name="table">Square table: first reader's category by second reader's, in their order.</param>
    /// <param name="weights">Weights of disagreement.</param>
    /// <param name="level">Coverage of the interval.</param>
    /// <returns>κ and its large-sample interval; NaN when chance agreement is complete.</returns>
    /// <exception cref="ArgumentException">The table is not square.</exception>
    /// <remarks>Cohen 1960 and 1968; variance of Fleiss, Cohen and Everitt 1969, Psychol. Bull. 72:323; R <c>vcd::Kappa</c>.</remarks>
    public static KappaResult Cohen(ContingencyTable table, KappaWeights weights = KappaWeights.None, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        ConfidenceInterval.RequireLevel(level);
        if (table.Rows != table.Columns)
        {
            throw new ArgumentException($"Kappa needs the same categories of both readers; the table is {table.Rows} × {table.Columns}.", nameof(table));
        }

        int k = table.Rows;
        double n = table.Total, observed = 0, chance = 0;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                observed += Weight(i, j, k, weights) * table[i, j] / n;
                chance += Weight(i, j, k, weights) * table.RowSums[i] * table.ColumnSums[j] / (n * n);
            }
        }

        double kappa = (observed - chance) / (1 - chance), half = Quantiles.Normal((1 + level) / 2) * Math.Sqrt(Variance(table, weights, observed, chance));
        return new KappaResult(kappa, new ConfidenceInterval(kappa - half, kappa + half, level));
    }

    /// <summary>Fleiss' kappa of several readers.</summary>
    /// <param name="ratings">One row per case, one column per category: how many readers chose it. Every case has the same number of readers, at least two.</param>
    /// <returns>κ, and z of κ = 0.</returns>
    /// <exception cref="ArgumentException">There is no case, or cases have different numbers of readers.</exception>
    /// <remarks>Fleiss 1971, Psychol. Bull. 76:378; variance of Fleiss, Nee and Landis 1979; R <c>irr::kappam.fleiss</c>.</remarks>
    public static (double Kappa, TestResult Test) Fleiss(IReadOnlyList<int[]> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        int readers = ratings.Count == 0 ? 0 : ratings[0].Sum();
        int odd = ratings.ToList().FindIndex(r => r.Sum() != readers);
        if (readers < 2 || odd >= 0)
        {
            throw new ArgumentException(
                odd >= 0 ? $"Case {odd + 1} has {ratings[odd].Sum()} readers, the first has {readers}." : $"Agreement needs two readers; there are {readers}.", nameof(ratings));
        }

        double n = ratings.Count, m = readers;
        double[] share = [.. Enumerable.Range(0, ratings[0].Length).Select(j => ratings.Sum(r => r[j]) / (n * m))];
        double observed = ratings.Sum(r => (r.Sum(c => (double)c * c) - m) / (m * (m - 1))) / n, chance = share.Sum(p => p * p);
        double kappa = (observed - chance) / (1 - chance);
        double pq = share.Sum(p => p * (1 - p));
        double variance = 2 / (pq * pq * n * m * (m - 1)) * ((pq * pq) - share.Sum(p => p * (1 - p) * (1 - p - p)));
        double z = kappa / Math.Sqrt(variance);
        return (kappa, new TestResult(z, TailProbabilities.NormalTwoSided(z), "Fleiss"));
    }

    private static double Variance(ContingencyTable table, KappaWeights weights, double observed, double chance)
    {
        int k = table.Rows;
        double n = table.Total, sum = 0;
        double[] rowMean = [.. Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Sum(j => Weight(i, j, k, weights) * table.ColumnSums[j] / n))];
        double[] columnMean = [.. Enumerable.Range(0, k).Select(j => Enumerable.Range(0, k).Sum(i => Weight(i, j, k, weights) * table.RowSums[i] / n))];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double term = (Weight(i, j, k, weights) * (1 - chance)) - ((rowMean[i] + columnMean[j]) * (1 - observed));
                sum += table[i, j] / n * term * term;
            }
        }

        double last = (observed * chance) - (2 * chance) + observed;
        return (sum - (last * last)) / (n * Math.Pow(1 - chance, 4));
    }

    private static double Weight(int i, int j, int categories, KappaWeights weights)
    {
        double apart = Math.Abs(i - j) / (categories - 1.0);
        return weights switch
        {
            KappaWeights.None => i == j ? 1 : 0,
            KappaWeights.Linear => 1 - apart,
            _ => 1 - (apart * apart),
        };
    }
}

/// <summary>A kappa.</summary>
/// <param name="Value">κ, at most 1.</param>
/// <param name="Interval">Its interval.</param>
public readonly record struct KappaResult(double Value, ConfidenceInterval Interval);
