namespace OhifAlnPlugin.Statistics;

/// <summary>Mean and standard deviation for z-scores.</summary>
public static class Scaling
{
    /// <summary>Mean and population standard deviation √(Σ(x−x̄)²/n).</summary>
    /// <param name="values">At least one value, no NaN.</param>
    /// <returns>Both in the unit of the values; 0 deviation when all are equal.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("There is no value to take a mean of.", nameof(values));
        }

        double mean = CompensatedSum.Mean(values), squares = 0;
        foreach (double v in values)
        {
            squares += (v - mean) * (v - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    /// <summary>Mean and sample variance Σ(x−x̄)²/(n − 1).</summary>
    /// <param name="values">At least one value, no NaN.</param>
    /// <returns>The mean in the unit of the values and the variance in its square; NaN variance of a single value.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static (double Mean, double Variance) SampleMoments(ReadOnlySpan<double> values)
    {
        (double mean, double deviation) = Moments(values);
        return (mean, deviation * deviation * values.Length / (values.Length - 1));
    }

    /// <summary>z-scores (x − mean)/population standard deviation.</summary>
    /// <param name="values">At least one value, no NaN.</param>
    /// <returns>One per value; NaN when all are equal.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double[] ZScores(ReadOnlySpan<double> values)
    {
        (double mean, double deviation) = Moments(values);
        double[] z = new double[values.Length];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = (values[i] - mean) / deviation;
        }

        return z;
    }

    /// <summary>Quantile by linear interpolation between order statistics (type 7, R's default).</summary>
    /// <param name="sorted">Values in rising order, at least one.</param>
    /// <param name="p">In [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        double at = (sorted.Length - 1) * p;
        int low = Math.Min((int)at, sorted.Length - 1), high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }
}
