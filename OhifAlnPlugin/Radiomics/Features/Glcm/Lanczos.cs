namespace OhifAlnPlugin.Radiomics.Features.Glcm;

/// <summary>A symmetric matrix known by what it does to a vector.</summary>
internal interface ISymmetricOperator
{
    /// <summary>y = A x.</summary>
    void Apply(ReadOnlySpan<double> x, Span<double> y);
}

/// <summary>Largest eigenvalue of a positive semidefinite operator on the space orthogonal to a known eigenvector.</summary>
/// <remarks>
/// Lanczos 1950 with full reorthogonalisation; the start vector is fixed, so the same matrix gives the same bits.
/// </remarks>
/// <param name="matrix">The operator.</param>
/// <param name="known">An eigenvector to leave out, unit length.</param>
internal sealed class Lanczos(ISymmetricOperator matrix, double[] known)
{
    private readonly List<double[]> _basis = [];
    private readonly List<double> _diagonal = [];
    private readonly List<double> _offDiagonal = [];

    /// <summary>Iterates until the residual of the largest Ritz pair is below a tolerance.</summary>
    /// <param name="tolerance">Residual, relative to the eigenvalue.</param>
    /// <param name="vector">Unit eigenvector.</param>
    /// <returns>The eigenvalue, ≥ 0; 0 when the space is empty.</returns>
    public double LargestEigenvalue(double tolerance, out double[] vector)
    {
        int size = known.Length;
        double[] next = [.. Enumerable.Range(0, size).Select(i => known[i] == 0 ? 0 : StartAt(i))];
        double norm = Orthonormalise(next);
        (double Value, double[] Weights) ritz = (0, []);
        while (norm > 1e-14 && _basis.Count < size)
        {
            _basis.Add(next);
            double[] image = new double[size];
            matrix.Apply(next, image);
            _diagonal.Add(Dot(image, next));
            norm = Orthonormalise(image);
            next = image;
            if (_basis.Count % 4 == 0 || norm <= 1e-14 || _basis.Count == size)
            {
                ritz = LargestOfTridiagonal();
                if (norm * Math.Abs(ritz.Weights[^1]) <= tolerance * ritz.Value)
                {
                    break;
                }
            }

            _offDiagonal.Add(norm);
        }

        vector = Combine(ritz.Weights, size);
        return ritz.Value;
    }

    /// <summary>
    /// Component of the start vector, −0.4 … 0.6, from mixed bits: a regular sequence can be orthogonal to the eigenvector of a
    /// small regular matrix, which would then never be found.
    /// </summary>
    private static double StartAt(int index)
    {
        ulong bits = (ulong)(index + 1) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * Math.ScaleB(1, -53) - 0.4;
    }

    /// <summary>Removes the parts along the known vector and the basis, twice against rounding, and scales to unit length.</summary>
    /// <returns>The length before scaling.</returns>
    private double Orthonormalise(double[] x)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            Subtract(x, known);
            foreach (double[] v in _basis)
            {
                Subtract(x, v);
            }
        }

        double norm = Math.Sqrt(Dot(x, x));
        for (int i = 0; i < x.Length && norm > 0; i++)
        {
            x[i] /= norm;
        }

        return norm;
    }

    /// <summary>Largest eigenvalue of the tridiagonal matrix by bisection, and its eigenvector from the last component upward.</summary>
    private (double Value, double[] Weights) LargestOfTridiagonal()
    {
        int size = _diagonal.Count;
        double low = _diagonal.Max(), high = low;
        for (int i = 0; i < size; i++)
        {
            double radius = (i > 0 ? _offDiagonal[i - 1] : 0) + (i < size - 1 ? _offDiagonal[i] : 0);
            high = Math.Max(high, _diagonal[i] + radius);
        }

        while (high - low > 1e-15 * Math.Max(high, 1e-300))
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = IsAboveAll(middle) ? (low, middle) : (middle, high);
        }

        double[] weights = new double[size];
        weights[^1] = 1;
        double sum = 1;
        for (int i = size - 1; i > 0; i--)
        {
            double below = i < size - 1 ? _offDiagonal[i] * weights[i + 1] : 0;
            weights[i - 1] = (((high - _diagonal[i]) * weights[i]) - below) / _offDiagonal[i - 1];
            sum += weights[i - 1] * weights[i - 1];
        }

        double scale = 1 / Math.Sqrt(sum);
        for (int i = 0; i < size; i++)
        {
            weights[i] *= scale;
        }

        return (high, weights);
    }

    /// <summary>Whether θ exceeds every eigenvalue: all pivots of θI − T are positive.</summary>
    private bool IsAboveAll(double theta)
    {
        double pivot = theta - _diagonal[0];
        for (int i = 1; i < _diagonal.Count && pivot > 0; i++)
        {
            pivot = theta - _diagonal[i] - (_offDiagonal[i - 1] * _offDiagonal[i - 1] / pivot);
        }

        return pivot > 0;
    }

    private double[] Combine(double[] weights, int size)
    {
        double[] sum = new double[size];
        for (int k = 0; k < weights.Length; k++)
        {
            for (int i = 0; i < size; i++)
            {
                sum[i] += weights[k] * _basis[k][i];
            }
        }

        return sum;
    }

    private static void Subtract(double[] x, double[] direction)
    {
        double part = Dot(x, direction);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= part * direction[i];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
