namespace OhifAlnPlugin.Imaging;

/// <summary>What an image gained against another: the picture in which enhancement is looked for.</summary>
public static class Subtraction
{
    /// <summary>Subtracts voxel by voxel.</summary>
    /// <param name="image">The later image, signal units.</param>
    /// <param name="reference">The earlier image on the same grid, signal units.</param>
    /// <returns>image − reference, signed, in signal units; stored as whole numbers where both were.</returns>
    /// <exception cref="ArgumentException">The images lie on different grids.</exception>
    public static Volume Of(Volume image, Volume reference)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(reference);
        if (!image.Geometry.IsCloseTo(reference.Geometry))
        {
            throw new ArgumentException("The images lie on different grids, so that one cannot be subtracted from the other.", nameof(reference));
        }

        var difference = new float[image.Voxels.Length];
        int slice = image.Geometry.SliceLength;
        Parallel.For(0, image.Geometry.SizeZ, k =>
        {
            ReadOnlySpan<float> later = image.Voxels.AsSpan(k * slice, slice), earlier = reference.Voxels.AsSpan(k * slice, slice);
            Span<float> gained = difference.AsSpan(k * slice, slice);
            for (int n = 0; n < gained.Length; n++)
            {
                gained[n] = later[n] - earlier[n];
            }
        });
        return new Volume(image.Geometry, difference) { StoredAs = IsWhole(image) && IsWhole(reference) ? VoxelType.Int32 : VoxelType.Float32 };
    }

    private static bool IsWhole(Volume volume) => volume.StoredAs is not (VoxelType.Float32 or VoxelType.Float64);
}
