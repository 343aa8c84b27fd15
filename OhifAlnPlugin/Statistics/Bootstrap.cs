using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Percentile intervals by resampling patients with replacement, within each outcome, so that every resample has both.</summary>
/// <remarks>Efron and Tibshirani 1993. Seeded: the same seed gives the same interval on every machine, whatever the number of threads.</remarks>
public static class Bootstrap
{
    /// <summary>Resamples by default.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>Interval of a statistic of scores.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="statistic">The statistic; NaN where undefined.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="resamples">Number of resamples, at least 100.</param>
    /// <param name="level">Coverage.</param>
    /// <returns>Quantiles (type 7) of the resampled values; NaN when none is defined.</returns>
    public static ConfidenceInterval Interval(
        LabelledScores scores, Func<LabelledScores, double> statistic, ulong seed, int resamples = DefaultResamples, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        ConfidenceInterval.RequireLevel(level);
        double[] positives = scores.Positives.ToArray(), negatives = scores.Negatives.ToArray(), values = new double[resamples];
        bool[] labels = [.. positives.Select(_ => true), .. negatives.Select(_ => false)];
        var random = new SeededRandom(seed);
        Parallel.For(0, resamples, r =>
        {
            SeededRandom own = random.Fork((ulong)r);
            double[] drawn = [.. Draw(positives, own), .. Draw(negatives, own)];
            values[r] = statistic(new LabelledScores(drawn, labels));
        });
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        return sorted.Length == 0
            ? new ConfidenceInterval(double.NaN, double.NaN, level)
            : new ConfidenceInterval(Scaling.Quantile(sorted, (1 - level) / 2), Scaling.Quantile(sorted, (1 + level) / 2), level);
    }

    private static double[] Draw(double[] values, SeededRandom random)
    {
        double[] drawn = new double[values.Length];
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = values[random.Below(values.Length)];
        }

        return drawn;
    }
}
