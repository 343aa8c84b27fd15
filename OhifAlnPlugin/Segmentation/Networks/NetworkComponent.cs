using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>A connected region that a network calls tumour, on the network's grid.</summary>
/// <param name="Box">Where on the network's grid it lies.</param>
/// <param name="Region">The region on the grid of the box, holes filled slice by slice.</param>
/// <param name="Score">Sum of the probabilities times the voxel's volume, mm³: by it candidates are ranked.</param>
internal sealed record NetworkComponent(IndexBox Box, Mask Region, double Score)
{
    /// <summary>The components above the threshold, the largest sum of probabilities first; the small ones left out.</summary>
    /// <param name="probability">What the network says.</param>
    /// <param name="threshold">From above this a voxel is tumour.</param>
    /// <param name="minimumVolumeMm3">Smaller ones are dropped.</param>
    public static IReadOnlyList<NetworkComponent> Find(Volume probability, double threshold, double minimumVolumeMm3)
    {
        VolumeGeometry g = probability.Geometry;
        var above = new Mask(g);
        for (int n = 0; n < above.Voxels.Length; n++)
        {
            above.Voxels[n] = probability.Voxels[n] > threshold ? (byte)1 : (byte)0;
        }

        (int[] labels, IReadOnlyList<int> sizes) = ConnectedComponents.Label(above);
        (IndexBox Box, double Sum)[] found = Measure(probability, labels, sizes.Count);
        return [.. found.Select((c, n) => (c.Box, c.Sum, Label: n + 1))
            .Where(c => sizes[c.Label - 1] * g.VoxelVolumeMm3 >= minimumVolumeMm3)
            .OrderByDescending(c => c.Sum)
            .Select(c => new NetworkComponent(c.Box, Cut(g, labels, c.Label, c.Box), c.Sum * g.VoxelVolumeMm3))];
    }

    private static (IndexBox Box, double Sum)[] Measure(Volume probability, int[] labels, int count)
    {
        VolumeGeometry g = probability.Geometry;
        var found = new (IndexBox Box, double Sum)[count];
        Array.Fill(found, (new IndexBox(int.MaxValue, int.MaxValue, int.MaxValue, -1, -1, -1), 0));
        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] != 0)
            {
                ref (IndexBox Box, double Sum) c = ref found[labels[n] - 1];
                (int i, int j, int k) = g.IndicesOf(n);
                c.Sum += probability.Voxels[n];
                c.Box = new(
                    Math.Min(c.Box.MinI, i), Math.Min(c.Box.MinJ, j), Math.Min(c.Box.MinK, k),
                    Math.Max(c.Box.MaxI, i), Math.Max(c.Box.MaxJ, j), Math.Max(c.Box.MaxK, k));
            }
        }

        return found;
    }

    private static Mask Cut(VolumeGeometry g, int[] labels, int label, IndexBox box)
    {
        var region = new Mask(g.Crop(box));
        for (int n = 0; n < region.Voxels.Length; n++)
        {
            (int i, int j, int k) = region.Geometry.IndicesOf(n);
            region.Voxels[n] = labels[g.Offset(i + box.MinI, j + box.MinJ, k + box.MinK)] == label ? (byte)1 : (byte)0;
        }

        HoleFilling.FillSlices(region);
        return region;
    }
}
