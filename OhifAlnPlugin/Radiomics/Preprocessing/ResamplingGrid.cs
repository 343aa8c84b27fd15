using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>The grid an image and its mask are resampled to: the ROI and a margin, aligned with the corner of the mask's grid.</summary>
/// <remarks>As PyRadiomics' resampleImage; IBSI aligns the centres of the two grids instead.</remarks>
internal static class ResamplingGrid
{
    /// <summary>Lays out the grid.</summary>
    /// <param name="image">Grid of the image.</param>
    /// <param name="mask">Grid of the mask.</param>
    /// <param name="roi">Bounding box of the ROI on the grid of the mask.</param>
    /// <param name="settings">Spacing and margin; the margin is widened where a shell needs more.</param>
    /// <returns>The grid; null when image and mask already have the spacing.</returns>
    public static VolumeGeometry? Of(VolumeGeometry image, VolumeGeometry mask, IndexBox roi, ExtractionSettings settings)
    {
        double[] old = [mask.SpacingMm.X, mask.SpacingMm.Y, mask.SpacingMm.Z];
        double[] native = [image.SpacingMm.X, image.SpacingMm.Y, image.SpacingMm.Z];
        int[] first = [roi.MinI, roi.MinJ, roi.MinK], extent = [roi.SizeX, roi.SizeY, roi.SizeZ], size = [mask.SizeX, mask.SizeY, mask.SizeZ];
        double[] spacing = [.. settings.ResampledPixelSpacing!.Select((s, d) => s == 0 || extent[d] == 1 ? old[d] : s)];
        if (spacing.Zip(old).All(IsClose) && spacing.Zip(native).All(IsClose))
        {
            return null;
        }

        int[] newSize = new int[3];
        double[] origin = new double[3];
        for (int d = 0; d < 3; d++)
        {
            double ratio = old[d] / spacing[d];
            double pad = Math.Max(settings.PadDistance, Math.Ceiling(settings.ReachMm / spacing[d]));
            double low = Math.Max(0, Math.Floor(((first[d] - 0.5) * ratio) - pad));
            double high = Math.Ceiling(((first[d] + extent[d] - 0.5) * ratio) + pad);
            high = Math.Min(high, Math.Ceiling(size[d] * ratio) - 1);
            newSize[d] = (int)(high - low + 1);
            origin[d] = (0.5 * (spacing[d] - old[d]) / old[d]) + (low / ratio);
        }

        return new(
            newSize[0], newSize[1], newSize[2], new(spacing[0], spacing[1], spacing[2]),
            mask.ToPatient(origin[0], origin[1], origin[2]), mask.AxisX, mask.AxisY, mask.AxisZ);
    }

    /// <summary>numpy.allclose: |a − b| ≤ 10⁻⁸ + 10⁻⁵ |b|, in the order (current, wanted).</summary>
    private static bool IsClose((double Wanted, double Current) pair) =>
        Math.Abs(pair.Current - pair.Wanted) <= 1e-8 + (1e-5 * Math.Abs(pair.Wanted));
}
