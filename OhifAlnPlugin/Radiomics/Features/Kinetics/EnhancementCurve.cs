namespace OhifAlnPlugin.Radiomics.Features.Kinetics;

/// <summary>Signals of one voxel or VOI over the phases: S₀ before the contrast agent, S₁ early, S₂ in the last phase.</summary>
/// <param name="Signals">Signal per phase.</param>
/// <param name="Times">Time per phase, s.</param>
/// <param name="Pre">Index of the pre-contrast phase.</param>
/// <param name="Early">Index of the early phase.</param>
public sealed record EnhancementCurve(IReadOnlyList<double> Signals, IReadOnlyList<double> Times, int Pre, int Early)
{
    private double S0 => Signals[Pre];

    private double S1 => Signals[Early];

    private double S2 => Signals[^1];

    /// <summary>Initial enhancement 100 (S₁ − S₀)/S₀, %; NaN when S₀ is 0.</summary>
    public double InitialEnhancement => S0 == 0 ? double.NaN : 100 * (S1 - S0) / S0;

    /// <summary>Washout slope 100 (S₂ − S₁)/S₁ per minute between early and last phase, %/min; negative when the signal falls; NaN when S₁ is 0 or early and last phase are one.</summary>
    public double WashoutSlope => S1 == 0 || Early == Signals.Count - 1 ? double.NaN : 100 * (S2 - S1) / S1 / ((Times[^1] - Times[Early]) / 60);

    /// <summary>Signal enhancement ratio (S₁ − S₀)/(S₂ − S₀); NaN when S₂ = S₀.</summary>
    public double SignalEnhancementRatio => S2 == S0 ? double.NaN : (S1 - S0) / (S2 - S0);

    /// <summary>Time from the pre-contrast phase to the phase of the largest signal after it, s; the first of several.</summary>
    public double TimeToPeak
    {
        get
        {
            int peak = Pre + 1;
            for (int p = Pre + 2; p < Signals.Count; p++)
            {
                peak = Signals[p] > Signals[peak] ? p : peak;
            }

            return Times[peak] - Times[Pre];
        }
    }

    /// <summary>Type of the curve: plateau while |S₂ − S₁| ≤ fraction · S₁.</summary>
    /// <param name="plateauFraction">Fraction of the early signal.</param>
    public CurveType Type(double plateauFraction) =>
        Math.Abs(S2 - S1) <= plateauFraction * Math.Abs(S1) ? CurveType.Plateau : S2 > S1 ? CurveType.Persistent : CurveType.Washout;
}
