using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Compares the survival of groups.</summary>
/// <remarks>Mantel 1966; Harrington and Fleming 1982; R <c>survdiff</c>.</remarks>
public static class LogRank
{
    /// <summary>Tests whether groups have the same survival.</summary>
    /// <param name="data">The patients.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="rho">Weight S(t)^ρ of an event time: 0 for the log-rank test, 1 for the Peto-Prentice test, which heeds early events more.</param>
    /// <returns>χ² = (O − E)ᵀV⁻¹(O − E) with groups − 1 degrees of freedom, and observed and expected events; NaN without events.</returns>
    /// <exception cref="ArgumentException">Counts differ or there is one group.</exception>
    public static LogRankResult Test(SurvivalData data, IReadOnlyList<string> groups, double rho = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(groups);
        string[] names = [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (groups.Count != data.Count || names.Length < 2)
        {
            throw new ArgumentException(
                groups.Count == data.Count ? $"All {data.Count} patients are of the group '{names[0]}'; a comparison needs two groups." : $"There are {groups.Count} groups for {data.Count} patients.",
                nameof(groups));
        }

        int[] member = [.. groups.Select(g => Array.IndexOf(names, g))];
        Sums sums = Accumulate(data, member, names.Length, rho);
        int free = names.Length - 1;
        var difference = Vector<double>.Build.Dense(free, k => sums.Observed[k] - sums.Expected[k]);
        double statistic = data.EventCount == 0 ? double.NaN : difference.DotProduct(sums.Variance.SubMatrix(0, free, 0, free).Solve(difference));
        var test = new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, free), rho == 0 ? "log-rank" : $"Fleming-Harrington, rho {rho}", free);
        return new LogRankResult(test, [.. names.Select((name, k) => new LogRankGroup(name, member.Count(m => m == k), sums.Observed[k], sums.Expected[k]))]);
    }

    private static Sums Accumulate(SurvivalData data, int[] member, int groups, double rho)
    {
        var sums = new Sums(new double[groups], new double[groups], Matrix<double>.Build.Dense(groups, groups));
        double[] times = data.Times.ToArray();
        int[] order = [.. Enumerable.Range(0, times.Length).OrderBy(i => times[i])];
        double[] atRisk = [.. Enumerable.Range(0, groups).Select(k => (double)member.Count(m => m == k))];
        double n = times.Length, survival = 1;
        for (int at = 0; at < order.Length;)
        {
            double[] died = new double[groups], left = new double[groups];
            double time = times[order[at]];
            for (; at < order.Length && times[order[at]] == time; at++)
            {
                left[member[order[at]]]++;
                died[member[order[at]]] += data.Events[order[at]] ? 1 : 0;
            }

            sums.Add(died, atRisk, n, Math.Pow(survival, rho));
            survival *= 1 - (died.Sum() / n);
            n -= left.Sum();
            atRisk = [.. atRisk.Zip(left, (a, b) => a - b)];
        }

        return sums;
    }

    private sealed record Sums(double[] Observed, double[] Expected, Matrix<double> Variance)
    {
        public void Add(double[] died, double[] atRisk, double n, double weight)
        {
            double d = died.Sum();
            if (d == 0)
            {
                return;
            }

            for (int k = 0; k < died.Length; k++)
            {
                double share = atRisk[k] / n;
                Observed[k] += weight * died[k];
                Expected[k] += weight * d * share;
                for (int l = 0; l < died.Length && n > 1; l++)
                {
                    Variance[k, l] += weight * weight * d * (n - d) / (n - 1) * share * ((k == l ? 1 : 0) - (atRisk[l] / n));
                }
            }
        }
    }
}

/// <summary>A comparison of survival.</summary>
/// <param name="Test">χ² and p.</param>
/// <param name="Groups">The groups, in ordinal order.</param>
public sealed record LogRankResult(TestResult Test, IReadOnlyList<LogRankGroup> Groups);

/// <summary>One group of it.</summary>
/// <param name="Name">The group.</param>
/// <param name="Patients">Its patients.</param>
/// <param name="Observed">Its events, weighted.</param>
/// <param name="Expected">Events expected if all groups were alike, weighted.</param>
public sealed record LogRankGroup(string Name, int Patients, double Observed, double Expected);
