using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Harmonization;

/// <summary>Priors of a centre's effects, by moments over its features.</summary>
/// <param name="ShiftMean">γ̄: mean of the shifts.</param>
/// <param name="ShiftVariance">τ²: sample variance of the shifts.</param>
/// <param name="Shape">Shape (2s² + m²)/s² of the inverse gamma distribution of the scales, m their mean and s² their sample variance.</param>
/// <param name="Rate">Its rate (ms² + m³)/s².</param>
internal readonly record struct CombatPrior(double ShiftMean, double ShiftVariance, double Shape, double Rate)
{
    public static CombatPrior Of(BatchEffect effect)
    {
        (double shift, double shiftVariance) = Scaling.SampleMoments(effect.Shift);
        (double m, double s2) = Scaling.SampleMoments(effect.Scale);
        return new CombatPrior(shift, shiftVariance, ((2 * s2) + (m * m)) / s2, ((m * s2) + (m * m * m)) / s2);
    }

    /// <summary>Posterior mean of a shift: (nτ²γ̂ + δγ̄)/(nτ² + δ).</summary>
    public double PosteriorShift(double estimate, int cases, double scale) =>
        ((ShiftVariance * cases * estimate) + (scale * ShiftMean)) / ((ShiftVariance * cases) + scale);

    /// <summary>Posterior mean of a scale: (rate + ½ΣΔ²)/(n/2 + shape − 1).</summary>
    public double PosteriorScale(double squares, int cases) => ((0.5 * squares) + Rate) / ((cases / 2.0) + Shape - 1);
}
