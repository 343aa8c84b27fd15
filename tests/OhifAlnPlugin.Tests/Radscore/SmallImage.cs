using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Radscore;

/// <summary>A small image with a bright ellipsoid.</summary>
internal static class SmallImage
{
    public static (Volume Image, Mask Voi) Create(double radius = 6)
    {
        VolumeGeometry geometry = VolumeGeometry.AxisAligned(26, 24, 14, new Vector3(1.1, 1.1, 2), new Vector3(0, 0, 0));
        Mask voi = new(geometry);
        float[] voxels = new float[geometry.VoxelCount];
        for (int n = 0; n < voxels.Length; n++)
        {
            (int i, int j, int k) = geometry.IndicesOf(n);
            double x = i - 12.5, y = j - 11.5, z = (k - 6.5) * 1.8;
            voi.Voxels[n] = (byte)((x * x) + (1.3 * y * y) + (z * z) < radius * radius ? 1 : 0);
            voxels[n] = (voi.Voxels[n] * 300) + (n * 7919 % 101);
        }

        return (new Volume(geometry, voxels), voi);
    }
}
