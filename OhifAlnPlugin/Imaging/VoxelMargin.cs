namespace OhifAlnPlugin.Imaging;

/// <summary>A VOI one voxel larger or smaller.</summary>
/// <remarks>Neighbours are the six that share a face; the grid's border counts as outside.</remarks>
public static class VoxelMargin
{
    /// <summary>The VOI and all face neighbours of its voxels (dilation).</summary>
    /// <param name="mask">The VOI.</param>
    /// <returns>A new mask on the same grid; empty for an empty one.</returns>
    public static Mask Grown(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Changed(mask, (g, at, i, j, k, voxels) =>
            voxels[at] != 0
            || (i > 0 && voxels[at - 1] != 0) || (i < g.SizeX - 1 && voxels[at + 1] != 0)
            || (j > 0 && voxels[at - g.SizeX] != 0) || (j < g.SizeY - 1 && voxels[at + g.SizeX] != 0)
            || (k > 0 && voxels[at - g.SliceLength] != 0) || (k < g.SizeZ - 1 && voxels[at + g.SliceLength] != 0));
    }

    /// <summary>The voxels of the VOI whose six face neighbours are all inside (erosion).</summary>
    /// <param name="mask">The VOI.</param>
    /// <returns>A new mask on the same grid; it may be empty.</returns>
    public static Mask Shrunk(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Changed(mask, (g, at, i, j, k, voxels) =>
            voxels[at] != 0
            && i > 0 && voxels[at - 1] != 0 && i < g.SizeX - 1 && voxels[at + 1] != 0
            && j > 0 && voxels[at - g.SizeX] != 0 && j < g.SizeY - 1 && voxels[at + g.SizeX] != 0
            && k > 0 && voxels[at - g.SliceLength] != 0 && k < g.SizeZ - 1 && voxels[at + g.SliceLength] != 0);
    }

    private delegate bool IsInside(VolumeGeometry g, int at, int i, int j, int k, ReadOnlySpan<byte> voxels);

    private static Mask Changed(Mask mask, IsInside inside)
    {
        VolumeGeometry g = mask.Geometry;
        var changed = new Mask(g);
        if (mask.BoundingBox() is not { } box)
        {
            return changed;
        }

        IndexBox around = box.Grow(1, g);
        for (int k = around.MinK; k <= around.MaxK; k++)
        {
            for (int j = around.MinJ; j <= around.MaxJ; j++)
            {
                int at = g.Offset(around.MinI, j, k);
                for (int i = around.MinI; i <= around.MaxI; i++, at++)
                {
                    changed.Voxels[at] = inside(g, at, i, j, k, mask.Voxels) ? (byte)1 : (byte)0;
                }
            }
        }

        return changed;
    }
}
