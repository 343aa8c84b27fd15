using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>What a search answers one row for.</summary>
internal enum SearchLevel
{
    Study,
    Series,
    Instance,
}

/// <summary>A value that an attribute must match (PS3.4 section C.2.2.2).</summary>
/// <param name="Path">The attribute; more than one tag leads into sequences.</param>
/// <param name="Value">The value with wild cards, range or list; never empty.</param>
internal sealed record SearchCondition(IReadOnlyList<DicomTag> Path, string Value)
{
    /// <summary>The value that stands for an attribute without a value (PS3.4 section C.2.2.2.7), where such matching is asked for.</summary>
    public const string Empty = "\"\"";
}

/// <summary>A search of the index.</summary>
internal sealed record SearchRequest
{
    public required SearchLevel Level { get; init; }

    /// <summary>Study or series to search within; null for everywhere.</summary>
    public InstanceScope? Scope { get; init; }

    public IReadOnlyList<SearchCondition> Conditions { get; init; } = [];

    /// <summary>Whether a patient's name matches by the beginnings of its words.</summary>
    public bool FuzzyNames { get; init; }

    /// <summary>Whether <see cref="SearchCondition.Empty"/> matches attributes without a value.</summary>
    public bool MatchEmpty { get; init; }

    /// <summary>Whether instances are found that a rejection note hides.</summary>
    public bool IncludeRejected { get; init; }

    /// <summary>Most rows to answer.</summary>
    public required int Limit { get; init; }

    /// <summary>Rows to skip.</summary>
    public int Offset { get; init; }

    /// <summary>Whether to read the whole header of each instance.</summary>
    public bool WithMetadata { get; init; }
}

/// <summary>A row found. Attributes are DICOM JSON; those of levels below the search's are null.</summary>
internal sealed record SearchRow
{
    public required string StudyInstanceUid { get; init; }

    public required string StudyAttributes { get; init; }

    /// <summary>Modalities of the study's series, separated by backslashes; null unless studies were searched.</summary>
    public string? ModalitiesInStudy { get; init; }

    public string? SeriesInstanceUid { get; init; }

    public string? SeriesAttributes { get; init; }

    public string? SopInstanceUid { get; init; }

    public string? InstanceAttributes { get; init; }

    /// <summary>Packed header, where asked for.</summary>
    public byte[]? Metadata { get; init; }

    /// <summary>Series of the study; 0 unless studies were searched.</summary>
    public int SeriesCount { get; init; }

    /// <summary>Instances of the study or series; 0 when instances were searched.</summary>
    public int InstanceCount { get; init; }
}
