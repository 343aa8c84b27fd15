using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>Which axial slices show breast, so that a network need not be run on the others.</summary>
internal static class BreastSlices
{
    private const double LeastAreaMm2 = 100, MarginMm = 20;

    /// <summary>Finds the slices in which breast hangs in front of the sternum, and those near them.</summary>
    /// <param name="region">The breasts, on any grid over the same field.</param>
    /// <param name="axial">The study's voxels counted from the right, the front and the feet.</param>
    /// <returns>One entry per slice, from the feet; all true when no breast was found.</returns>
    public static bool[] Of(BreastRegion region, VolumeGeometry axial)
    {
        var axes = new PatientAxes(region.Body.Geometry);
        bool[] hangs = [.. Enumerable.Range(0, axes.Height).Select(up => Area(region.Hanging, axes, up) >= LeastAreaMm2)];
        int margin = (int)Math.Round(MarginMm / axes.HeightMm);
        return [.. Enumerable.Range(0, axial.SizeZ).Select(k =>
        {
            int up = (int)Math.Round(axes.Counted.ToIndex(axial.ToPatient((axial.SizeX - 1) / 2.0, (axial.SizeY - 1) / 2.0, k)).Z);
            int from = Math.Clamp(up - margin, 0, axes.Height), to = Math.Clamp(up + margin + 1, 0, axes.Height);
            return Array.TrueForAll(hangs, h => !h) || hangs.AsSpan(from, Math.Max(0, to - from)).Contains(true);
        })];
    }

    private static double Area(Mask mask, PatientAxes axes, int up)
    {
        int count = 0;
        for (int back = 0; back < axes.Depth; back++)
        {
            for (int left = 0; left < axes.Width; left++)
            {
                count += mask.Voxels[axes.Offset(left, back, up)];
            }
        }

        return count * axes.WidthMm * axes.DepthMm;
    }
}
