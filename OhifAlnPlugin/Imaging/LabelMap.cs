namespace OhifAlnPlugin.Imaging;

/// <summary>Several volumes of interest on one grid: one label value per voxel, 0 is background.</summary>
public sealed class LabelMap
{
    /// <summary>Wraps labels on a grid; the array is taken over, not copied.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="labels">Label per voxel, 0 … 65535, shape (SizeX·SizeY·SizeZ,), x fastest.</param>
    /// <exception cref="ArgumentException">The array does not fit the grid.</exception>
    public LabelMap(VolumeGeometry geometry, ushort[] labels)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != geometry.VoxelCount)
        {
            throw new ArgumentException($"{labels.Length} labels do not fit a grid of {geometry.SizeX}×{geometry.SizeY}×{geometry.SizeZ} = {geometry.VoxelCount}.", nameof(labels));
        }

        (Geometry, Labels) = (geometry, labels);
    }

    /// <summary>The grid.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Label per voxel, flat, x fastest.</summary>
    public ushort[] Labels { get; }

    /// <summary>Voxels of each label present, in ascending order of label, background left out.</summary>
    public IReadOnlyDictionary<int, int> Counts()
    {
        var counts = new SortedDictionary<int, int>();
        foreach (ushort label in Labels)
        {
            if (label != 0)
            {
                counts[label] = counts.GetValueOrDefault(label) + 1;
            }
        }

        return counts;
    }

    /// <summary>The voxels of one label as a mask; empty when the label is absent.</summary>
    /// <param name="label">Label, 1 … 65535.</param>
    /// <returns>A new mask on the same grid.</returns>
    public Mask Select(int label)
    {
        var mask = new Mask(Geometry);
        for (int n = 0; n < Labels.Length; n++)
        {
            mask.Voxels[n] = Labels[n] == label ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>All labels together as one mask: every voxel whose label is not 0.</summary>
    /// <returns>A new mask on the same grid.</returns>
    public Mask ToMask()
    {
        var mask = new Mask(Geometry);
        for (int n = 0; n < Labels.Length; n++)
        {
            mask.Voxels[n] = Labels[n] != 0 ? (byte)1 : (byte)0;
        }

        return mask;
    }
}
