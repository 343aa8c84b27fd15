using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Histogram equalisation of a whole volume: each value becomes the share of voxels below it, in [0, 1].</summary>
/// <remarks>Definition of scikit-image's equalize_hist: 256 equal bins, cumulative share, linear between the centres of the bins.</remarks>
internal static class HistogramEqualization
{
    private const int Bins = 256;

    /// <summary>Equalises an image.</summary>
    /// <param name="image">The whole image.</param>
    /// <returns>A new image in double precision.</returns>
    /// <exception cref="RadiomicsException">The image is constant or holds values that are not finite.</exception>
    public static ScalarImage Equalize(ScalarImage image)
    {
        var g = image.Geometry;
        double[] values = image.Block(new(0, 0, 0, g.SizeX - 1, g.SizeY - 1, g.SizeZ - 1));
        double min = values.Min(), max = values.Max();
        if (!(double.IsFinite(min) && double.IsFinite(max) && max > min))
        {
            throw new RadiomicsException($"The image goes from {min:R} to {max:R}, so that its histogram cannot be equalised.");
        }

        double[] edges = new double[Bins + 1], centres = new double[Bins], cumulative = new double[Bins];
        double step = (max - min) / Bins;
        for (int i = 0; i <= Bins; i++)
        {
            edges[i] = i == Bins ? max : (i * step) + min;
        }

        long[] counts = Histogram(values, edges, min, max);
        long sum = 0;
        for (int i = 0; i < Bins; i++)
        {
            centres[i] = (edges[i] + edges[i + 1]) / 2;
            sum += counts[i];
            cumulative[i] = (double)sum / values.Length;
        }

        for (int n = 0; n < values.Length; n++)
        {
            values[n] = Interpolate(values[n], centres, cumulative);
        }

        return ScalarImage.Of(g, values, Precision.Double, VoxelType.Float64);
    }

    private static long[] Histogram(double[] values, double[] edges, double min, double max)
    {
        long[] counts = new long[Bins];
        double factor = Bins / (max - min);
        foreach (double value in values)
        {
            int bin = Math.Min((int)((value - min) * factor), Bins - 1);
            bin -= bin > 0 && value < edges[bin] ? 1 : 0;
            bin += bin < Bins - 1 && value >= edges[bin + 1] ? 1 : 0;
            counts[bin]++;
        }

        return counts;
    }

    private static double Interpolate(double x, double[] at, double[] values)
    {
        if (x <= at[0])
        {
            return values[0];
        }

        if (x >= at[^1])
        {
            return values[^1];
        }

        int above = Array.BinarySearch(at, x);
        if (above >= 0)
        {
            return values[above];
        }

        int low = ~above - 1;
        return ((values[low + 1] - values[low]) / (at[low + 1] - at[low]) * (x - at[low])) + values[low];
    }
}
