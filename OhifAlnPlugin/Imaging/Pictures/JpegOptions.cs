namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>How a JPEG is written.</summary>
public sealed record JpegOptions
{
    /// <summary>Lowest quality.</summary>
    public const int LowestQuality = 1;

    /// <summary>Highest quality.</summary>
    public const int HighestQuality = 100;

    /// <summary>1 to 100 on the scale of the Independent JPEG Group: it scales the tables of ITU T.81 Annex K, 50 leaves them as they are.</summary>
    public int Quality { get; init; } = 90;

    /// <summary>Whether the colour differences are kept for every pixel (4:4:4), else for every 2 × 2 pixels (4:2:0). Without meaning for grey pictures.</summary>
    public bool FullColour { get; init; } = true;

    /// <summary>ICC profile to embed in APP2 segments; none when empty.</summary>
    public ReadOnlyMemory<byte> IccProfile { get; init; }
}
