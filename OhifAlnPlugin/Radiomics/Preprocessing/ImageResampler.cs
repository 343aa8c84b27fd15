using System.Buffers;
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

    /// <summary>Slices resampled at a time by nearest-neighbour and linear interpolation, so that only their surroundings are copied.</summary>
    private const int SlabSlices = 8;

    /// <summary>Resamples an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="target">The grid.</param>
    /// <param name="interpolator">Interpolation.</param>
    /// <param name="maxThreads">Threads to use; −1: one per core. Slices are independent, so that values do not depend on it.</param>
    /// <returns>The image on the grid.</returns>
    public static ScalarImage Resample(ScalarImage image, VolumeGeometry target, Interpolator interpolator, int maxThreads = 1)
    {
        var mapping = new GridMapping(target, image.Geometry);
        double[] values = new double[target.VoxelCount];
        IndexBox? all = Needed(mapping, target, 0, target.SizeZ - 1, image.Geometry, interpolator == Interpolator.BSpline ? SplineReach : 2);
        BSplineInterpolation? spline = interpolator == Interpolator.BSpline && all is { } whole ? new(image.Block(whole), whole) : null;
        int slabs = all is null ? 0 : (target.SizeZ + SlabSlices - 1) / SlabSlices;
        Parallel.For(0, slabs, new ParallelOptions { MaxDegreeOfParallelism = maxThreads }, slab =>
        {
            int first = slab * SlabSlices, last = Math.Min(first + SlabSlices, target.SizeZ) - 1;
            if (spline is not null)
            {
                Fill(values, first, last, mapping, target, image.Geometry, spline, all!.Value);
            }
            else if (Needed(mapping, target, first, last, image.Geometry, 2) is { } near)
            {
                double[] block = ArrayPool<double>.Shared.Rent(near.SizeX * near.SizeY * near.SizeZ);
                image.CopyBlock(near, block);
                IInterpolation interpolation = interpolator == Interpolator.Nearest ? new NearestInterpolation(block, near) : new LinearInterpolation(block, near);
                Fill(values, first, last, mapping, target, image.Geometry, interpolation, near);
                ArrayPool<double>.Shared.Return(block);
            }
        });
        Store(values, image);
        return ScalarImage.Of(target, values, image.Precision, image.StoredAs);
    }

    /// <summary>Resamples the slices from first to last.</summary>
    private static void Fill(
        double[] values, int first, int last, GridMapping mapping, VolumeGeometry target, VolumeGeometry source, IInterpolation interpolation, IndexBox box)
    {
        int size = target.SizeX, at = first * target.SliceLength;
        double[] x = new double[size], y = new double[size], z = new double[size];
        for (int k = first; k <= last; k++)
        {
            for (int j = 0; j < target.SizeY; j++)
            {
                mapping.Row(j, k, x, y, z);
                for (int i = 0; i < size; i++, at++)
                {
                    values[at] = IsInside(source, x[i], y[i], z[i]) ? interpolation.At(x[i] - box.MinI, y[i] - box.MinJ, z[i] - box.MinK) : 0;
                }
            }
        }
    }

    private static bool IsInside(VolumeGeometry g, double x, double y, double z) =>
        x >= -0.5 && x < g.SizeX - 0.5 && y >= -0.5 && y < g.SizeY - 0.5 && z >= -0.5 && z < g.SizeZ - 0.5;

    /// <summary>Voxels of the source that the samples of some slices depend on; null when the grids do not meet there.</summary>
    private static IndexBox? Needed(GridMapping mapping, VolumeGeometry target, int firstSlice, int lastSlice, VolumeGeometry source, int reach)
    {
        double[] low = [double.MaxValue, double.MaxValue, double.MaxValue], high = [double.MinValue, double.MinValue, double.MinValue];
        for (int corner = 0; corner < 8; corner++)
        {
            var (x, y, z) = mapping.Index(
                (corner & 1) * (target.SizeX - 1), (corner >> 1 & 1) * (target.SizeY - 1), corner >> 2 == 0 ? firstSlice : lastSlice);
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
