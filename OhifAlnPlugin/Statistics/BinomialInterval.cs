using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Confidence intervals of a proportion k/n.</summary>
public static class BinomialInterval
{
    /// <summary>Exact interval of Clopper and Pearson: quantiles of beta(k, n−k+1) and beta(k+1, n−k).</summary>
    /// <param name="successes">k, 0 … n.</param>
    /// <param name="trials">n ≥ 1.</param>
    /// <param name="level">Coverage, at least this.</param>
    /// <exception cref="ArgumentOutOfRangeException">k, n or level is out of range.</exception>
    /// <remarks>Clopper and Pearson 1934; R <c>binom.test</c>.</remarks>
    public static ConfidenceInterval ClopperPearson(int successes, int trials, double level = 0.95)
    {
        Require(successes, trials, level);
        double tail = (1 - level) / 2;
        double low = successes == 0 ? 0 : Quantiles.Beta(tail, successes, trials - successes + 1);
        double high = successes == trials ? 1 : Quantiles.Beta(1 - tail, successes + 1, trials - successes);
        return new ConfidenceInterval(low, high, level);
    }

    /// <summary>Score interval of Wilson, without continuity correction.</summary>
    /// <param name="successes">k, 0 … n.</param>
    /// <param name="trials">n ≥ 1.</param>
    /// <param name="level">Coverage, about this.</param>
    /// <exception cref="ArgumentOutOfRangeException">k, n or level is out of range.</exception>
    /// <remarks>Wilson 1927; R <c>prop.test(correct = FALSE)</c>.</remarks>
    public static ConfidenceInterval Wilson(int successes, int trials, double level = 0.95)
    {
        Require(successes, trials, level);
        double z = Quantiles.Normal((1 + level) / 2), n = trials, p = successes / n;
        double centre = p + (z * z / (2 * n));
        double half = z * Math.Sqrt(((p * (1 - p)) + (z * z / (4 * n))) / n);
        double scale = 1 + (z * z / n);
        return new ConfidenceInterval(Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale), level);
    }

    private static void Require(int successes, int trials, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        ConfidenceInterval.RequireLevel(level);
    }
}
