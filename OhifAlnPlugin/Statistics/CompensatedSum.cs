namespace OhifAlnPlugin.Statistics;

/// <summary>Sums and means that do not depend on the order of the terms in all but the last bit (Neumaier 1974).</summary>
internal static class CompensatedSum
{
    public static double Of(ReadOnlySpan<double> values)
    {
        double sum = 0, lost = 0;
        foreach (double v in values)
        {
            double t = sum + v;
            lost += Math.Abs(sum) >= Math.Abs(v) ? (sum - t) + v : (v - t) + sum;
            sum = t;
        }

        return sum + lost;
    }

    /// <summary>Mean; NaN of no values.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Of(values) / values.Length;
}
