using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>A Gaussian or its second derivative along one axis, by a recursion of fourth order forward and back; borders are replicated.</summary>
/// <remarks>R. Deriche 1993, INRIA report 1893, with the constants and normalisation of itk::RecursiveGaussianImageFilter.</remarks>
internal sealed class RecursiveGaussian
{
    private const double W1 = 0.6681, L1 = -1.3932, W2 = 2.0787, L2 = -1.3732;

    private readonly double[] _n;
    private readonly double[] _m;
    private readonly double[] _d;

    private RecursiveGaussian(double[] n, double[] d)
    {
        (_n, _d) = (n, d);
        _m = [n[1] - (d[0] * n[0]), n[2] - (d[1] * n[0]), n[3] - (d[2] * n[0]), -d[3] * n[0]];
    }

    /// <summary>Smoothing with unit gain.</summary>
    /// <param name="sigma">Standard deviation, voxels.</param>
    public static RecursiveGaussian Smoothing(double sigma)
    {
        double[] d = Denominator(sigma), n = Numerator(sigma, 1.3530, 1.8151, -0.3531, 0.0902);
        double alpha = (2 * n.Sum() / (1 + d.Sum())) - n[0];
        return new([.. n.Select(v => v / alpha)], d);
    }

    /// <summary>Second derivative, per voxel², times a scale squared.</summary>
    /// <param name="sigma">Standard deviation, voxels.</param>
    /// <param name="scale">Normalisation across scales: σ in mm.</param>
    public static RecursiveGaussian SecondDerivative(double sigma, double scale)
    {
        double[] d = Denominator(sigma);
        double[] zero = Numerator(sigma, 1.3530, 1.8151, -0.3531, 0.0902), two = Numerator(sigma, -1.3563, 5.2318, 0.3446, -2.2355);
        double sd = 1 + d.Sum(), dd = Weighted(d, 1, 1), ed = Weighted(d, 1, 2);
        double beta = -((2 * two.Sum()) - (sd * two[0])) / ((2 * zero.Sum()) - (sd * zero[0]));
        double[] n = [.. two.Zip(zero, (b, a) => b + (beta * a))];
        double sn = n.Sum(), dn = Weighted(n, 0, 1), en = Weighted(n, 0, 2);
        double alpha = ((en * sd * sd) - (ed * sn * sd) - (2 * dn * dd * sd) + (2 * dd * dd * sn)) / (sd * sd * sd);
        return new([.. n.Select(v => v * scale * scale / alpha)], d);
    }

    /// <summary>Filters every line of a block along an axis, in place.</summary>
    /// <param name="block">Voxels, x fastest.</param>
    /// <param name="box">Size of the block.</param>
    /// <param name="axis">0 = x, 1 = y, 2 = z; at least 4 voxels.</param>
    public void Apply(float[] block, IndexBox box, int axis)
    {
        int[] size = [box.SizeX, box.SizeY, box.SizeZ];
        int stride = axis switch { 0 => 1, 1 => size[0], _ => size[0] * size[1] }, length = size[axis];
        double[] line = new double[length], forward = new double[length], backward = new double[length];
        for (int start = 0; start < block.Length; start++)
        {
            if (start / stride % length != 0)
            {
                continue;
            }

            for (int n = 0; n < length; n++)
            {
                line[n] = block[start + (n * stride)];
            }

            Forward(line, forward);
            Backward(line, backward);
            for (int n = 0; n < length; n++)
            {
                block[start + (n * stride)] = (float)(forward[n] + backward[n]);
            }
        }
    }

    /// <summary>y[t] = Σ N[k] x[t − k] − Σ D[k] y[t − k]; before the line x is its first value and y what that value settles to.</summary>
    private void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        double before = x[0], settled = before * (_n[0] + _n[1] + _n[2] + _n[3]) / (1 + _d[0] + _d[1] + _d[2] + _d[3]);
        for (int t = 0; t < x.Length; t++)
        {
            double value = 0;
            for (int k = 0; k < 4; k++)
            {
                value += _n[k] * (t >= k ? x[t - k] : before);
            }

            for (int k = 1; k <= 4; k++)
            {
                value -= _d[k - 1] * (t >= k ? y[t - k] : settled);
            }

            y[t] = value;
        }
    }

    private void Backward(ReadOnlySpan<double> x, Span<double> y)
    {
        int last = x.Length - 1;
        double after = x[last], settled = after * (_m[0] + _m[1] + _m[2] + _m[3]) / (1 + _d[0] + _d[1] + _d[2] + _d[3]);
        for (int t = last; t >= 0; t--)
        {
            double value = 0;
            for (int k = 1; k <= 4; k++)
            {
                value += _m[k - 1] * (t + k <= last ? x[t + k] : after);
                value -= _d[k - 1] * (t + k <= last ? y[t + k] : settled);
            }

            y[t] = value;
        }
    }

    private static double[] Denominator(double sigma)
    {
        double cos1 = Math.Cos(W1 / sigma), cos2 = Math.Cos(W2 / sigma), exp1 = Math.Exp(L1 / sigma), exp2 = Math.Exp(L2 / sigma);
        return
        [
            -2 * ((exp2 * cos2) + (exp1 * cos1)),
            (4 * cos2 * cos1 * exp1 * exp2) + (exp1 * exp1) + (exp2 * exp2),
            (-2 * cos1 * exp1 * exp2 * exp2) - (2 * cos2 * exp2 * exp1 * exp1),
            exp1 * exp1 * exp2 * exp2,
        ];
    }

    private static double[] Numerator(double sigma, double a1, double b1, double a2, double b2)
    {
        double sin1 = Math.Sin(W1 / sigma), sin2 = Math.Sin(W2 / sigma), cos1 = Math.Cos(W1 / sigma), cos2 = Math.Cos(W2 / sigma);
        double exp1 = Math.Exp(L1 / sigma), exp2 = Math.Exp(L2 / sigma);
        return
        [
            a1 + a2,
            (exp2 * ((b2 * sin2) - ((a2 + (2 * a1)) * cos2))) + (exp1 * ((b1 * sin1) - ((a1 + (2 * a2)) * cos1))),
            (2 * exp1 * exp2 * (((a1 + a2) * cos2 * cos1) - (b1 * cos2 * sin1) - (b2 * cos1 * sin2))) + (a2 * exp1 * exp1) + (a1 * exp2 * exp2),
            (exp2 * exp1 * exp1 * ((b2 * sin2) - (a2 * cos2))) + (exp1 * exp2 * exp2 * ((b1 * sin1) - (a1 * cos1))),
        ];
    }

    /// <summary>Σ (k + first)^power · c[k].</summary>
    private static double Weighted(double[] c, int first, int power)
    {
        double sum = 0;
        for (int k = 0; k < c.Length; k++)
        {
            sum += c[k] * Math.Pow(k + first, power);
        }

        return sum;
    }
}
