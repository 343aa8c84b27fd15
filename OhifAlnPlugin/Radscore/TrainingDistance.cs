using MathNet.Numerics.LinearAlgebra;

namespace OhifAlnPlugin.Radscore;

/// <summary>How far a case is from the training cohort: the Mahalanobis distance, judged by the cohort's own distances.</summary>
/// <remarks>
/// D² = (x − x̄)ᵀ S⁻¹ (x − x̄), S with n − 1 in the denominator, as R <c>mahalanobis</c>. Each training case is measured against the others
/// (leave-one-out), so that a new case is held to the same measure. D² is split over the features by Garthwaite and Koch 2016, Aust N Z J Stat 58:99
/// (correlation-maximising rotation): wᵢ² ≥ 0 and Σwᵢ² = D². Immutable.
/// </remarks>
public sealed class TrainingDistance
{
    /// <summary>Up to this percentile of the training cohort's own distances a case is inside.</summary>
    public const double InsidePercentile = 95;

    /// <summary>Up to this percentile it is at the edge; above it is outside.</summary>
    public const double EdgePercentile = 99;

    /// <summary>Eigenvalues of the correlation matrix below this part of the largest are raised to it, so that S can always be inverted.</summary>
    private const double SmallestEigenvalue = 1e-6;

    private readonly double[] _centre;
    private readonly double[] _deviation;
    private readonly Matrix<double> _inverseRoot;
    private readonly TrainingQuantiles _leaveOneOut;

    /// <summary>Takes a stored distribution.</summary>
    /// <param name="centre">Mean of the scaled features, one per feature.</param>
    /// <param name="covariance">Their covariance matrix, symmetric, positive on the diagonal.</param>
    /// <param name="leaveOneOut">The 0 %, 1 %, … 100 % quantiles of the training cases' distances from the other training cases.</param>
    /// <exception cref="ArgumentException">Sizes differ, the matrix is no covariance matrix, or a number is not finite.</exception>
    public TrainingDistance(IReadOnlyList<double> centre, IReadOnlyList<double[]> covariance, ReadOnlySpan<double> leaveOneOut)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(covariance);
        RequireCovariance(centre, covariance);
        _centre = [.. centre];
        Covariance = [.. covariance.Select(row => row.ToArray())];
        _deviation = [.. Covariance.Select((row, i) => Math.Sqrt(row[i]))];
        _inverseRoot = InverseRootOfCorrelation();
        _leaveOneOut = new TrainingQuantiles(leaveOneOut, "the distance to the training cohort");
    }

    /// <summary>Mean of the scaled features.</summary>
    public IReadOnlyList<double> Centre => _centre;

    /// <summary>Covariance of the scaled features.</summary>
    public IReadOnlyList<double[]> Covariance { get; }

    /// <summary>The 0 %, 1 %, … 100 % quantiles of the training cases' distances from the other training cases.</summary>
    public ReadOnlySpan<double> LeaveOneOut => _leaveOneOut.Values;

    /// <summary>Describes a training cohort.</summary>
    /// <param name="scaled">One array of scaled features per training case; at least three cases. Up-sampled copies do not belong here.</param>
    /// <exception cref="ArgumentException">There are fewer than three cases, a feature is constant, or a number is not finite.</exception>
    public static TrainingDistance Of(IReadOnlyList<double[]> scaled)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        if (scaled.Count < 3)
        {
            throw new ArgumentException($"The training cohort has {scaled.Count} cases; a distance to it needs at least 3.", nameof(scaled));
        }

        int count = scaled.Count;
        double[] centre = [.. Enumerable.Range(0, scaled[0].Length).Select(i => scaled.Average(x => x[i]))];
        double[][] covariance =
        [
            .. centre.Select((mean, i) => centre.Select((other, j) => scaled.Sum(x => (x[i] - mean) * (x[j] - other)) / (count - 1)).ToArray()),
        ];
        TrainingDistance whole = new(centre, covariance, new double[TrainingQuantiles.Count]);
        double[] distances = [.. scaled.Select(x => LeftOut(whole.SquaredDistance(x), count))];
        return new TrainingDistance(centre, covariance, TrainingQuantiles.Of(distances));
    }

    /// <summary>Measures a case.</summary>
    /// <param name="scaled">Its scaled features.</param>
    /// <exception cref="ArgumentException">The number of features is not that of the training cohort.</exception>
    public TrainingDistanceReading Measure(IReadOnlyList<double> scaled)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        double[] parts = PartsOf(scaled);
        double squared = parts.Sum(), distance = Math.Sqrt(squared), percentile = _leaveOneOut.PercentileOf(distance);
        TrainingBand band = distance <= _leaveOneOut.Values[(int)InsidePercentile] ? TrainingBand.Inside
            : distance <= _leaveOneOut.Values[(int)EdgePercentile] ? TrainingBand.Edge
            : TrainingBand.Outside;
        return new TrainingDistanceReading(distance, percentile, band, [.. parts.Select(p => squared > 0 ? p / squared : 0)]);
    }

    /// <summary>Distance of one of n training cases from the other n − 1, from its D² among all.</summary>
    /// <remarks>By the rank-one update of mean and covariance: D²₍ᵢ₎ = (n/(n−1))² (n−2) q/(1 − n q/(n−1)), q = D²/(n−1).</remarks>
    private static double LeftOut(double squared, int n)
    {
        double q = squared / (n - 1), ratio = n / (n - 1.0);

        // 1 − nq/(n−1) is 0 for a case that alone spans a direction: then its distance has no bound, and the smallest eigenvalue stands in.
        return Math.Sqrt(ratio * ratio * (n - 2) * q / Math.Max(1 - (ratio * q), SmallestEigenvalue));
    }

    private double SquaredDistance(double[] scaled) => PartsOf(scaled).Sum();

    /// <summary>wᵢ² of every feature.</summary>
    private double[] PartsOf(IReadOnlyList<double> scaled)
    {
        if (scaled.Count != _centre.Length)
        {
            throw new ArgumentException($"The case has {scaled.Count} features, the training cohort {_centre.Length}.", nameof(scaled));
        }

        Vector<double> standardised = Vector<double>.Build.Dense(_centre.Length, i => (scaled[i] - _centre[i]) / _deviation[i]);
        return [.. (_inverseRoot * standardised).Select(w => w * w)];
    }

    private Matrix<double> InverseRootOfCorrelation()
    {
        int count = _centre.Length;
        var correlation = Matrix<double>.Build.Dense(count, count, (i, j) => i == j ? 1 : Covariance[i][j] / (_deviation[i] * _deviation[j]));
        var eigen = correlation.Evd(Symmetricity.Symmetric);
        double[] values = [.. eigen.EigenValues.Select(v => v.Real)];
        double least = values.Max() * SmallestEigenvalue;
        var roots = Matrix<double>.Build.DenseOfDiagonalArray([.. values.Select(v => 1 / Math.Sqrt(Math.Max(v, least)))]);
        return eigen.EigenVectors * roots * eigen.EigenVectors.Transpose();
    }

    private static void RequireCovariance(IReadOnlyList<double> centre, IReadOnlyList<double[]> covariance)
    {
        if (covariance.Count != centre.Count || covariance.Any(row => row.Length != centre.Count))
        {
            throw new ArgumentException($"The covariance matrix of {centre.Count} features must have {centre.Count} rows and columns.", nameof(covariance));
        }

        FiniteNumbers.Require([.. centre], "A mean of the training cohort", nameof(centre));
        for (int i = 0; i < centre.Count; i++)
        {
            FiniteNumbers.Require(covariance[i], $"Row {i + 1} of the covariance matrix", nameof(covariance));
            if (covariance[i][i] <= 0)
            {
                throw new ArgumentException($"The variance of feature {i + 1} in the training cohort is {covariance[i][i]}; it must be positive.", nameof(covariance));
            }

            for (int j = 0; j < i; j++)
            {
                if (covariance[i][j] != covariance[j][i])
                {
                    throw new ArgumentException($"The covariance matrix is not symmetric: {covariance[i][j]} and {covariance[j][i]} for features {j + 1} and {i + 1}.", nameof(covariance));
                }
            }
        }
    }
}
