using OhifAlnPlugin.Radiomics.Features.FirstOrder;

namespace OhifAlnPlugin.Radiomics.Features.Glcm;

/// <summary>
/// Maximal correlation coefficient of a co-occurrence matrix: √λ₂ of Q(i,j) = Σₖ p(i,k) p(j,k) ÷ (px(i) py(k) + ε).
/// </summary>
/// <remarks>
/// Without ε, Q is similar to S Sᵀ with S = Dx^−½ P Dy^−½, whose largest eigenvalue is 1 with vector √px. The second is
/// found by Lanczos iteration in the space orthogonal to √px, with full reorthogonalisation; the effect of ε, up to 10⁻⁵
/// where levels are rare, is added as a first-order perturbation. O(iterations · cells) instead of O(Ng³).
/// </remarks>
internal static class MaximalCorrelation
{
    /// <summary>Residual, relative; the error of the eigenvalue is its square over the gap to the next eigenvalue.</summary>
    private const double Tolerance = 1e-8;

    /// <summary>Computes the coefficient.</summary>
    /// <param name="rows">Level i of each cell with p &gt; 0.</param>
    /// <param name="columns">Level j of each cell.</param>
    /// <param name="shares">p(i, j) of each cell.</param>
    /// <param name="symmetric">Whether cells with i &lt; j stand for (j, i) too.</param>
    /// <param name="px">Row sums by level.</param>
    /// <param name="py">Column sums by level.</param>
    /// <returns>In [0, 1].</returns>
    public static double Of(int[] rows, int[] columns, double[] shares, bool symmetric, double[] px, double[] py)
    {
        int[] ranks = Ranks(px, py, out int present);
        if (present < px.Length)
        {
            (px, py) = (Gather(px, ranks, present), Gather(py, ranks, present));
            (rows, columns) = (Array.ConvertAll(rows, i => ranks[i]), Array.ConvertAll(columns, j => ranks[j]));
        }

        var matrix = new ScaledMatrix(rows, columns, shares, symmetric, px, py);
        if (matrix.Rank < 2)
        {
            return 0;
        }

        double[] top = [.. px.Select(Math.Sqrt)];
        double eigenvalue = new Lanczos(matrix, top).LargestEigenvalue(Tolerance, out double[] vector);
        return Math.Sqrt(Math.Clamp(eigenvalue + matrix.PerturbationByEpsilon(vector), 0, 1));
    }

    /// <summary>Numbers the levels that occur from 0, so that vectors hold no places that stay 0.</summary>
    private static int[] Ranks(double[] px, double[] py, out int present)
    {
        int[] ranks = new int[px.Length];
        present = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] = px[i] > 0 || py[i] > 0 ? present++ : -1;
        }

        return ranks;
    }

    private static double[] Gather(double[] byLevel, int[] ranks, int present)
    {
        double[] gathered = new double[present];
        for (int i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] >= 0)
            {
                gathered[ranks[i]] = byLevel[i];
            }
        }

        return gathered;
    }

    /// <summary>S = Dx^−½ P Dy^−½ as a list of cells.</summary>
    private sealed class ScaledMatrix : ISymmetricOperator
    {
        private readonly int[] _rows;
        private readonly int[] _columns;
        private readonly double[] _values;
        private readonly bool _symmetric;
        private readonly double[] _px;
        private readonly double[] _py;
        private readonly double[] _scratch;

        public ScaledMatrix(int[] rows, int[] columns, double[] shares, bool symmetric, double[] px, double[] py)
        {
            (_rows, _columns, _symmetric, _px, _py) = (rows, columns, symmetric, px, py);
            double[] sx = [.. px.Select(p => p > 0 ? 1 / Math.Sqrt(p) : 0)], sy = [.. py.Select(p => p > 0 ? 1 / Math.Sqrt(p) : 0)];
            _values = new double[shares.Length];
            for (int n = 0; n < shares.Length; n++)
            {
                _values[n] = shares[n] * sx[rows[n]] * sy[columns[n]];
            }

            _scratch = new double[px.Length];
            Rank = Math.Min(px.Count(p => p > 0), py.Count(p => p > 0));
        }

        /// <summary>Largest rank the matrix can have.</summary>
        public int Rank { get; }

        /// <summary>y = S (Sᵀ x).</summary>
        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            Transposed(x, _scratch);
            Multiply(_scratch, y);
        }

        /// <summary>First-order change of the eigenvalue of a unit vector v when ε is added to every px(i) py(k): −Σ v(i) S(i,k) ε/(px(i) py(k)) (Sᵀv)(k).</summary>
        public double PerturbationByEpsilon(double[] v)
        {
            Transposed(v, _scratch);
            double sum = 0;
            for (int n = 0; n < _values.Length; n++)
            {
                int i = _rows[n], k = _columns[n];
                sum += v[i] * _values[n] / (_px[i] * _py[k]) * _scratch[k];
                if (_symmetric && i != k)
                {
                    sum += v[k] * _values[n] / (_px[k] * _py[i]) * _scratch[i];
                }
            }

            return -IntensityStatistics.Epsilon * sum;
        }

        private void Multiply(ReadOnlySpan<double> x, Span<double> y) => Multiply(_rows, _columns, x, y);

        private void Transposed(ReadOnlySpan<double> x, Span<double> y) => Multiply(_columns, _rows, x, y);

        private void Multiply(int[] to, int[] from, ReadOnlySpan<double> x, Span<double> y)
        {
            y.Clear();
            for (int n = 0; n < _values.Length; n++)
            {
                int i = to[n], j = from[n];
                double value = _values[n];
                y[i] += value * x[j];
                if (_symmetric && i != j)
                {
                    y[j] += value * x[i];
                }
            }
        }
    }
}
