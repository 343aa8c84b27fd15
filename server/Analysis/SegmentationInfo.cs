using System.Text.Json.Serialization;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>How a segmentation came about, in the words of Segment Algorithm Type (0062,0008).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlgorithmType>))]
internal enum AlgorithmType
{
    /// <summary>By the method alone.</summary>
    [JsonStringEnumMemberName("AUTOMATIC")]
    Automatic,

    /// <summary>By the method with a person's help: a click, or an edit afterwards.</summary>
    [JsonStringEnumMemberName("SEMIAUTOMATIC")]
    SemiAutomatic,

    /// <summary>Drawn by a person.</summary>
    [JsonStringEnumMemberName("MANUAL")]
    Manual,
}

/// <summary>One VOI of a segmentation.</summary>
/// <param name="Number">Its value in the labelmap.</param>
/// <param name="Label">Its name.</param>
/// <param name="Voxels">Voxels inside.</param>
/// <param name="VolumeMm3">Volume, mm³.</param>
/// <param name="LongestDiameterMm">Largest distance between two points of its surface, mm.</param>
internal sealed record Segment(int Number, string Label, int Voxels, double VolumeMm3, double LongestDiameterMm);

/// <summary>A segmentation as the viewer sees it: a draft that a job left, or one saved as DICOM SEG.</summary>
/// <param name="Id">The draft's identifier, or the SOP Instance UID of the SEG.</param>
/// <param name="Saved">Whether it is a SEG in the store.</param>
/// <param name="StudyInstanceUid">Study.</param>
/// <param name="SeriesInstanceUid">Series of the images it is drawn on.</param>
/// <param name="SopInstanceUids">The image behind each frame of the labelmap, by slice position.</param>
/// <param name="Rows">Rows of each frame.</param>
/// <param name="Columns">Columns of each frame.</param>
/// <param name="AlgorithmType">How it came about.</param>
/// <param name="Method">The method; null when drawn by hand or written by another program that names none.</param>
/// <param name="Segments">The VOIs.</param>
/// <param name="SopInstanceUid">SOP Instance UID of the SEG; null for a draft.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
internal sealed record SegmentationInfo(
    string Id,
    bool Saved,
    string StudyInstanceUid,
    string SeriesInstanceUid,
    IReadOnlyList<string> SopInstanceUids,
    int Rows,
    int Columns,
    AlgorithmType AlgorithmType,
    SegmentationMethod? Method,
    IReadOnlyList<Segment> Segments,
    string? SopInstanceUid,
    DateTimeOffset CreatedAt)
{
    /// <summary>The frame of each image, from 1, in the order of the labelmap's frames; null where every image is a slice of its own.</summary>
    public IReadOnlyList<int>? FrameNumbers { get; init; }

    /// <summary>How many labelmaps hold it: one, and one more for every further VOI that a voxel may belong to.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>What the method found suspicious, the VOI first; empty for VOIs that are saved or drawn by hand.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>What a reader should know of how it was brought to the images, as sentences: another grid, overlaps, parts beside them.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whose draft it is; null without a login, and for saved ones, which belong to the study.</summary>
    public string? Owner { get; init; }
}
