namespace OhifAlnPlugin.Imaging;

/// <summary>The grid that a volume file's header describes.</summary>
internal static class FileGrid
{
    /// <summary>Makes the grid from the step between neighbouring voxels along each axis.</summary>
    /// <param name="sizes">Voxels along x, y and z.</param>
    /// <param name="stepX">Step along i, LPS mm.</param>
    /// <param name="stepY">Step along j, LPS mm.</param>
    /// <param name="stepZ">Step along k, LPS mm.</param>
    /// <param name="origin">Centre of the first voxel, LPS mm.</param>
    /// <exception cref="VolumeFileException">The header describes no usable grid.</exception>
    public static VolumeGeometry Create((int X, int Y, int Z) sizes, Vector3 stepX, Vector3 stepY, Vector3 stepZ, Vector3 origin)
    {
        double x = LengthOf(stepX), y = LengthOf(stepY), z = LengthOf(stepZ);
        if (!(x > 0 && y > 0 && z > 0))
        {
            throw new VolumeFileException($"The steps between voxels {stepX}, {stepY}, {stepZ} are not usable: none may be zero.");
        }

        try
        {
            return new(sizes.X, sizes.Y, sizes.Z, new(x, y, z), origin, Divide(stepX, x), Divide(stepY, y), Divide(stepZ, z));
        }
        catch (ArgumentException e)
        {
            throw new VolumeFileException(e.Message, e);
        }
    }

    /// <summary>Turns RAS into LPS or back: x and y change sign.</summary>
    public static Vector3 FlipXY(Vector3 v) => new(-v.X, -v.Y, v.Z);

    // Exact for a step along one axis, where the square root of the square may lose the last bit.
    private static double LengthOf(Vector3 step) => (step.X, step.Y, step.Z) switch
    {
        (_, 0, 0) => Math.Abs(step.X),
        (0, _, 0) => Math.Abs(step.Y),
        (0, 0, _) => Math.Abs(step.Z),
        _ => step.Length,
    };

    private static Vector3 Divide(Vector3 step, double length) => new(step.X / length, step.Y / length, step.Z / length);
}
