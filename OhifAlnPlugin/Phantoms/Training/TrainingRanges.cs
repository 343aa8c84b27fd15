namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>What the two styles of training studies differ in; everything else is drawn alike.</summary>
internal sealed record TrainingRanges
{
    /// <summary>Fall of a texture's amplitude per octave, natural logarithm: 0 is rough, 1 is smooth.</summary>
    public required Interval SpectralFall { get; init; }

    /// <summary>Smallest structure of a texture, mm.</summary>
    public required Interval TextureMm { get; init; }

    /// <summary>Exponent of a lesion's superellipsoid: 2 is an ellipsoid, larger is boxy.</summary>
    public required Interval Exponent { get; init; }

    /// <summary>Depth of the lobes of a lesion's outline, part of its radius.</summary>
    public required Interval Irregularity { get; init; }

    /// <summary>Radius of a lesion, mm.</summary>
    public required Interval RadiusMm { get; init; }

    /// <summary>Uptake of a lesion, part of the gland's signal.</summary>
    public required Interval Strength { get; init; }

    /// <summary>Signal of suppressed fat, 1 ≈ fat without suppression.</summary>
    public required Interval SuppressedFat { get; init; }

    /// <summary>Signal of fibroglandular tissue.</summary>
    public required Interval Gland { get; init; }

    /// <summary>Probability that fat is suppressed.</summary>
    public required double Suppressed { get; init; }

    /// <summary>The ranges of a style.</summary>
    /// <param name="style">The style.</param>
    public static TrainingRanges Of(TrainingStyle style) => style == TrainingStyle.Varied ? Varied : Check;

    private static TrainingRanges Varied { get; } = new()
    {
        SpectralFall = new(0.15, 1.2),
        TextureMm = new(1.1, 3.2),
        Exponent = new(1.7, 2.6),
        Irregularity = new(0, 0.34),
        RadiusMm = new(3, 26),
        Strength = new(0.5, 3.2),
        SuppressedFat = new(0.03, 0.36),
        Gland = new(0.2, 0.65),
        Suppressed = 0.7,
    };

    private static TrainingRanges Check { get; } = new()
    {
        SpectralFall = new(-0.25, 0.1),
        TextureMm = new(3.2, 5),
        Exponent = new(2.6, 4.5),
        Irregularity = new(0.05, 0.2),
        RadiusMm = new(3.5, 16),
        Strength = new(0.8, 1.8),
        SuppressedFat = new(0.1, 0.2),
        Gland = new(0.3, 0.45),
        Suppressed = 0.5,
    };
}
