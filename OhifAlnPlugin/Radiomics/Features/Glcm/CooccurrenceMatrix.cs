using OhifAlnPlugin.Radiomics.Features.FirstOrder;

namespace OhifAlnPlugin.Radiomics.Features.Glcm;

/// <summary>
/// The co-occurrence matrix of one direction: p(i, j) the share of pairs whose first voxel has level i and whose second has
/// level j, with the marginal sums its features are functions of. Only cells with p &gt; 0 are kept; of a symmetric matrix
/// only those with i ≤ j.
/// </summary>
internal sealed class CooccurrenceMatrix
{
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly double[] _shares;
    private readonly bool _symmetric;
    private readonly Lazy<(double Hx, double Hy, double Hxy1, double Hxy2)> _information;
    private readonly Lazy<double> _correlation;

    /// <summary>Normalises counts.</summary>
    /// <param name="cells">Cells with their counts; taken over.</param>
    /// <param name="highest">Ng: highest level of the ROI.</param>
    /// <param name="levelsInRoi">Number of levels that occur in the ROI.</param>
    public CooccurrenceMatrix(CooccurrenceCells cells, int highest, int levelsInRoi)
    {
        (_rows, _columns, _symmetric, Highest) = (cells.Rows, cells.Columns, cells.Symmetric, highest);
        _shares = new double[_rows.Length];
        (Px, Py) = (new double[highest + 1], new double[highest + 1]);
        (Sums, Differences) = (new double[(2 * highest) + 1], new double[highest]);
        double total = cells.Total, energy = 0, entropy = 0, largest = 0;
        for (int n = 0; n < _rows.Length; n++)
        {
            int i = _rows[n], j = _columns[n];
            double p = cells.Counts[n] / total;
            _shares[n] = p;
            largest = Math.Max(largest, p);
            Px[i] += p;
            Py[j] += p;
            double both = p;
            if (_symmetric && i != j)
            {
                Px[j] += p;
                Py[i] += p;
                both = 2 * p;
            }

            Sums[i + j] += both;
            Differences[Math.Abs(i - j)] += both;
            energy += both * p;
            entropy -= both * Math.Log2(p + IntensityStatistics.Epsilon);
        }

        (Energy, Entropy, Largest) = (energy, entropy, largest);
        (MeanX, MeanY) = (Moment(Px, 0, 1), Moment(Py, 0, 1));
        _information = new(Information);
        _correlation = new(() => levelsInRoi == 1 ? 1 : MaximalCorrelation.Of(_rows, _columns, _shares, _symmetric, Px, Py));
    }

    /// <summary>Ng: highest level of the ROI.</summary>
    public int Highest { get; }

    /// <summary>px(i) = Σⱼ p(i, j), indexed by level.</summary>
    public double[] Px { get; }

    /// <summary>py(j) = Σᵢ p(i, j), indexed by level.</summary>
    public double[] Py { get; }

    /// <summary>p₊(k): share of pairs with i + j = k.</summary>
    public double[] Sums { get; }

    /// <summary>p₋(k): share of pairs with |i − j| = k.</summary>
    public double[] Differences { get; }

    /// <summary>Σ p².</summary>
    public double Energy { get; }

    /// <summary>HXY = −Σ p log₂(p + ε).</summary>
    public double Entropy { get; }

    /// <summary>max p.</summary>
    public double Largest { get; }

    /// <summary>µx = Σ i px(i).</summary>
    public double MeanX { get; }

    /// <summary>µy = Σ j py(j).</summary>
    public double MeanY { get; }

    /// <summary>Entropy of px.</summary>
    public double Hx => _information.Value.Hx;

    /// <summary>Entropy of py.</summary>
    public double Hy => _information.Value.Hy;

    /// <summary>HXY1 = −Σ p(i,j) log₂(px(i) py(j) + ε).</summary>
    public double Hxy1 => _information.Value.Hxy1;

    /// <summary>HXY2 = −Σ px(i) py(j) log₂(px(i) py(j) + ε).</summary>
    public double Hxy2 => _information.Value.Hxy2;

    /// <summary>Whether the pairs of this direction have one level only.</summary>
    public bool IsSingleLevel => _rows.Length == 1 && _rows[0] == _columns[0];

    /// <summary>Maximal correlation coefficient.</summary>
    public double MaximalCorrelationCoefficient => _correlation.Value;

    /// <summary>Σ (k − centre)^power · shares[k].</summary>
    public static double Moment(double[] shares, double centre, int power)
    {
        double sum = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            double d = k - centre;
            sum += shares[k] * (power switch { 1 => d, 2 => d * d, 3 => d * d * d, _ => d * d * d * d });
        }

        return sum;
    }

    /// <summary>−Σ p log₂(p + ε).</summary>
    public static double EntropyOf(double[] shares)
    {
        double sum = 0;
        foreach (double p in shares)
        {
            sum -= p > 0 ? p * Math.Log2(p + IntensityStatistics.Epsilon) : 0;
        }

        return sum;
    }

    /// <summary>
    /// log₂(px py + ε) = log₂ px + log₂ py + ε/(px py ln 2) up to ε², so both sums follow from the marginal entropies
    /// without a logarithm per cell.
    /// </summary>
    private (double Hx, double Hy, double Hxy1, double Hxy2) Information()
    {
        double hx = 0, hy = 0, correction = 0;
        int rows = 0, columns = 0;
        for (int i = 1; i <= Highest; i++)
        {
            hx -= Px[i] > 0 ? Px[i] * Math.Log2(Px[i]) : 0;
            hy -= Py[i] > 0 ? Py[i] * Math.Log2(Py[i]) : 0;
            rows += Px[i] > 0 ? 1 : 0;
            columns += Py[i] > 0 ? 1 : 0;
        }

        for (int n = 0; n < _rows.Length; n++)
        {
            int i = _rows[n], j = _columns[n];
            correction += _shares[n] / (Px[i] * Py[j]) * (_symmetric && i != j ? 2 : 1);
        }

        const double epsilon = IntensityStatistics.Epsilon / 0.6931471805599453;
        return (EntropyOf(Px), EntropyOf(Py), hx + hy - (epsilon * correction), hx + hy - (epsilon * rows * columns));
    }
}
