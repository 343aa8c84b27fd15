namespace OhifAlnPlugin.Radscore;

/// <summary>Batch normalisation at inference: y = γ·(x − μ)/√(σ² + ε) + β with the moving mean μ and variance σ² of training.</summary>
/// <remarks>Immutable. Ioffe and Szegedy 2015; Keras defaults: ε = 0.001, momentum 0.99.</remarks>
public sealed class BatchNormalization
{
    /// <summary>ε added to the variance, as in Keras.</summary>
    public const double DefaultEpsilon = 1e-3;

    private readonly double[] _gamma;
    private readonly double[] _beta;
    private readonly double[] _mean;
    private readonly double[] _variance;

    /// <summary>Creates a normalisation of as many units as <paramref name="gamma"/> has.</summary>
    /// <param name="gamma">Scale γ per unit.</param>
    /// <param name="beta">Offset β per unit.</param>
    /// <param name="mean">Moving mean μ per unit.</param>
    /// <param name="variance">Moving variance σ² per unit, ≥ 0.</param>
    /// <param name="epsilon">ε &gt; 0.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or a variance is negative.</exception>
    public BatchNormalization(
        ReadOnlySpan<double> gamma,
        ReadOnlySpan<double> beta,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<double> variance,
        double epsilon = DefaultEpsilon)
    {
        if (beta.Length != gamma.Length || mean.Length != gamma.Length || variance.Length != gamma.Length)
        {
            throw new ArgumentException(
                $"Batch normalisation has {gamma.Length} scales, {beta.Length} offsets, {mean.Length} means and {variance.Length} variances; the counts must be equal.",
                nameof(gamma));
        }

        FiniteNumbers.Require(gamma, "A scale of the batch normalisation", nameof(gamma));
        FiniteNumbers.Require(beta, "An offset of the batch normalisation", nameof(beta));
        FiniteNumbers.Require(mean, "A mean of the batch normalisation", nameof(mean));
        FiniteNumbers.Require(variance, "A variance of the batch normalisation", nameof(variance));
        foreach (double v in variance)
        {
            if (v < 0)
            {
                throw new ArgumentException($"A variance of the batch normalisation is {v}; it cannot be negative.", nameof(variance));
            }
        }

        if (!(epsilon > 0) || !double.IsFinite(epsilon))
        {
            throw new ArgumentException($"Epsilon of the batch normalisation is {epsilon}; it must be positive.", nameof(epsilon));
        }

        _gamma = gamma.ToArray();
        _beta = beta.ToArray();
        _mean = mean.ToArray();
        _variance = variance.ToArray();
        Epsilon = epsilon;
    }

    /// <summary>Number of units.</summary>
    public int Units => _gamma.Length;

    /// <summary>Scale γ per unit.</summary>
    public ReadOnlySpan<double> Gamma => _gamma;

    /// <summary>Offset β per unit.</summary>
    public ReadOnlySpan<double> Beta => _beta;

    /// <summary>Moving mean μ per unit.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Moving variance σ² per unit.</summary>
    public ReadOnlySpan<double> Variance => _variance;

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>Normalises one case in place.</summary>
    /// <param name="units">Activations, shape (<see cref="Units"/>,).</param>
    internal void Apply(Span<double> units)
    {
        for (int j = 0; j < units.Length; j++)
        {
            units[j] = ((units[j] - _mean[j]) / Math.Sqrt(_variance[j] + Epsilon) * _gamma[j]) + _beta[j];
        }
    }
}
