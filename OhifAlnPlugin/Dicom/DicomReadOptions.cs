namespace OhifAlnPlugin.Dicom;

/// <summary>How much of a file is read, and what is refused.</summary>
public sealed record DicomReadOptions
{
    /// <summary>Everything is read, with the default limits.</summary>
    public static DicomReadOptions Default { get; } = new();

    /// <summary>The header alone is read, with the default limits.</summary>
    public static DicomReadOptions Header { get; } = new() { StopBeforePixelData = true };

    /// <summary>Whether reading ends at the first of (7FE0,0008), (7FE0,0009) and (7FE0,0010) without touching its value.</summary>
    public bool StopBeforePixelData { get; init; }

    /// <summary>What is refused.</summary>
    public DicomLimits Limits { get; init; } = DicomLimits.Default;
}

/// <summary>Bounds that hold whatever the data claim.</summary>
public sealed record DicomLimits
{
    /// <summary>The default limits.</summary>
    public static DicomLimits Default { get; } = new();

    /// <summary>Deepest nesting of sequences; the data set itself is at depth 0.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most elements, items and fragments in one file, nested ones included.</summary>
    public int MaxElements { get; init; } = 2_000_000;

    /// <summary>Longest single value, bytes; an array cannot be longer.</summary>
    public int MaxValueLength { get; init; } = Array.MaxLength;

    /// <summary>
    /// Most bytes of all values together, those of OB, OW and the like outside sequences aside. Real headers stay under a megabyte,
    /// multi-frame ones of ten thousand frames under 50; what is made of these values (texts, JSON) takes a multiple of their length.
    /// </summary>
    public long MaxHeaderLength { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most inflated bytes for one deflated byte.</summary>
    public int MaxInflationRatio { get; init; } = 64;

    /// <summary>Most bytes of one inflated data set.</summary>
    public long MaxInflatedLength { get; init; } = 512L * 1024 * 1024;
}
