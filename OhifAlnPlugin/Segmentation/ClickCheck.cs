using System.Globalization;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Refuses clicks from which only noise would grow: in air, or where nothing stands out from its surroundings.</summary>
internal static class ClickCheck
{
    private const double AroundMm = 3, SignalQuantile = 0.75, BrightQuantile = 0.995, DeviationsPerMad = 1.4826;
    private const int Stride = 4;

    /// <summary>Regions grown from noise alone have a contrast of 2 to 3 standard deviations of that noise.</summary>
    private const double LeastContrastToNoise = 3;

    /// <summary>Refuses a click in air: the upper quartile of the peak phase within 3 mm is below a tenth of the image's 99.5th percentile.</summary>
    /// <exception cref="SegmentationRefusedException">There is no tissue.</exception>
    public static void RequireTissue(DynamicSeries series, VoxelSeed click)
    {
        VolumeGeometry g = series.Geometry;
        double limit = BodyMask.TissueFraction * BrightSignal(series.Peak);
        float[] near = series.Peak.Crop(g.BoxAround(click.I, click.J, click.K, AroundMm)).Voxels;
        double signal = Quantile.OfScratch(near, SignalQuantile);
        if (!(signal >= limit))
        {
            throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"There is no tissue at the click (column {click.I}, row {click.J}, slice {click.K}): the signal of the peak phase is {signal:0.#} there, and tissue begins at {limit:0.#}. Click inside the tumour."));
        }
    }

    /// <summary>Refuses a region whose contrast is below three standard deviations of its surroundings.</summary>
    /// <exception cref="SegmentationRefusedException">It does not stand out.</exception>
    public static void RequireContrast(GeodesicRegion region)
    {
        double half = (region.LocalPeak + region.Background) / 2;
        var deviations = new List<float>(region.Enhancement.Voxels.Length);
        foreach (float value in region.Enhancement.Voxels)
        {
            if (value < half)
            {
                deviations.Add((float)Math.Abs(value - region.Background));
            }
        }

        double noise = deviations.Count == 0 ? 0 : DeviationsPerMad * Quantile.OfScratch(deviations.ToArray(), 0.5);
        double contrast = region.LocalPeak - region.Background;
        if (contrast < LeastContrastToNoise * noise)
        {
            throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing stands out at the click: the enhancement is {contrast:0.#} above its surroundings, which vary by {noise:0.#}; at least {LeastContrastToNoise} times that is needed. Click inside the enhancing part, or draw it."));
        }
    }

    /// <summary>The 99.5th percentile of every fourth voxel along each axis.</summary>
    private static double BrightSignal(Volume image)
    {
        VolumeGeometry g = image.Geometry;
        var sample = new List<float>((g.VoxelCount / (Stride * Stride * Stride)) + g.SliceLength);
        for (int k = 0; k < g.SizeZ; k += Stride)
        {
            for (int j = 0; j < g.SizeY; j += Stride)
            {
                for (int i = 0; i < g.SizeX; i += Stride)
                {
                    sample.Add(image[i, j, k]);
                }
            }
        }

        return Quantile.OfScratch(sample.ToArray(), BrightQuantile);
    }
}
