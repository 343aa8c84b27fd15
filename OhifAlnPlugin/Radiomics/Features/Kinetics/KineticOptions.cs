namespace OhifAlnPlugin.Radiomics.Features.Kinetics;

/// <summary>How enhancement curves are read.</summary>
public sealed record KineticOptions
{
    /// <summary>Time after the pre-contrast phase that the early phase is nearest to, s, &gt; 0.</summary>
    public double EarlySeconds { get; init; } = 120;

    /// <summary>Change between early and late phase, as a fraction of the early signal, up to which a curve is a plateau, ≥ 0.</summary>
    public double PlateauFraction { get; init; } = 0.10;

    /// <summary>Checks the options.</summary>
    /// <exception cref="RadiomicsException">One is out of range.</exception>
    public void Require()
    {
        if (!(EarlySeconds > 0 && double.IsFinite(EarlySeconds)))
        {
            throw new RadiomicsException($"The time of the early phase is {EarlySeconds:R} s after the pre-contrast phase; it must be greater than 0.");
        }

        if (!(PlateauFraction is >= 0 and < 1))
        {
            throw new RadiomicsException($"The change up to which a curve is a plateau is {100 * PlateauFraction:R} % of the early signal; it must be at least 0 and below 100 %.");
        }
    }
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
