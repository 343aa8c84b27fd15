using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>A smooth random field in space: independent normal deviates on a cubic lattice, interpolated by quadratic B-splines.</summary>
/// <remarks>
/// Zero mean and unit variance on average; correlation length about one cell; repeats after 32 cells. It is a function of position alone, so that
/// any part of a phantom can be computed by itself, in any order and on any grid. The lattice is turned by a random rotation to hide its axes.
/// </remarks>
internal sealed class LatticeNoise
{
    private const int Period = 32;

    // Mean over a cell of Σw² of the quadratic B-spline is 11/20 per axis: the inverse root of its cube restores unit variance.
    private static readonly double Scale = 1 / Math.Sqrt(0.55 * 0.55 * 0.55);

    private readonly float[] _values = new float[Period * Period * Period];
    private readonly double[] _turn;

    /// <summary>Draws a field.</summary>
    /// <param name="random">Source of the lattice values and the rotation.</param>
    /// <param name="cellMm">Lattice constant, mm, &gt; 0.</param>
    public LatticeNoise(SeededRandom random, double cellMm)
    {
        for (int n = 0; n < _values.Length; n++)
        {
            _values[n] = (float)(random.Normal() * Scale);
        }

        _turn = RandomRotation(random);
        for (int n = 0; n < 9; n++)
        {
            _turn[n] /= cellMm;
        }
    }

    /// <summary>Value of the field at a position.</summary>
    /// <param name="x">Position along x, mm.</param>
    /// <param name="y">Position along y, mm.</param>
    /// <param name="z">Position along z, mm.</param>
    /// <returns>Dimensionless; mean 0, standard deviation 1 over space.</returns>
    public double At(double x, double y, double z)
    {
        double u = (_turn[0] * x) + (_turn[1] * y) + (_turn[2] * z);
        double v = (_turn[3] * x) + (_turn[4] * y) + (_turn[5] * z);
        double w = (_turn[6] * x) + (_turn[7] * y) + (_turn[8] * z);
        int i = (int)Math.Round(u), j = (int)Math.Round(v), k = (int)Math.Round(w);
        (double u0, double u1, double u2) = Weights(u - i);
        (double v0, double v1, double v2) = Weights(v - j);
        (double w0, double w1, double w2) = Weights(w - k);
        int i0 = (i - 1) & (Period - 1), i1 = i & (Period - 1), i2 = (i + 1) & (Period - 1);
        double sum = 0;
        for (int c = -1; c <= 1; c++)
        {
            int plane = ((k + c) & (Period - 1)) * Period;
            double wc = c < 0 ? w0 : c == 0 ? w1 : w2;
            for (int b = -1; b <= 1; b++)
            {
                int row = (plane + ((j + b) & (Period - 1))) * Period;
                double vb = b < 0 ? v0 : b == 0 ? v1 : v2;
                sum += wc * vb * ((u0 * _values[row + i0]) + (u1 * _values[row + i1]) + (u2 * _values[row + i2]));
            }
        }

        return sum;
    }

    private static (double Before, double At, double After) Weights(double f) =>
        (0.5 * (0.5 - f) * (0.5 - f), 0.75 - (f * f), 0.5 * (0.5 + f) * (0.5 + f));

    /// <summary>A rotation matrix, uniform over all rotations: from a quaternion of four normal deviates.</summary>
    internal static double[] RandomRotation(SeededRandom random)
    {
        double a = random.Normal(), b = random.Normal(), c = random.Normal(), d = random.Normal();
        double s = 2 / ((a * a) + (b * b) + (c * c) + (d * d));
        return
        [
            1 - (s * ((c * c) + (d * d))), s * ((b * c) - (a * d)), s * ((b * d) + (a * c)),
            s * ((b * c) + (a * d)), 1 - (s * ((b * b) + (d * d))), s * ((c * d) - (a * b)),
            s * ((b * d) - (a * c)), s * ((c * d) + (a * b)), 1 - (s * ((b * b) + (c * c))),
        ];
    }
}
