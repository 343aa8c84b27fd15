using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>The image and ROI of the radiomics benchmarks: a ball in smooth texture with fine grain, 1 mm voxels.</summary>
internal static class TexturedBall
{
    /// <summary>Makes them.</summary>
    /// <param name="voxels">Number of ROI voxels, about.</param>
    public static (Volume Image, Mask Roi) Of(int voxels)
    {
        double radius = Math.Cbrt(voxels * 0.75 / Math.PI);
        int size = (int)Math.Ceiling(2 * radius) + 12;
        var grid = VolumeGeometry.AxisAligned(size, size, size, new(1, 1, 1));
        var image = new Volume(grid, new float[grid.VoxelCount]) { StoredAs = VoxelType.Int16 };
        var roi = new Mask(grid);
        for (int n = 0; n < grid.VoxelCount; n++)
        {
            var (i, j, k) = grid.IndicesOf(n);
            double texture = (180 * Math.Sin(i * 0.31) * Math.Cos(j * 0.23)) + (140 * Math.Sin((k * 0.41) + (i * 0.07))) + (n * 2654435761L % 97);
            image.Voxels[n] = (float)Math.Floor(600 + texture);
            double x = i - (size / 2.0), y = j - (size / 2.0), z = k - (size / 2.0);
            roi.Voxels[n] = (x * x) + (y * y) + (z * z) <= radius * radius ? (byte)1 : (byte)0;
        }

        return (image, roi);
    }
}
