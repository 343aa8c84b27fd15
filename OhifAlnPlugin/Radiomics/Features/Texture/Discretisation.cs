using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Features.Texture;

/// <summary>Turns intensities into grey levels by bins of fixed width or fixed number, with PyRadiomics' bin edges.</summary>
/// <remarks>
/// Fixed width W: the first edge is min − (min mod W) with floored modulo, so that edges are multiples of W (IBSI starts at
/// the minimum). Edges are computed as numpy.arange computes them, e₀ + i·((e₀ + W) − e₀), because a value on an edge belongs
/// to the bin above it. Fixed number: n equal bins from minimum to maximum; the maximum belongs to the last.
/// </remarks>
internal static class Discretisation
{
    /// <summary>Discretises a ROI.</summary>
    /// <param name="roi">Layout of the ROI.</param>
    /// <param name="intensities">ROI voxels, shape (Np,), finite.</param>
    /// <param name="singlePrecision">Whether the image is stored in single precision, which rounds the edges of a fixed number of bins.</param>
    /// <param name="settings">Bin width or count.</param>
    /// <returns>The grey levels.</returns>
    /// <exception cref="RadiomicsException">More than <see cref="GreyLevels.Limit"/> grey levels.</exception>
    public static GreyLevels Discretise(RoiGrid roi, double[] intensities, bool singlePrecision, TextureSettings settings)
    {
        (double min, double max) = Extremes(intensities);
        double[] edges = settings.BinCount is { } count
            ? CountEdges(min, max, Limited(count, settings), singlePrecision)
            : WidthEdges(min, max, settings);
        ushort[] levels = new ushort[roi.PaddedLength];
        int[] counts = new int[edges.Length];
        double step = edges.Length > 1 ? (edges[^1] - edges[0]) / (edges.Length - 1) : 1;
        int highest = 0;
        for (int n = 0; n < intensities.Length; n++)
        {
            int level = LevelOf(intensities[n], edges, step);
            levels[roi.PaddedOffsets[n]] = (ushort)level;
            counts[level - 1]++;
            highest = Math.Max(highest, level);
        }

        return new(roi, levels, highest, counts[..highest]);
    }

    /// <summary>Number of edges at or below a value; at least 1 because the first edge is at or below the minimum.</summary>
    private static int LevelOf(double value, double[] edges, double step)
    {
        int level = Math.Clamp((int)((value - edges[0]) / step) + 1, 1, edges.Length);
        while (level < edges.Length && edges[level] <= value)
        {
            level++;
        }

        while (level > 1 && edges[level - 1] > value)
        {
            level--;
        }

        return level;
    }

    private static double[] WidthEdges(double min, double max, TextureSettings settings)
    {
        double width = settings.BinWidth;
        double remainder = min % width;
        double low = min - (remainder < 0 ? remainder + width : remainder);
        double high = max + (2 * width);
        int length = Limited(Math.Ceiling((high - low) / width), settings);
        double delta = low + width - low;
        double[] edges = new double[length];
        for (int i = 0; i < length; i++)
        {
            edges[i] = i == 1 ? low + width : low + (i * delta);
        }

        return edges;
    }

    private static double[] CountEdges(double min, double max, int count, bool singlePrecision)
    {
        (double first, double last) = min == max ? (min - 0.5, max + 0.5) : (min, max);
        double step = (last - first) / count;
        double[] edges = new double[count + 1];
        for (int i = 0; i <= count; i++)
        {
            double edge = i == count ? last : (i * step) + first;
            edges[i] = singlePrecision ? (float)edge : edge;
        }

        edges[count] += 1;
        return edges;
    }

    private static int Limited(double bins, TextureSettings settings) => bins <= GreyLevels.Limit
        ? (int)bins
        : throw new RadiomicsException(settings.BinCount is { } count
            ? $"binCount {count} asks for more grey levels than the limit of {GreyLevels.Limit}."
            : $"binWidth {settings.BinWidth:R} divides the intensities of the ROI into {bins:0} grey levels; the limit is {GreyLevels.Limit}. Choose a larger binWidth, or binCount.");

    private static (double Min, double Max) Extremes(double[] values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return (min, max);
    }
}
