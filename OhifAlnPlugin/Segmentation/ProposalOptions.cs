namespace OhifAlnPlugin.Segmentation;

/// <summary>How tumour candidates are sought and outlined.</summary>
public sealed record ProposalOptions
{
    /// <summary>Where the outline cuts between background (0) and local peak (1) of the enhancement, 0.25 … 0.75.</summary>
    public double Fraction { get; init; } = 0.5;

    /// <summary>Farthest a region may reach from its seed, mm, 5 … 60.</summary>
    public double RadiusMm { get; init; } = 30;

    /// <summary>Smaller candidates are dropped, mm³, ≥ 0.</summary>
    public double MinimumVolumeMm3 { get; init; } = 25;

    /// <summary>Most candidates returned, 1 … 50.</summary>
    public int MaximumCandidates { get; init; } = 5;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public void Validate()
    {
        Check(Fraction is >= 0.25 and <= 0.75, nameof(Fraction), Fraction, "0.25 … 0.75");
        Check(RadiusMm is >= 5 and <= 60, nameof(RadiusMm), RadiusMm, "5 … 60 mm");
        Check(MinimumVolumeMm3 is >= 0 and <= 1e6, nameof(MinimumVolumeMm3), MinimumVolumeMm3, "0 … 1 000 000 mm³");
        Check(MaximumCandidates is >= 1 and <= 50, nameof(MaximumCandidates), MaximumCandidates, "1 … 50");
    }

    private static void Check(bool inside, string name, object value, string range)
    {
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {range}.");
        }
    }
}
