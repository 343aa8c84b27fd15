using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

/// <summary>Small masks for tests.</summary>
internal static class Shapes
{
    /// <summary>A mask from rows of text per slice: '#' is inside.</summary>
    public static Mask Of(Vector3 spacing, params string[][] slices)
    {
        var mask = new Mask(VolumeGeometry.AxisAligned(slices[0][0].Length, slices[0].Length, slices.Length, spacing));
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            (int i, int j, int k) = mask.Geometry.IndicesOf(n);
            mask.Voxels[n] = slices[k][j][i] == '#' ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>A box of voxels, both ends included.</summary>
    public static Mask Box(VolumeGeometry geometry, IndexBox box)
    {
        var mask = new Mask(geometry);
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            (int i, int j, int k) = geometry.IndicesOf(n);
            bool inside = i >= box.MinI && i <= box.MaxI && j >= box.MinJ && j <= box.MaxJ && k >= box.MinK && k <= box.MaxK;
            mask.Voxels[n] = inside ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>Voxels that are inside with a probability, the same for the same seed.</summary>
    public static Mask Random(VolumeGeometry geometry, int seed, double density)
    {
        var random = new Random(seed);
        return new Mask(geometry, [.. Enumerable.Range(0, geometry.VoxelCount).Select(_ => random.NextDouble() < density ? (byte)1 : (byte)0)]);
    }
}
