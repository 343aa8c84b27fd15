using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>Smooth texture with noise and a ball or a shell in it, stored as 16-bit whole numbers.</summary>
internal static class RadiomicsPhantom
{
    /// <summary>An isotropic image that holds a ball with little room to spare.</summary>
    /// <param name="voxels">Voxels of the ball, about.</param>
    public static (Volume Image, Mask Roi) Ball(int voxels)
    {
        double radius = Math.Cbrt(voxels * 0.75 / Math.PI);
        int size = (int)Math.Ceiling(2 * radius) + 12;
        var grid = VolumeGeometry.AxisAligned(size, size, size, new(1, 1, 1));
        return (Image(grid), Between(grid, 0, radius));
    }

    /// <summary>A shell of 15 mm around a ball, 174 000 voxels in all.</summary>
    public static (Volume Image, Mask Roi) Shell()
    {
        const double inner = 22.54, thickness = 15;
        const int size = 90;
        var grid = VolumeGeometry.AxisAligned(size, size, size, new(1, 1, 1));
        return (Image(grid), Between(grid, inner, inner + thickness));
    }

    /// <summary>A breast-sized volume of 352×352×120 voxels with a ball in it, of 25 700 voxels unless another radius is asked for.</summary>
    public static (Volume Image, Mask Roi) Native() => Native(radiusMm: 16.77);

    /// <summary>The same with a ball of another radius, mm.</summary>
    public static (Volume Image, Mask Roi) Native(double radiusMm)
    {
        var grid = VolumeGeometry.AxisAligned(352, 352, 120, new(0.8, 0.8, 1.2));
        return (Image(grid), Between(grid, 0, radiusMm));
    }

    private static Volume Image(VolumeGeometry grid)
    {
        float[] voxels = new float[grid.VoxelCount];
        for (int n = 0; n < voxels.Length; n++)
        {
            var (i, j, k) = grid.IndicesOf(n);
            double texture = (180 * Math.Sin(i * 0.31) * Math.Cos(j * 0.23)) + (140 * Math.Sin((k * 0.41) + (i * 0.07))) + (n * 2654435761L % 97);
            voxels[n] = (float)Math.Floor(600 + texture);
        }

        return new Volume(grid, voxels) { StoredAs = VoxelType.Int16 };
    }

    /// <summary>Voxels whose distance from the middle of the grid lies between two radii, mm.</summary>
    private static Mask Between(VolumeGeometry grid, double inner, double outer)
    {
        var mask = new Mask(grid);
        for (int n = 0; n < grid.VoxelCount; n++)
        {
            var (i, j, k) = grid.IndicesOf(n);
            double x = (i - (grid.SizeX / 2.0)) * grid.SpacingMm.X, y = (j - (grid.SizeY / 2.0)) * grid.SpacingMm.Y, z = (k - (grid.SizeZ / 2.0)) * grid.SpacingMm.Z;
            double squared = (x * x) + (y * y) + (z * z);
            mask.Voxels[n] = squared <= outer * outer && (inner == 0 || squared > inner * inner) ? (byte)1 : (byte)0;
        }

        return mask;
    }
}
