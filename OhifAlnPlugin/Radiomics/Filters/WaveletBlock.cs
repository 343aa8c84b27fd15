using System.Buffers;
using System.Runtime.Intrinsics;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>A block of voxels with the rim that circular filtering still needs; each filtering uses some of the rim up.</summary>
/// <remarks>A block with a rim is scratch memory, given back when it is disposed of; one without is a result and keeps its array.</remarks>
internal sealed class WaveletBlock : IDisposable
{
    private readonly double[] _values;
    private readonly int[] _size;
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly bool _single;

    private WaveletBlock(double[] values, int[] size, int[] before, int[] after, bool single) =>
        (_values, _size, _before, _after, _single) = (values, size, before, after, single);

    /// <summary>Gathers a box and its rim, wrapped around at the borders of the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="box">Box of the ROI.</param>
    /// <param name="length">Length L of the filters.</param>
    /// <param name="levels">How often each axis will be filtered.</param>
    /// <param name="axes">Axes that will be filtered.</param>
    /// <param name="single">Whether to compute in single precision.</param>
    public static WaveletBlock Gather(ScalarImage image, IndexBox box, int length, int levels, List<int> axes, bool single)
    {
        int[] size = [box.SizeX, box.SizeY, box.SizeZ], before = new int[3], after = new int[3];
        foreach (int axis in axes)
        {
            before[axis] = levels * ((length / 2) - 1);
            after[axis] = levels * (length / 2);
            size[axis] += before[axis] + after[axis];
        }

        var g = image.Geometry;
        int[] i = Wrapped(box.MinI - before[0], size[0], g.SizeX), j = Wrapped(box.MinJ - before[1], size[1], g.SizeY), k = Wrapped(box.MinK - before[2], size[2], g.SizeZ);
        double[] values = Memory(size, before, after), row = new double[g.SizeX];
        for (int c = 0, at = 0; c < size[2]; c++)
        {
            for (int b = 0; b < size[1]; b++)
            {
                image.CopyRow(0, j[b], k[c], row);
                for (int a = 0; a < size[0]; a++, at++)
                {
                    values[at] = row[i[a]];
                }
            }
        }

        return new(values, size, before, after, single);
    }

    /// <summary>The block filtered along one axis; it loses the rim the filter reaches over.</summary>
    /// <param name="axis">0 = x, 1 = y, 2 = z.</param>
    /// <param name="family">Wavelet the filter belongs to.</param>
    /// <param name="filter">Taps h, shape (L,).</param>
    public WaveletBlock Filter(int axis, WaveletFamily family, IReadOnlyList<double> filter)
    {
        float[] singles = [.. filter.Select(family.Single)];
        int half = filter.Count / 2;
        int[] size = [.. _size], before = [.. _before], after = [.. _after];
        size[axis] -= filter.Count - 1;
        before[axis] -= half - 1;
        after[axis] -= half;
        int stride = axis switch { 0 => 1, 1 => _size[0], _ => _size[0] * _size[1] };
        double[] result = Memory(size, before, after);
        for (int k = 0, at = 0; k < size[2]; k++)
        {
            for (int j = 0; j < size[1]; j++, at += size[0])
            {
                int from = _size[0] * (j + (_size[1] * k));
                if (_single)
                {
                    ConvolveSingle(_values.AsSpan(from), stride, singles, result.AsSpan(at, size[0]));
                }
                else
                {
                    Convolve(_values.AsSpan(from), stride, filter, result.AsSpan(at, size[0]));
                }
            }
        }

        return new(result, size, before, after, _single);
    }

    /// <summary>The values without what is left of the rim.</summary>
    public double[] Box()
    {
        int sx = _size[0] - _before[0] - _after[0], sy = _size[1] - _before[1] - _after[1], sz = _size[2] - _before[2] - _after[2];
        if (!HasRim(_before, _after))
        {
            return _values;
        }

        double[] box = new double[sx * sy * sz];
        for (int k = 0, at = 0; k < sz; k++)
        {
            for (int j = 0; j < sy; j++, at += sx)
            {
                int from = _before[0] + (_size[0] * (_before[1] + j + (_size[1] * (_before[2] + k))));
                _values.AsSpan(from, sx).CopyTo(box.AsSpan(at));
            }
        }

        return box;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (HasRim(_before, _after))
        {
            ArrayPool<double>.Shared.Return(_values);
        }
    }

    private static bool HasRim(int[] before, int[] after) => before.Sum() + after.Sum() > 0;

    private static double[] Memory(int[] size, int[] before, int[] after)
    {
        int length = size[0] * size[1] * size[2];
        return HasRim(before, after) ? ArrayPool<double>.Shared.Rent(length) : new double[length];
    }

    /// <summary>output[n] = Σₖ h[k] · input[n + (L − 1 − k)·stride], summed in ascending k as PyWavelets does.</summary>
    private static void Convolve(ReadOnlySpan<double> input, int stride, IReadOnlyList<double> filter, Span<double> output)
    {
        int last = filter.Count - 1, n = 0;
        for (; n <= output.Length - Vector256<double>.Count; n += Vector256<double>.Count)
        {
            Vector256<double> sum = default;
            for (int k = 0; k <= last; k++)
            {
                sum += Vector256.Create(filter[k]) * Vector256.Create(input[(n + ((last - k) * stride))..]);
            }

            sum.CopyTo(output[n..]);
        }

        for (; n < output.Length; n++)
        {
            double sum = 0;
            for (int k = 0; k <= last; k++)
            {
                sum += filter[k] * input[n + ((last - k) * stride)];
            }

            output[n] = sum;
        }
    }

    private static void ConvolveSingle(ReadOnlySpan<double> input, int stride, float[] filter, Span<double> output)
    {
        int last = filter.Length - 1;
        for (int n = 0; n < output.Length; n++)
        {
            float sum = 0;
            for (int k = 0; k <= last; k++)
            {
                sum += filter[k] * (float)input[n + ((last - k) * stride)];
            }

            output[n] = sum;
        }
    }

    /// <summary>Indices from <paramref name="first"/> on, around an axis that an odd length makes one longer by repeating its first plane.</summary>
    private static int[] Wrapped(int first, int count, int size)
    {
        int period = size + (size % 2);
        int[] indices = new int[count];
        for (int n = 0; n < count; n++)
        {
            int index = (((first + n) % period) + period) % period;
            indices[n] = index < size ? index : 0;
        }

        return indices;
    }
}
