using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Histogram equalisation of a whole volume: each value becomes the share of voxels below it, in [0, 1].</summary>
/// <remarks>
/// Definition of scikit-image's equalize_hist: 256 equal bins, or one bin per whole number in a whole-number image;
/// cumulative share, linear between the centres of the bins.
/// </remarks>
internal static class HistogramEqualization
{
    private const int Bins = 256;
    private const int MostWholeNumbers = 1 << 24;

    /// <summary>Equalises an image.</summary>
    /// <param name="image">The whole image; computed values are overwritten, voxels of a volume are not.</param>
    /// <returns>A new image in double precision.</returns>
    /// <exception cref="RadiomicsException">The image is constant or holds values that are not finite.</exception>
    public static ScalarImage Equalize(ScalarImage image)
    {
        var g = image.Geometry;
        double[] values = image.TakeValues();
        double min = values.Min(), max = values.Max();
        if (!(double.IsFinite(min) && double.IsFinite(max) && max > min))
        {
            throw new RadiomicsException($"The image goes from {min:R} to {max:R}, so that its histogram cannot be equalised.");
        }

        bool whole = image.Precision == Precision.Integer;
        (double[] centres, long[] counts) = whole ? WholeNumbers(values, min, max) : EqualBins(values, min, max);
        double[] cumulative = new double[counts.Length];
        long sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            cumulative[i] = (double)sum / values.Length;
        }

        for (int n = 0; n < values.Length; n++)
        {
            values[n] = whole ? cumulative[(int)(values[n] - min)] : Interpolate(values[n], centres, cumulative);
        }

        return ScalarImage.Of(g, values, Precision.Double, VoxelType.Float64);
    }

    private static (double[] Centres, long[] Counts) WholeNumbers(double[] values, double min, double max)
    {
        if (max - min > MostWholeNumbers)
        {
            throw new RadiomicsException($"The whole-number image goes from {min:R} to {max:R}; histogram equalisation takes ranges up to {MostWholeNumbers}.");
        }

        long[] counts = new long[(int)(max - min) + 1];
        foreach (double value in values)
        {
            counts[(int)(value - min)]++;
        }

        return ([.. Enumerable.Range(0, counts.Length).Select(i => min + i)], counts);
    }

    private static (double[] Centres, long[] Counts) EqualBins(double[] values, double min, double max)
    {
        double step = (max - min) / Bins, factor = Bins / (max - min);
        double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(i => i == Bins ? max : (i * step) + min)];
        long[] counts = new long[Bins];
        foreach (double value in values)
        {
            int bin = Math.Min((int)((value - min) * factor), Bins - 1);
            bin -= bin > 0 && value < edges[bin] ? 1 : 0;
            bin += bin < Bins - 1 && value >= edges[bin + 1] ? 1 : 0;
            counts[bin]++;
        }

        return ([.. Enumerable.Range(0, Bins).Select(i => (edges[i] + edges[i + 1]) / 2)], counts);
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
