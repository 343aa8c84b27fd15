using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Evaluation;

/// <summary>Divides a true VOI into lesions: parts that lie close together are one lesion.</summary>
internal static class TrueLesions
{
    private const double ReachMm = 3;

    /// <summary>The lesions of a VOI.</summary>
    /// <param name="truth">All lesions of a study.</param>
    /// <returns>One mask per lesion, the largest first; parts up to 6 mm apart belong together.</returns>
    public static IReadOnlyList<Mask> Of(Mask truth)
    {
        if (truth.BoundingBox() is not { } tight)
        {
            return [];
        }

        VolumeGeometry g = truth.Geometry;
        IndexBox box = Widened(tight, g);
        Mask cut = truth.Crop(box);
        float[] squared = EuclideanDistance.SquaredMm(cut);
        var near = new Mask(cut.Geometry, [.. squared.Select(d => d <= ReachMm * ReachMm ? (byte)1 : (byte)0)]);
        (int[] labels, IReadOnlyList<int> sizes) = ConnectedComponents.Label(near);
        Mask[] lesions = [.. Enumerable.Range(1, sizes.Count).Select(label => Part(cut, labels, label))];
        return [.. lesions.OrderByDescending(l => l.Count()).Select(l => l.Uncrop(g, box))];
    }

    private static IndexBox Widened(IndexBox box, VolumeGeometry g)
    {
        int i = (int)Math.Ceiling(ReachMm / g.SpacingMm.X), j = (int)Math.Ceiling(ReachMm / g.SpacingMm.Y), k = (int)Math.Ceiling(ReachMm / g.SpacingMm.Z);
        return new(
            Math.Max(0, box.MinI - i), Math.Max(0, box.MinJ - j), Math.Max(0, box.MinK - k),
            Math.Min(g.SizeX - 1, box.MaxI + i), Math.Min(g.SizeY - 1, box.MaxJ + j), Math.Min(g.SizeZ - 1, box.MaxK + k));
    }

    private static Mask Part(Mask all, int[] labels, int label)
    {
        var part = new Mask(all.Geometry);
        for (int n = 0; n < labels.Length; n++)
        {
            part.Voxels[n] = all.Voxels[n] != 0 && labels[n] == label ? (byte)1 : (byte)0;
        }

        return part;
    }
}
