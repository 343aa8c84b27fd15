namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>
/// Inverse of a regular 3×3 matrix by singular values, M⁻¹ = V diag(1/s) Uᵀ, rounded as ITK rounds it. Samples that fall
/// exactly on a voxel or halfway between two are decided by the last bit of this inverse.
/// </summary>
/// <remarks>
/// Golub and Reinsch 1970 in the order of operations of LINPACK's DSVDC (Dongarra 1979, chapter 11), which ITK uses through
/// VNL: Householder reduction to bidiagonal form (diagonal s, above it e), then shifted QR steps.
/// </remarks>
internal sealed class MatrixInverse
{
    private const int N = 3;

    private readonly double[,] _x;
    private readonly double[,] _u = new double[N, N];
    private readonly double[,] _v = new double[N, N];
    private readonly double[] _s = new double[N];
    private readonly double[] _e = new double[N];

    private MatrixInverse(double[,] matrix) => _x = (double[,])matrix.Clone();

    /// <summary>Inverts a matrix.</summary>
    /// <param name="matrix">A regular matrix, shape (3, 3).</param>
    /// <returns>Its inverse.</returns>
    public static double[,] Of(double[,] matrix)
    {
        var work = new MatrixInverse(matrix);
        work.ReduceColumn(0);
        work.ReduceFirstRow();
        work.ReduceColumn(1);
        (work._s[2], work._e[1], work._e[2]) = (work._x[2, 2], work._x[1, 2], 0);
        work.GenerateU();
        work.GenerateV();
        work.Diagonalize();
        return work.Inverse();
    }

    /// <summary>Householder reflection that leaves one entry of a column below the diagonal's; the vector is kept in U.</summary>
    private void ReduceColumn(int l)
    {
        _s[l] = Norm(l == 0 ? [_x[0, 0], _x[1, 0], _x[2, 0]] : [_x[1, 1], _x[2, 1]]);
        if (_s[l] != 0)
        {
            _s[l] = _x[l, l] == 0 ? _s[l] : Math.CopySign(_s[l], _x[l, l]);
            double scale = 1 / _s[l];
            for (int i = l; i < N; i++)
            {
                _x[i, l] *= scale;
            }

            _x[l, l] += 1;
        }

        _s[l] = -_s[l];
        for (int j = l + 1; j < N; j++)
        {
            if (_s[l] != 0)
            {
                Reflect(_x, l, j, l);
            }

            _e[j] = _x[l, j];
        }

        for (int i = l; i < N; i++)
        {
            _u[i, l] = _x[i, l];
        }
    }

    /// <summary>Householder reflection of the first row to the right of the diagonal; the vector is kept in V.</summary>
    private void ReduceFirstRow()
    {
        _e[0] = Norm([_e[1], _e[2]]);
        if (_e[0] != 0)
        {
            _e[0] = _e[1] == 0 ? _e[0] : Math.CopySign(_e[0], _e[1]);
            double scale = 1 / _e[0];
            (_e[1], _e[2]) = ((scale * _e[1]) + 1, scale * _e[2]);
            double[] work = new double[N];
            for (int i = 1; i < N; i++)
            {
                work[i] = (_e[1] * _x[i, 1]) + (_e[2] * _x[i, 2]);
            }

            for (int j = 1; j < N; j++)
            {
                double t = -_e[j] / _e[1];
                (_x[1, j], _x[2, j]) = (_x[1, j] + (t * work[1]), _x[2, j] + (t * work[2]));
            }
        }

        _e[0] = -_e[0];
        (_v[1, 0], _v[2, 0]) = (_e[1], _e[2]);
    }

    private void GenerateU()
    {
        (_u[0, 2], _u[1, 2], _u[2, 2]) = (0, 0, 1);
        for (int l = N - 2; l >= 0; l--)
        {
            for (int j = l + 1; j < N; j++)
            {
                Reflect(_u, l, j, l);
            }

            for (int i = 0; i < N; i++)
            {
                _u[i, l] = i < l ? 0 : -_u[i, l];
            }

            _u[l, l] += 1;
        }
    }

    private void GenerateV()
    {
        (_v[2, 2], _v[1, 1]) = (1, 1);
        if (_e[0] != 0)
        {
            Reflect(_v, 0, 1, 1);
            Reflect(_v, 0, 2, 1);
        }

        (_v[0, 0], _v[1, 0], _v[2, 0]) = (1, 0, 0);
    }

    /// <summary>Applies the reflection stored in a column, from a row on, to another column.</summary>
    private static void Reflect(double[,] a, int stored, int column, int from)
    {
        double dot = 0;
        for (int i = from; i < N; i++)
        {
            dot += a[i, stored] * a[i, column];
        }

        double t = -dot / a[from, stored];
        for (int i = from; i < N; i++)
        {
            a[i, column] += t * a[i, stored];
        }
    }

    /// <summary>QR steps until the entries above the diagonal vanish; signs and order of the singular values are set as they settle.</summary>
    private void Diagonalize()
    {
        for (int last = N - 1; last >= 0;)
        {
            int first = last;
            while (first > 0)
            {
                double size = Math.Abs(_s[first - 1]) + Math.Abs(_s[first]);
                if (size + Math.Abs(_e[first - 1]) == size)
                {
                    _e[first - 1] = 0;
                    break;
                }

                first--;
            }

            if (first < last)
            {
                Step(first, last);
                continue;
            }

            Settle(last);
            last--;
        }
    }

    private void Step(int first, int last)
    {
        double scale = Math.Max(Math.Max(Math.Max(Math.Abs(_s[last]), Math.Abs(_s[last - 1])), Math.Abs(_e[last - 1])), Math.Max(Math.Abs(_s[first]), Math.Abs(_e[first])));
        double sm = _s[last] / scale, before = _s[last - 1] / scale, em = _e[last - 1] / scale, sl = _s[first] / scale, el = _e[first] / scale;
        double b = (((before + sm) * (before - sm)) + (em * em)) / 2, c = sm * em * (sm * em), shift = 0;
        if (b != 0 || c != 0)
        {
            shift = Math.Sqrt((b * b) + c);
            shift = c / (b + (b < 0 ? -shift : shift));
        }

        double f = ((sl + sm) * (sl - sm)) + shift, g = sl * el;
        for (int k = first; k < last; k++)
        {
            (f, double cs, double sn) = Rotation(f, g);
            if (k != first)
            {
                _e[k - 1] = f;
            }

            (f, _e[k], g, _s[k + 1]) = ((cs * _s[k]) + (sn * _e[k]), (cs * _e[k]) - (sn * _s[k]), sn * _s[k + 1], cs * _s[k + 1]);
            Rotate(_v, k, cs, sn);
            (_s[k], cs, sn) = Rotation(f, g);
            (f, _s[k + 1], g, _e[k + 1]) = ((cs * _e[k]) + (sn * _s[k + 1]), (-sn * _e[k]) + (cs * _s[k + 1]), sn * _e[k + 1], cs * _e[k + 1]);
            Rotate(_u, k, cs, sn);
        }

        _e[last - 1] = f;
    }

    private void Settle(int l)
    {
        if (_s[l] < 0)
        {
            _s[l] = -_s[l];
            (_v[0, l], _v[1, l], _v[2, l]) = (-_v[0, l], -_v[1, l], -_v[2, l]);
        }

        for (; l < N - 1 && _s[l] < _s[l + 1]; l++)
        {
            (_s[l], _s[l + 1]) = (_s[l + 1], _s[l]);
            for (int i = 0; i < N; i++)
            {
                (_u[i, l], _u[i, l + 1]) = (_u[i, l + 1], _u[i, l]);
                (_v[i, l], _v[i, l + 1]) = (_v[i, l + 1], _v[i, l]);
            }
        }
    }

    private double[,] Inverse()
    {
        double[,] inverse = new double[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                for (int k = 0; k < N; k++)
                {
                    inverse[i, j] += _v[i, k] * (1 / _s[k]) * _u[j, k];
                }
            }
        }

        return inverse;
    }

    /// <summary>Givens rotation (cs, sn) that turns (a, b) into (r, 0).</summary>
    private static (double R, double Cs, double Sn) Rotation(double a, double b)
    {
        double scale = Math.Abs(a) + Math.Abs(b);
        if (scale == 0)
        {
            return (0, 1, 0);
        }

        double x = a / scale, y = b / scale;
        double r = Math.CopySign(1, Math.Abs(a) > Math.Abs(b) ? a : b) * (scale * Math.Sqrt((x * x) + (y * y)));
        return (r, a / r, b / r);
    }

    private static void Rotate(double[,] a, int k, double cs, double sn)
    {
        for (int i = 0; i < N; i++)
        {
            (a[i, k], a[i, k + 1]) = ((cs * a[i, k]) + (sn * a[i, k + 1]), (cs * a[i, k + 1]) - (sn * a[i, k]));
        }
    }

    /// <summary>Euclidean length, scaled against overflow.</summary>
    private static double Norm(ReadOnlySpan<double> x)
    {
        double scale = 0, sum = 1;
        foreach (double value in x)
        {
            double size = Math.Abs(value);
            if (size == 0)
            {
                continue;
            }

            double ratio = scale < size ? scale / size : size / scale;
            (sum, scale) = scale < size ? (1 + (sum * (ratio * ratio)), size) : (sum + (ratio * ratio), scale);
        }

        return scale * Math.Sqrt(sum);
    }
}
