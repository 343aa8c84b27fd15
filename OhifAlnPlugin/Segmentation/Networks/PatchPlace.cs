namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>First voxel of a block on the padded grid.</summary>
/// <param name="X">From the right.</param>
/// <param name="Y">From the front.</param>
/// <param name="Z">From the feet.</param>
internal readonly record struct PatchPlace(int X, int Y, int Z)
{
    /// <summary>All places, from the feet up.</summary>
    /// <param name="volumes">The study on the network's grid.</param>
    /// <param name="grid">Size and overlap of the blocks.</param>
    public static IEnumerable<PatchPlace> All(PatchVolumes volumes, PatchGrid grid) =>
        from z in Starts(volumes.PaddedZ, grid.PatchZ, grid.Overlap)
        from y in Starts(volumes.PaddedY, grid.PatchY, grid.Overlap)
        from x in Starts(volumes.PaddedX, grid.PatchX, grid.Overlap)
        select new PatchPlace(x, y, z);

    /// <summary>Where blocks start along an axis.</summary>
    /// <param name="size">Voxels of the axis, at least <paramref name="patch"/>.</param>
    /// <param name="patch">Voxels of a block.</param>
    /// <param name="overlap">Part of a block that the next one repeats at least.</param>
    public static int[] Starts(int size, int patch, double overlap)
    {
        int steps = (int)Math.Ceiling((size - patch) / Math.Max(1, patch * (1 - overlap)));
        return [.. Enumerable.Range(0, steps + 1).Select(n => steps == 0 ? 0 : (int)Math.Round((double)n * (size - patch) / steps))];
    }
}
