using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore;

/// <summary>How a number was distributed in the training cohort: its 0 %, 1 %, … 100 % quantiles.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class TrainingQuantiles
{
    /// <summary>Number of stored quantiles.</summary>
    public const int Count = 101;

    private readonly double[] _quantiles;

    /// <summary>Takes stored quantiles.</summary>
    /// <param name="quantiles">101 finite numbers, never falling.</param>
    /// <param name="of">What they are quantiles of, for a sentence.</param>
    /// <exception cref="ArgumentException">They are not 101 sorted finite numbers.</exception>
    public TrainingQuantiles(ReadOnlySpan<double> quantiles, string of)
    {
        if (quantiles.Length != Count)
        {
            throw new ArgumentException($"{of} has {quantiles.Length} quantiles; {Count} are needed.", nameof(quantiles));
        }

        FiniteNumbers.Require(quantiles, $"A quantile of {of}", nameof(quantiles));
        for (int q = 1; q < quantiles.Length; q++)
        {
            if (quantiles[q] < quantiles[q - 1])
            {
                throw new ArgumentException($"The {q} % quantile of {of} is below its {q - 1} % quantile.", nameof(quantiles));
            }
        }

        _quantiles = quantiles.ToArray();
    }

    /// <summary>The quantiles.</summary>
    public ReadOnlySpan<double> Values => _quantiles;

    /// <summary>Smallest value seen.</summary>
    public double Least => _quantiles[0];

    /// <summary>Largest value seen.</summary>
    public double Most => _quantiles[^1];

    /// <summary>Quantiles of values (type 7, R's default).</summary>
    /// <param name="values">At least one finite value.</param>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return [.. Enumerable.Range(0, Count).Select(q => Scaling.Quantile(sorted, q / (Count - 1.0)))];
    }

    /// <summary>Where a value lies.</summary>
    /// <param name="value">Any finite value.</param>
    /// <returns>Per cent in [0, 100]: linear between stored quantiles, the middle of the range where several quantiles are equal to the value.</returns>
    public double PercentileOf(double value)
    {
        if (value < Least)
        {
            return 0;
        }

        if (value > Most)
        {
            return 100;
        }

        int first = Array.FindIndex(_quantiles, q => q >= value);
        int last = Array.FindLastIndex(_quantiles, q => q <= value);
        return first <= last
            ? (first + last) / 2.0
            : last + ((value - _quantiles[last]) / (_quantiles[first] - _quantiles[last]));
    }
}
