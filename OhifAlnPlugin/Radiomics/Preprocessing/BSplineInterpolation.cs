using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Cubic B-spline interpolation with mirrored borders.</summary>
/// <remarks>
/// Unser 1999, IEEE Signal Processing Magazine 16(6):22. The prefilter's first value is summed over 18 voxels, where the
/// pole's power falls below 10⁻¹⁰, as in ITK.
/// </remarks>
internal sealed class BSplineInterpolation : IInterpolation
{
    private const double Pole = -0.2679491924311228;
    private const int Horizon = 18;

    private readonly double[] _coefficients;
    private readonly int _sizeX;
    private readonly int _sizeY;
    private readonly int _sizeZ;

    /// <summary>Computes the coefficients in place.</summary>
    /// <param name="block">Voxels; overwritten.</param>
    /// <param name="box">Size of the block.</param>
    public BSplineInterpolation(double[] block, IndexBox box)
    {
        (_coefficients, _sizeX, _sizeY, _sizeZ) = (block, box.SizeX, box.SizeY, box.SizeZ);
        int slice = _sizeX * _sizeY;
        double[] line = new double[Math.Max(_sizeX, Math.Max(_sizeY, _sizeZ))];
        for (int k = 0; k < _sizeZ; k++)
        {
            for (int j = 0; j < _sizeY; j++)
            {
                Prefilter((k * slice) + (j * _sizeX), 1, line.AsSpan(0, _sizeX));
            }
        }

        for (int k = 0; k < _sizeZ; k++)
        {
            for (int i = 0; i < _sizeX; i++)
            {
                Prefilter((k * slice) + i, _sizeX, line.AsSpan(0, _sizeY));
            }
        }

        for (int at = 0; at < slice; at++)
        {
            Prefilter(at, slice, line.AsSpan(0, _sizeZ));
        }
    }

    /// <inheritdoc/>
    public double At(double x, double y, double z)
    {
        Span<double> wx = stackalloc double[4], wy = stackalloc double[4], wz = stackalloc double[4];
        Span<int> ix = stackalloc int[4], iy = stackalloc int[4], iz = stackalloc int[4];
        Weights(x, _sizeX, 1, wx, ix);
        Weights(y, _sizeY, _sizeX, wy, iy);
        Weights(z, _sizeZ, _sizeX * _sizeY, wz, iz);
        double value = 0;
        for (int c = 0; c < 4; c++)
        {
            for (int b = 0; b < 4; b++)
            {
                int at = iz[c] + iy[b];
                double row = (wx[0] * _coefficients[at + ix[0]]) + (wx[1] * _coefficients[at + ix[1]])
                    + (wx[2] * _coefficients[at + ix[2]]) + (wx[3] * _coefficients[at + ix[3]]);
                value += wz[c] * wy[b] * row;
            }
        }

        return value;
    }

    private static void Weights(double c, int size, int stride, Span<double> weights, Span<int> indices)
    {
        int first = (int)Math.Floor(c) - 1;
        double w = c - (first + 1);
        weights[3] = w * w * w / 6;
        weights[0] = (1.0 / 6) + (0.5 * w * (w - 1)) - weights[3];
        weights[2] = w + weights[0] - (2 * weights[3]);
        weights[1] = 1 - weights[0] - weights[2] - weights[3];
        for (int n = 0; n < 4; n++)
        {
            indices[n] = stride * Mirror(first + n, size);
        }
    }

    private static int Mirror(int index, int size)
    {
        if (size == 1)
        {
            return 0;
        }

        int period = (2 * size) - 2, inside = Math.Abs(index) % period;
        return inside < size ? inside : period - inside;
    }

    private void Prefilter(int start, int stride, Span<double> line)
    {
        int size = line.Length;
        if (size == 1)
        {
            return;
        }

        const double gain = (1 - Pole) * (1 - (1 / Pole));
        for (int n = 0; n < size; n++)
        {
            line[n] = _coefficients[start + (n * stride)] * gain;
        }

        line[0] = FirstCausal(line);
        for (int n = 1; n < size; n++)
        {
            line[n] += Pole * line[n - 1];
        }

        line[size - 1] = Pole / ((Pole * Pole) - 1) * (line[size - 1] + (Pole * line[size - 2]));
        for (int n = size - 2; n >= 0; n--)
        {
            line[n] = Pole * (line[n + 1] - line[n]);
        }

        for (int n = 0; n < size; n++)
        {
            _coefficients[start + (n * stride)] = line[n];
        }
    }

    private static double FirstCausal(ReadOnlySpan<double> line)
    {
        double power = Pole, sum = line[0];
        if (Horizon < line.Length)
        {
            for (int n = 1; n < Horizon; n++, power *= Pole)
            {
                sum += power * line[n];
            }

            return sum;
        }

        double last = Math.Pow(Pole, line.Length - 1), back = last * last / Pole;
        sum += last * line[^1];
        for (int n = 1; n < line.Length - 1; n++, power *= Pole, back /= Pole)
        {
            sum += (power + back) * line[n];
        }

        return sum / (1 - (last * last));
    }
}
