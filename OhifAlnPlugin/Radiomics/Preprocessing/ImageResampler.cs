using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Brings an image to another grid.</summary>
/// <remarks>
/// As ITK: samples up to half a voxel outside the image take the value at its rim, further out 0; whole-number images are
/// truncated toward zero after clamping to the range of their type.
/// </remarks>
internal static class ImageResampler
{
    /// <summary>Voxels beyond the samples that the B-spline coefficients depend on: its recursion falls below 10⁻²² of a step there.</summary>
    private const int SplineReach = 40;

    /// <summary>Resamples an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="target">The grid.</param>
    /// <param name="interpolator">Interpolation.</param>
    /// <returns>The image on the grid.</returns>
    public static ScalarImage Resample(ScalarImage image, VolumeGeometry target, Interpolator interpolator)
    {
        var mapping = new GridMapping(target, image.Geometry);
        if (Needed(mapping, target, image.Geometry, interpolator == Interpolator.BSpline ? SplineReach : 2) is not { } box)
        {
            return ScalarImage.Of(target, new double[target.VoxelCount], image.Precision, image.StoredAs);
        }

        double[] block = image.Block(box);
        IInterpolation interpolation = interpolator switch
        {
            Interpolator.Nearest => new NearestInterpolation(block, box),
            Interpolator.Linear => new LinearInterpolation(block, box),
            _ => new BSplineInterpolation(block, box),
        };
        double[] values = new double[target.VoxelCount];
        int size = target.SizeX;
        double[] x = new double[size], y = new double[size], z = new double[size];
        for (int k = 0, at = 0; k < target.SizeZ; k++)
        {
            for (int j = 0; j < target.SizeY; j++)
            {
                mapping.Row(j, k, x, y, z);
                for (int i = 0; i < size; i++, at++)
                {
                    values[at] = IsInside(image.Geometry, x[i], y[i], z[i]) ? interpolation.At(x[i] - box.MinI, y[i] - box.MinJ, z[i] - box.MinK) : 0;
                }
            }
        }

        Store(values, image);
        return ScalarImage.Of(target, values, image.Precision, image.StoredAs);
    }

    private static bool IsInside(VolumeGeometry g, double x, double y, double z) =>
        x >= -0.5 && x < g.SizeX - 0.5 && y >= -0.5 && y < g.SizeY - 0.5 && z >= -0.5 && z < g.SizeZ - 0.5;

    /// <summary>Voxels of the source that the samples depend on; null when the grids do not meet.</summary>
    private static IndexBox? Needed(GridMapping mapping, VolumeGeometry target, VolumeGeometry source, int reach)
    {
        double[] low = [double.MaxValue, double.MaxValue, double.MaxValue], high = [double.MinValue, double.MinValue, double.MinValue];
        for (int corner = 0; corner < 8; corner++)
        {
            var (x, y, z) = mapping.Index(
                (corner & 1) * (target.SizeX - 1), (corner >> 1 & 1) * (target.SizeY - 1), (corner >> 2) * (target.SizeZ - 1));
            double[] index = [x, y, z];
            for (int d = 0; d < 3; d++)
            {
                (low[d], high[d]) = (Math.Min(low[d], index[d]), Math.Max(high[d], index[d]));
            }
        }

        int[] size = [source.SizeX, source.SizeY, source.SizeZ], first = new int[3], last = new int[3];
        for (int d = 0; d < 3; d++)
        {
            if (high[d] < -0.5 || low[d] > size[d] - 0.5)
            {
                return null;
            }

            (first[d], last[d]) = ((int)Math.Max(0, Math.Floor(low[d]) - reach), (int)Math.Min(size[d] - 1, Math.Ceiling(high[d]) + reach));
        }

        return new IndexBox(first[0], first[1], first[2], last[0], last[1], last[2]);
    }

    private static void Store(double[] values, ScalarImage image)
    {
        if (image.Precision == Precision.Double)
        {
            return;
        }

        (double min, double max) = RangeOf(image.StoredAs);
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = image.Precision == Precision.Single ? (float)values[n] : Math.Truncate(Math.Clamp(values[n], min, max));
        }
    }

    private static (double Min, double Max) RangeOf(VoxelType type) => type switch
    {
        VoxelType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        VoxelType.UInt8 => (byte.MinValue, byte.MaxValue),
        VoxelType.Int16 => (short.MinValue, short.MaxValue),
        VoxelType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        VoxelType.Int32 => (int.MinValue, int.MaxValue),
        VoxelType.UInt32 => (uint.MinValue, uint.MaxValue),
        VoxelType.UInt64 => (0, double.MaxValue),
        _ => (double.MinValue, double.MaxValue),
    };
}
