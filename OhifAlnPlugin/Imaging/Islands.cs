namespace OhifAlnPlugin.Imaging;

/// <summary>Keeps or removes the islands of a mask: its components of voxels that share a face.</summary>
public static class Islands
{
    /// <summary>Removes islands below a volume.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="leastMm3">Least volume that is kept, mm³.</param>
    /// <returns>A new mask.</returns>
    public static Mask AtLeast(Mask mask, double leastMm3)
    {
        ArgumentNullException.ThrowIfNull(mask);
        (int[] labels, IReadOnlyList<int> sizes) = ConnectedComponents.Label(mask);
        return Where(mask.Geometry, labels, label => sizes[label - 1] * mask.Geometry.VoxelVolumeMm3 >= leastMm3);
    }

    /// <summary>Keeps the islands that share a voxel with another mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="other">A mask on the same grid.</param>
    /// <returns>A new mask.</returns>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public static Mask Touching(Mask mask, Mask other)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(other);
        if (!mask.Geometry.IsCloseTo(other.Geometry))
        {
            throw new ArgumentException("The two masks lie on different grids: resample one first.", nameof(other));
        }

        (int[] labels, IReadOnlyList<int> sizes) = ConnectedComponents.Label(mask);
        bool[] touched = new bool[sizes.Count + 1];
        for (int n = 0; n < labels.Length; n++)
        {
            touched[labels[n]] |= other.Voxels[n] != 0;
        }

        return Where(mask.Geometry, labels, label => touched[label]);
    }

    private static Mask Where(VolumeGeometry geometry, int[] labels, Func<int, bool> keep)
    {
        var kept = new Mask(geometry);
        for (int n = 0; n < labels.Length; n++)
        {
            kept.Voxels[n] = labels[n] != 0 && keep(labels[n]) ? (byte)1 : (byte)0;
        }

        return kept;
    }
}
