namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>Who made a segment: Segment Algorithm Type (0062,0008).</summary>
public enum SegmentAlgorithmType
{
    /// <summary>An algorithm, untouched since: AUTOMATIC.</summary>
    Automatic,

    /// <summary>An algorithm, and a person who guided or edited it: SEMIAUTOMATIC.</summary>
    SemiAutomatic,

    /// <summary>A person: MANUAL.</summary>
    Manual,
}

/// <summary>The algorithm behind a segment (PS3.3 table 10-19).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Family">What kind it is; CID 7162.</param>
/// <param name="Parameters">Its settings as text, or null.</param>
public sealed record SegmentAlgorithm(string Name, string Version, CodedConcept Family, string? Parameters = null);

/// <summary>What a segment is (PS3.3 section C.8.20.4).</summary>
public sealed record SegmentProperties
{
    /// <summary>Number of the segment: 1, 2, 3 … without gaps in a binary segmentation.</summary>
    public required int Number { get; init; }

    /// <summary>Label for people, at most 64 characters.</summary>
    public required string Label { get; init; }

    /// <summary>Category; CID 7150.</summary>
    public CodedConcept Category { get; init; } = SegmentationCodes.MorphologicallyAbnormalStructure;

    /// <summary>Type within the category; CID 7151.</summary>
    public CodedConcept Type { get; init; } = SegmentationCodes.PrimaryNeoplasm;

    /// <summary>Where it lies in the body, or null.</summary>
    public CodedConcept? AnatomicRegion { get; init; }

    /// <summary>Side of the anatomic region, or null.</summary>
    public CodedConcept? Laterality { get; init; }

    /// <summary>Who made it.</summary>
    public required SegmentAlgorithmType AlgorithmType { get; init; }

    /// <summary>With what; needed unless it was drawn by hand.</summary>
    public SegmentAlgorithm? Algorithm { get; init; }

    /// <summary>Name under which the lesion is followed over time.</summary>
    public required string TrackingId { get; init; }

    /// <summary>Identifier under which the lesion is followed over time.</summary>
    public required string TrackingUid { get; init; }
}
