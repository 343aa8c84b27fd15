using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Imaging;

/// <summary>Separable Gaussian smoothing with a width in millimetres.</summary>
public static class GaussianFilter
{
    private const double Truncation = 4;

    /// <summary>Smooths a volume: convolution with exp(−x²/2σ²) along x, y and z, normalised to sum 1, cut at 4 σ, mirrored at the border.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="sigmaMm">Standard deviation σ, mm, ≥ 0; 0 copies.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>A new volume on the same grid.</returns>
    /// <remarks>
    /// Mirror: the border voxel is repeated (… 1 0 | 0 1 …), as <c>scipy.ndimage.gaussian_filter</c> does in mode <c>reflect</c>.
    /// Each output voxel is summed in one fixed order, so the result does not depend on threads or instruction set.
    /// </remarks>
    public static Volume Smooth(Volume volume, double sigmaMm, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentOutOfRangeException.ThrowIfNegative(sigmaMm);
        VolumeGeometry g = volume.Geometry;
        if (sigmaMm == 0)
        {
            return new(g, (float[])volume.Voxels.Clone());
        }

        float[] a = new float[volume.Voxels.Length], b = new float[volume.Voxels.Length];
        AlongX(volume.Voxels, a, g, Kernel(sigmaMm / g.SpacingMm.X), cancellation);
        float[] kernelY = Kernel(sigmaMm / g.SpacingMm.Y), kernelZ = Kernel(sigmaMm / g.SpacingMm.Z);
        InParallel(g, k =>
        {
            int slice = k * g.SliceLength;
            for (int j = 0; j < g.SizeY; j++)
            {
                AddRows(a, b.AsSpan(slice + (j * g.SizeX), g.SizeX), kernelY, n => slice + (Mirror(j + n, g.SizeY) * g.SizeX));
            }
        }, cancellation);
        InParallel(g, k =>
        {
            for (int row = 0; row < g.SliceLength; row += g.SizeX)
            {
                AddRows(b, a.AsSpan((k * g.SliceLength) + row, g.SizeX), kernelZ, n => (Mirror(k + n, g.SizeZ) * g.SliceLength) + row);
            }
        }, cancellation);
        return new(g, a);
    }

    private static void AlongX(float[] source, float[] target, VolumeGeometry g, float[] kernel, CancellationToken cancellation)
    {
        int radius = kernel.Length / 2;
        InParallel(g, k =>
        {
            float[] padded = new float[g.SizeX + (2 * radius)];
            for (int row = k * g.SliceLength; row < (k + 1) * g.SliceLength; row += g.SizeX)
            {
                for (int i = -radius; i < g.SizeX + radius; i++)
                {
                    padded[i + radius] = source[row + Mirror(i, g.SizeX)];
                }

                Span<float> sum = target.AsSpan(row, g.SizeX);
                for (int n = 0; n < kernel.Length; n++)
                {
                    AddScaled(padded.AsSpan(n, g.SizeX), kernel[n], sum);
                }
            }
        }, cancellation);
    }

    private static void AddRows(float[] source, Span<float> sum, float[] kernel, Func<int, int> rowAt)
    {
        int radius = kernel.Length / 2;
        sum.Clear();
        for (int n = -radius; n <= radius; n++)
        {
            AddScaled(source.AsSpan(rowAt(n), sum.Length), kernel[n + radius], sum);
        }
    }

    // Product and sum are rounded apart, lane by lane: the same bits on every instruction set.
    private static void AddScaled(ReadOnlySpan<float> source, float weight, Span<float> sum)
    {
        int n = 0, lanes = Vector256<float>.Count;
        var w = Vector256.Create(weight);
        for (; n <= source.Length - lanes; n += lanes)
        {
            var product = Vector256.Create(source[n..]) * w;
            Vector256.CopyTo(Vector256.Create((ReadOnlySpan<float>)sum[n..]) + product, sum[n..]);
        }

        for (; n < source.Length; n++)
        {
            sum[n] += source[n] * weight;
        }
    }

    private static void InParallel(VolumeGeometry g, Action<int> slice, CancellationToken cancellation) =>
        Parallel.For(0, g.SizeZ, new ParallelOptions { CancellationToken = cancellation }, slice);

    private static float[] Kernel(double sigmaVoxels)
    {
        int radius = (int)((Truncation * sigmaVoxels) + 0.5);
        double[] weights = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(n => Math.Exp(-0.5 * n * n / (sigmaVoxels * sigmaVoxels)))];
        double sum = weights.Sum();
        return [.. weights.Select(w => (float)(w / sum))];
    }

    private static int Mirror(int index, int size)
    {
        while ((uint)index >= (uint)size)
        {
            index = index < 0 ? -index - 1 : (2 * size) - index - 1;
        }

        return index;
    }
}
