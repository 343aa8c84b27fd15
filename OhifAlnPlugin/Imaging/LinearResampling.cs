namespace OhifAlnPlugin.Imaging;

/// <summary>
/// Linear interpolation between grids that cover the same field: sample i of n new ones lies at (i + ½)·old/n − ½ of the old ones,
/// the border value is kept beyond the outermost centres.
/// </summary>
/// <remarks>
/// When samples become fewer, averaging widens the triangle to one new sample on each side, so that no voxel is passed over. This is the
/// rule of torch's <c>interpolate(mode="bilinear", align_corners=False)</c> with and without <c>antialias</c>, and of Pillow's BILINEAR.
/// </remarks>
public sealed class LinearResampling
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <summary>Prepares the weights along one axis.</summary>
    /// <param name="from">Samples that are there, ≥ 1.</param>
    /// <param name="to">Samples wanted, ≥ 1.</param>
    /// <param name="average">Whether to average when samples become fewer.</param>
    public LinearResampling(int from, int to, bool average)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        (From, To, _first, _weights) = (from, to, new int[to], new float[to][]);
        double step = (double)from / to, reach = average ? Math.Max(1, step) : 1;
        for (int i = 0; i < to; i++)
        {
            double centre = Math.Clamp(step * (i + 0.5), average ? 0 : 0.5, average ? from : from - 0.5);
            int first = Math.Max(0, (int)(centre - reach + 0.5)), end = Math.Min(from, (int)(centre + reach + 0.5));
            (_first[i], _weights[i]) = (first, Triangle(first, Math.Max(end, first + 1), centre, reach));
        }
    }

    /// <summary>Samples that are there.</summary>
    public int From { get; }

    /// <summary>Samples wanted.</summary>
    public int To { get; }

    /// <summary>Resamples the middle axis of an array.</summary>
    /// <param name="source">Values, shape (outer, <see cref="From"/>, inner), the last fastest.</param>
    /// <param name="inner">Length of the last axis: 1 for rows, the row's length for columns, the slice's length for slices.</param>
    /// <param name="target">Receives the values, shape (outer, <see cref="To"/>, inner).</param>
    public void Apply(ReadOnlySpan<float> source, int inner, Span<float> target)
    {
        int outer = source.Length / (From * inner);
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> from = source.Slice(o * From * inner, From * inner);
            for (int i = 0; i < To; i++)
            {
                Combine(from, inner, _first[i], _weights[i], target.Slice(((o * To) + i) * inner, inner));
            }
        }
    }

    private static void Combine(ReadOnlySpan<float> from, int inner, int first, float[] weights, Span<float> sums)
    {
        if (inner == 1)
        {
            float sum = 0;
            for (int w = 0; w < weights.Length; w++)
            {
                sum += weights[w] * from[first + w];
            }

            sums[0] = sum;
            return;
        }

        sums.Clear();
        for (int w = 0; w < weights.Length; w++)
        {
            ReadOnlySpan<float> line = from.Slice((first + w) * inner, inner);
            float weight = weights[w];
            for (int n = 0; n < sums.Length; n++)
            {
                sums[n] += weight * line[n];
            }
        }
    }

    private static float[] Triangle(int first, int end, double centre, double reach)
    {
        double[] weights = new double[end - first];
        for (int w = 0; w < weights.Length; w++)
        {
            weights[w] = Math.Max(0, 1 - (Math.Abs(first + w + 0.5 - centre) / reach));
        }

        double sum = weights.Sum();
        return [.. weights.Select(w => (float)(sum > 0 ? w / sum : 1.0 / weights.Length))];
    }
}
