namespace OhifAlnPlugin.Radiomics.Features.Kinetics;

/// <summary>
/// Kinetic features of a VOI: S₀ mean signal before the contrast agent, S₁ in the early phase (nearest to 120 s by default),
/// S₂ in the last phase. Curve types are decided per voxel, a plateau lying within ±10 % of S₁ by default.
/// </summary>
internal static class KineticFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "kinetics";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<KineticAnalysis>[] All =
    [
        new("InitialEnhancement", null, "%", "(−100, ∞); NaN when S₀ = 0", "100 (S₁ − S₀) ÷ S₀", k => k.Mean().InitialEnhancement),
        new("WashoutSlope", null, "%/min", "(−∞, ∞); NaN when S₁ = 0 or early and last phase are one", "100 (S₂ − S₁) ÷ S₁ ÷ (t₂ − t₁)", k => k.Mean().WashoutSlope),
        new("SignalEnhancementRatio", null, "1", "(−∞, ∞); NaN when S₂ = S₀", "(S₁ − S₀) ÷ (S₂ − S₀)", k => k.Mean().SignalEnhancementRatio),
        new("TimeToPeak", null, "s", "(0, ∞)", "time from the pre-contrast phase to the largest mean signal", k => k.Mean().TimeToPeak),
        new("PercentPersistent", null, "%", "[0, 100]", "100 · share of voxels with S₂ > (1 + p) S₁", k => k.Percent(CurveType.Persistent)),
        new("PercentPlateau", null, "%", "[0, 100]", "100 · share of voxels with |S₂ − S₁| ≤ p S₁, p = 0.1 by default", k => k.Percent(CurveType.Plateau)),
        new("PercentWashout", null, "%", "[0, 100]", "100 · share of voxels with S₂ < (1 − p) S₁", k => k.Percent(CurveType.Washout)),
        new("HottestSpotInitialEnhancement", null, "%", "(−100, ∞); NaN when S₀ = 0", "100 (S₁ − S₀) ÷ S₀ of the 3×3×3 cube that enhances most", k => k.HottestSpot().InitialEnhancement),
        new("HottestSpotWashoutSlope", null, "%/min", "(−∞, ∞)", "100 (S₂ − S₁) ÷ S₁ ÷ (t₂ − t₁) of that cube", k => k.HottestSpot().WashoutSlope),
        new("HottestSpotSignalEnhancementRatio", null, "1", "(−∞, ∞); NaN when S₂ = S₀", "(S₁ − S₀) ÷ (S₂ − S₀) of that cube", k => k.HottestSpot().SignalEnhancementRatio),
    ];
}
