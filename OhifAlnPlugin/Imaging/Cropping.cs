namespace OhifAlnPlugin.Imaging;

/// <summary>Cuts boxes out of grids, volumes and masks, and puts them back; voxel centres keep their place in the patient.</summary>
public static class Cropping
{
    /// <summary>The whole grid as a box.</summary>
    /// <param name="geometry">The grid.</param>
    /// <returns>Box from (0, 0, 0) to the last voxel.</returns>
    public static IndexBox WholeBox(this VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return new(0, 0, 0, geometry.SizeX - 1, geometry.SizeY - 1, geometry.SizeZ - 1);
    }

    /// <summary>Smallest box around every voxel whose centre lies within a distance of a voxel's centre, cut to the grid.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="i">Voxel at the centre, along x.</param>
    /// <param name="j">Voxel at the centre, along y.</param>
    /// <param name="k">Voxel at the centre, along z.</param>
    /// <param name="radiusMm">Distance, mm, ≥ 0.</param>
    /// <returns>The box.</returns>
    public static IndexBox BoxAround(this VolumeGeometry geometry, int i, int j, int k, double radiusMm)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        int x = (int)(radiusMm / geometry.SpacingMm.X), y = (int)(radiusMm / geometry.SpacingMm.Y), z = (int)(radiusMm / geometry.SpacingMm.Z);
        return new(
            Math.Max(0, i - x), Math.Max(0, j - y), Math.Max(0, k - z),
            Math.Min(geometry.SizeX - 1, i + x), Math.Min(geometry.SizeY - 1, j + y), Math.Min(geometry.SizeZ - 1, k + z));
    }

    /// <summary>The part of a grid inside a box.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="box">Box on the grid.</param>
    /// <returns>A grid of the box's size whose first voxel is the box's first corner.</returns>
    public static VolumeGeometry Crop(this VolumeGeometry geometry, IndexBox box)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return new(
            box.SizeX, box.SizeY, box.SizeZ, geometry.SpacingMm, geometry.ToPatient(box.MinI, box.MinJ, box.MinK),
            geometry.AxisX, geometry.AxisY, geometry.AxisZ);
    }

    /// <summary>The part of a volume inside a box.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="box">Box on its grid.</param>
    /// <returns>A new volume.</returns>
    public static Volume Crop(this Volume volume, IndexBox box)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return new(volume.Geometry.Crop(box), CropArray(volume.Voxels, volume.Geometry, box));
    }

    /// <summary>The part of a VOI inside a box.</summary>
    /// <param name="mask">The VOI.</param>
    /// <param name="box">Box on its grid.</param>
    /// <returns>A new mask.</returns>
    public static Mask Crop(this Mask mask, IndexBox box)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new(mask.Geometry.Crop(box), CropArray(mask.Voxels, mask.Geometry, box));
    }

    /// <summary>A VOI on a larger grid: empty outside the box.</summary>
    /// <param name="cropped">The VOI on the box's grid.</param>
    /// <param name="geometry">The larger grid.</param>
    /// <param name="box">Where on the larger grid <paramref name="cropped"/> lies.</param>
    /// <returns>A new mask on <paramref name="geometry"/>.</returns>
    /// <exception cref="ArgumentException">The box has another size than the mask or leaves the grid.</exception>
    public static Mask Uncrop(this Mask cropped, VolumeGeometry geometry, IndexBox box)
    {
        ArgumentNullException.ThrowIfNull(cropped);
        ArgumentNullException.ThrowIfNull(geometry);
        VolumeGeometry g = cropped.Geometry;
        if ((g.SizeX, g.SizeY, g.SizeZ) != (box.SizeX, box.SizeY, box.SizeZ)
            || !geometry.Contains(box.MinI, box.MinJ, box.MinK) || !geometry.Contains(box.MaxI, box.MaxJ, box.MaxK))
        {
            throw new ArgumentException($"A mask of {g.SizeX}×{g.SizeY}×{g.SizeZ} does not fit the box {box} on a grid of {geometry.SizeX}×{geometry.SizeY}×{geometry.SizeZ}.", nameof(box));
        }

        var mask = new Mask(geometry);
        for (int k = 0, from = 0; k < box.SizeZ; k++)
        {
            for (int j = 0; j < box.SizeY; j++, from += box.SizeX)
            {
                cropped.Voxels.AsSpan(from, box.SizeX).CopyTo(mask.Voxels.AsSpan(geometry.Offset(box.MinI, box.MinJ + j, box.MinK + k)));
            }
        }

        return mask;
    }

    private static T[] CropArray<T>(T[] voxels, VolumeGeometry geometry, IndexBox box)
    {
        var cropped = new T[box.SizeX * box.SizeY * box.SizeZ];
        for (int k = 0, to = 0; k < box.SizeZ; k++)
        {
            for (int j = 0; j < box.SizeY; j++, to += box.SizeX)
            {
                voxels.AsSpan(geometry.Offset(box.MinI, box.MinJ + j, box.MinK + k), box.SizeX).CopyTo(cropped.AsSpan(to));
            }
        }

        return cropped;
    }
}
