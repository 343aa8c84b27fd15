namespace OhifAlnPlugin.Imaging;

/// <summary>Scalar image on a regular grid.</summary>
public sealed class Volume
{
    /// <summary>Wraps voxels on a grid; the array is taken over, not copied.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="voxels">Values, shape (SizeX·SizeY·SizeZ,), x fastest; MR: arbitrary units after rescale slope and intercept.</param>
    /// <exception cref="ArgumentException">The array does not fit the grid.</exception>
    public Volume(VolumeGeometry geometry, float[] voxels)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(voxels);
        if (voxels.Length != geometry.VoxelCount)
        {
            throw new ArgumentException($"{voxels.Length} voxels do not fit a grid of {geometry.SizeX}×{geometry.SizeY}×{geometry.SizeZ} = {geometry.VoxelCount}.", nameof(voxels));
        }

        (Geometry, Voxels) = (geometry, voxels);
    }

    /// <summary>The grid.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Values, flat, x fastest.</summary>
    public float[] Voxels { get; }

    /// <summary>
    /// How the image was stored. Resampling an integer image gives whole numbers again, as ITK does; set it to Float32 when
    /// a rescale slope or any computation has made the values fractional.
    /// </summary>
    public VoxelType StoredAs { get; init; } = VoxelType.Float32;

    /// <summary>Value at (i, j, k); the caller keeps the indices in range.</summary>
    public float this[int i, int j, int k] => Voxels[Geometry.Offset(i, j, k)];
}
