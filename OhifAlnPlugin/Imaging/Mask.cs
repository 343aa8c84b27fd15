namespace OhifAlnPlugin.Imaging;

/// <summary>Volume of interest (VOI): one byte per voxel, 1 inside and 0 outside.</summary>
public sealed class Mask
{
    /// <summary>Wraps voxels on a grid; the array is taken over, not copied.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="voxels">0 or 1 per voxel, shape (SizeX·SizeY·SizeZ,), x fastest.</param>
    /// <exception cref="ArgumentException">The array does not fit the grid.</exception>
    public Mask(VolumeGeometry geometry, byte[] voxels)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(voxels);
        if (voxels.Length != geometry.VoxelCount)
        {
            throw new ArgumentException($"{voxels.Length} mask voxels do not fit a grid of {geometry.SizeX}×{geometry.SizeY}×{geometry.SizeZ} = {geometry.VoxelCount}.", nameof(voxels));
        }

        (Geometry, Voxels) = (geometry, voxels);
    }

    /// <summary>An empty VOI on a grid.</summary>
    /// <param name="geometry">The grid.</param>
    public Mask(VolumeGeometry geometry)
        : this(geometry, new byte[(geometry ?? throw new ArgumentNullException(nameof(geometry))).VoxelCount])
    {
    }

    /// <summary>The grid.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>0 or 1 per voxel, flat, x fastest.</summary>
    public byte[] Voxels { get; }

    /// <summary>Whether (i, j, k) is inside; the caller keeps the indices in range.</summary>
    public bool this[int i, int j, int k] => Voxels[Geometry.Offset(i, j, k)] != 0;

    /// <summary>Voxels inside, counted anew at each call.</summary>
    public int Count() => Voxels.Length - Voxels.AsSpan().Count((byte)0);

    /// <summary>Volume inside, mm³.</summary>
    public double VolumeMm3() => Count() * Geometry.VoxelVolumeMm3;

    /// <summary>Smallest index box around the voxels inside, both ends included; null when empty.</summary>
    public IndexBox? BoundingBox()
    {
        var g = Geometry;
        int minI = int.MaxValue, minJ = int.MaxValue, minK = int.MaxValue, maxI = -1, maxJ = -1, maxK = -1;
        for (int k = 0, at = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++, at += g.SizeX)
            {
                ReadOnlySpan<byte> row = Voxels.AsSpan(at, g.SizeX);
                int first = row.IndexOfAnyExcept((byte)0);
                if (first < 0)
                {
                    continue;
                }

                (minI, maxI) = (Math.Min(minI, first), Math.Max(maxI, row.LastIndexOfAnyExcept((byte)0)));
                (minJ, maxJ) = (Math.Min(minJ, j), Math.Max(maxJ, j));
                (minK, maxK) = (Math.Min(minK, k), Math.Max(maxK, k));
            }
        }

        return maxI < 0 ? null : new IndexBox(minI, minJ, minK, maxI, maxJ, maxK);
    }
}
