namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>Which samples of a line make each sample of the scaled line, and with what weight.</summary>
internal sealed class ScalingWeights
{
    private readonly int[] _first;
    private readonly int[] _start;
    private readonly float[] _factors;

    private ScalingWeights(int[] first, int[] start, float[] factors) => (_first, _start, _factors) = (first, start, factors);

    /// <summary>The most samples that one scaled sample is made of.</summary>
    public int Longest
    {
        get
        {
            int longest = 0;
            for (int n = 0; n < _first.Length; n++)
            {
                longest = Math.Max(longest, Factors(n).Length);
            }

            return longest;
        }
    }

    /// <summary>A triangle around the centre of each scaled sample, as wide as the scale, cut at the ends of the line, of sum 1.</summary>
    /// <param name="offset">Where the shown part begins.</param>
    /// <param name="length">How long it is, &gt; 0.</param>
    /// <param name="count">Samples of the line.</param>
    /// <param name="scaled">Samples of the scaled line.</param>
    /// <param name="flips">Whether it runs backwards.</param>
    public static ScalingWeights Of(double offset, double length, int count, int scaled, bool flips)
    {
        double scale = length / scaled, reach = Math.Max(scale, 1);
        int[] first = new int[scaled], start = new int[scaled + 1];
        var factors = new List<float>();
        for (int n = 0; n < scaled; n++)
        {
            double centre = offset + (((flips ? scaled - 1 - n : n) + 0.5) * scale);
            int low = Math.Clamp((int)Math.Floor(centre - reach + 0.5), 0, count - 1), high = Math.Clamp((int)Math.Ceiling(centre + reach - 0.5), low + 1, count);
            double sum = 0;
            for (int at = low; at < high; at++)
            {
                sum += Triangle((at + 0.5 - centre) / reach);
            }

            for (int at = low; at < high; at++)
            {
                factors.Add(sum > 0 ? (float)(Triangle((at + 0.5 - centre) / reach) / sum) : 1f / (high - low));
            }

            (first[n], start[n + 1]) = (low, factors.Count);
        }

        return new(first, start, [.. factors]);
    }

    /// <summary>The first sample that counts for scaled sample <paramref name="n"/>.</summary>
    public int First(int n) => _first[n];

    /// <summary>The weights of that sample and those that follow.</summary>
    public ReadOnlySpan<float> Factors(int n) => _factors.AsSpan(_start[n].._start[n + 1]);

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));
}
