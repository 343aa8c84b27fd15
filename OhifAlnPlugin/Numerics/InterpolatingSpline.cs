namespace OhifAlnPlugin.Numerics;

/// <summary>Cubic spline through all points; at each end its third derivative is that of the cubic through the four outermost points.</summary>
/// <remarks>Forsythe, Malcolm and Moler 1977, Computer Methods for Mathematical Computations; R <c>spline(method = "fmm")</c>.</remarks>
public sealed class InterpolatingSpline
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _b;
    private readonly double[] _c;
    private readonly double[] _d;

    /// <summary>Builds the spline.</summary>
    /// <param name="x">At least three positions, strictly rising.</param>
    /// <param name="y">One value per position.</param>
    /// <exception cref="ArgumentException">Too few points, counts differ, or positions do not rise.</exception>
    public InterpolatingSpline(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count < 3 || x.Count != y.Count)
        {
            throw new ArgumentException($"A spline needs three points or more, each with a value; there are {x.Count} positions and {y.Count} values.", nameof(x));
        }

        if (x.Zip(x.Skip(1)).Any(p => !(p.First < p.Second)))
        {
            throw new ArgumentException("The positions of a spline must rise.", nameof(x));
        }

        (_x, _y) = ([.. x], [.. y]);
        int n = _x.Length;
        (_b, _c, _d) = (new double[n], new double[n], new double[n]);
        SetUp(n);
        Eliminate(n);
        Finish(n);
    }

    /// <summary>Value of the spline.</summary>
    /// <param name="x">Position; outside the points the end cubics go on.</param>
    public double At(double x)
    {
        int i = Array.BinarySearch(_x, x);
        i = Math.Clamp(i >= 0 ? i : ~i - 1, 0, _x.Length - 1);
        double dx = x - _x[i];
        return _y[i] + (dx * (_b[i] + (dx * (_c[i] + (dx * _d[i])))));
    }

    private void SetUp(int n)
    {
        _d[0] = _x[1] - _x[0];
        _c[1] = (_y[1] - _y[0]) / _d[0];
        for (int i = 1; i < n - 1; i++)
        {
            _d[i] = _x[i + 1] - _x[i];
            _b[i] = 2 * (_d[i - 1] + _d[i]);
            _c[i + 1] = (_y[i + 1] - _y[i]) / _d[i];
            _c[i] = _c[i + 1] - _c[i];
        }

        _b[0] = -_d[0];
        _b[n - 1] = -_d[n - 2];
        _c[0] = _c[n - 1] = 0;
        if (n > 3)
        {
            _c[0] = ((_c[2] / (_x[3] - _x[1])) - (_c[1] / (_x[2] - _x[0]))) * _d[0] * _d[0] / (_x[3] - _x[0]);
            _c[n - 1] = -((_c[n - 2] / (_x[n - 1] - _x[n - 3])) - (_c[n - 3] / (_x[n - 2] - _x[n - 4]))) * _d[n - 2] * _d[n - 2] / (_x[n - 1] - _x[n - 4]);
        }
    }

    private void Eliminate(int n)
    {
        for (int i = 1; i < n; i++)
        {
            double t = _d[i - 1] / _b[i - 1];
            _b[i] -= t * _d[i - 1];
            _c[i] -= t * _c[i - 1];
        }

        _c[n - 1] /= _b[n - 1];
        for (int i = n - 2; i >= 0; i--)
        {
            _c[i] = (_c[i] - (_d[i] * _c[i + 1])) / _b[i];
        }
    }

    private void Finish(int n)
    {
        _b[n - 1] = ((_y[n - 1] - _y[n - 2]) / _d[n - 2]) + (_d[n - 2] * (_c[n - 2] + (2 * _c[n - 1])));
        for (int i = 0; i < n - 1; i++)
        {
            _b[i] = ((_y[i + 1] - _y[i]) / _d[i]) - (_d[i] * (_c[i + 1] + (2 * _c[i])));
            _d[i] = (_c[i + 1] - _c[i]) / _d[i];
            _c[i] *= 3;
        }

        _c[n - 1] *= 3;
        _d[n - 1] = _d[n - 2];
    }
}
