namespace OhifAlnPlugin.Radiomics.Features.Kinetics;

/// <summary>How enhancement curves are read.</summary>
public sealed record KineticOptions
{
    /// <summary>Time after the pre-contrast phase that the early phase is nearest to, s, &gt; 0.</summary>
    public double EarlySeconds { get; init; } = 120;

    /// <summary>Change between early and late phase, as a fraction of the early signal, up to which a curve is a plateau, ≥ 0.</summary>
    public double PlateauFraction { get; init; } = 0.10;
}

/// <summary>Type of an enhancement curve by its late part (Kuhl 1999, Radiology 211:101).</summary>
public enum CurveType
{
    /// <summary>The signal goes on rising (type I).</summary>
    Persistent = 1,

    /// <summary>The signal stays (type II).</summary>
    Plateau = 2,

    /// <summary>The signal falls (type III).</summary>
    Washout = 3,
}
