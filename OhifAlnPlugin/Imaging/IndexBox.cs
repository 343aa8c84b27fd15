namespace OhifAlnPlugin.Imaging;

/// <summary>A box of voxel indices, both ends included.</summary>
/// <param name="MinI">Smallest i.</param>
/// <param name="MinJ">Smallest j.</param>
/// <param name="MinK">Smallest k.</param>
/// <param name="MaxI">Largest i.</param>
/// <param name="MaxJ">Largest j.</param>
/// <param name="MaxK">Largest k.</param>
public readonly record struct IndexBox(int MinI, int MinJ, int MinK, int MaxI, int MaxJ, int MaxK)
{
    /// <summary>Voxels along x.</summary>
    public int SizeX => MaxI - MinI + 1;

    /// <summary>Voxels along y.</summary>
    public int SizeY => MaxJ - MinJ + 1;

    /// <summary>Voxels along z.</summary>
    public int SizeZ => MaxK - MinK + 1;

    /// <summary>The box grown by a margin of voxels on every side and cut to the grid.</summary>
    /// <param name="margin">Voxels to add on each side, ≥ 0.</param>
    /// <param name="geometry">The grid that bounds it.</param>
    /// <returns>The grown box.</returns>
    public IndexBox Grow(int margin, VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return new(
            Math.Max(0, MinI - margin), Math.Max(0, MinJ - margin), Math.Max(0, MinK - margin),
            Math.Min(geometry.SizeX - 1, MaxI + margin), Math.Min(geometry.SizeY - 1, MaxJ + margin), Math.Min(geometry.SizeZ - 1, MaxK + margin));
    }
}
