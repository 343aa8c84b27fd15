namespace OhifAlnPlugin.Radiomics.Features.FirstOrder;

/// <summary>Percentiles with linear interpolation between order statistics.</summary>
/// <remarks>Definition and rounding of numpy's method "linear" (Hyndman and Fan 1996, type 7).</remarks>
internal static class Percentiles
{
    /// <summary>Percentile of ascending values.</summary>
    /// <param name="sorted">Values, ascending, at least one.</param>
    /// <param name="percent">0 … 100.</param>
    /// <returns>Value in [min, max], same unit.</returns>
    public static double Of(ReadOnlySpan<double> sorted, double percent)
    {
        double position = percent / 100.0 * (sorted.Length - 1);
        int below = (int)Math.Floor(position);
        double low = sorted[below], high = sorted[Math.Min(below + 1, sorted.Length - 1)];
        double t = position - below, difference = high - low;
        return t < 0.5 ? low + (difference * t) : high - (difference * (1 - t));
    }
}
