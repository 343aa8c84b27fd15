using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Reads the labelmap of a request in the form of a save and takes one VOI out of it.</summary>
internal sealed class UnsavedVois(DynamicStudies studies, AuditNotes audit) : IUnsavedVois
{
    /// <inheritdoc/>
    public async Task<UnsavedVoi> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var upload = SegmentationUpload.Open(request);
        var description = await upload.ReadDescriptionAsync<ScoringDescription>(cancellation);
        var headers = await studies.ReadHeadersAsync(description.StudyInstanceUid, cancellation);
        audit.NoteStudy(description.StudyInstanceUid);
        var layout = studies.LayoutOf(headers);
        var segment = description.Segments.FirstOrDefault(s => description.Segment is null || s.Number == description.Segment)
            ?? throw SegmentationProblems.BadUpload($"There is no segment {description.Segment}; there are {string.Join(", ", description.Segments.Select(s => s.Number))}.");
        var (_, labels) = await SegmentationSaving.ReadLabelsAsync(upload, description, layout, headers, cancellation);
        var voi = SegmentMeasuring.MaskOf(layout.Geometry, labels, segment.Number);
        return voi.BoundingBox() is null
            ? throw SegmentationProblems.EmptyVoi()
            : new UnsavedVoi(headers, layout, voi, SegmentMeasuring.Measure(voi, segment.Number, segment.Label), description.Centre, description.Clinical);
    }
}

/// <summary>What a client says of the labelmap that it wants scored.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="SopInstanceUids">The image behind each frame of the labelmap; images without a voxel of the VOI may be left out.</param>
/// <param name="Rows">Rows of each frame.</param>
/// <param name="Columns">Columns of each frame.</param>
/// <param name="Segments">The labels that occur, with their names.</param>
/// <param name="Segment">Which of them is scored; the first where left out.</param>
/// <param name="Centre">The centre of the study; without it the images say it.</param>
/// <param name="Clinical">Clinical values by the key of their field.</param>
/// <param name="Edited">Whether a person changed it; of no meaning here.</param>
/// <param name="FrameNumbers">The frame of each image, from 1, where the images have several; null otherwise.</param>
internal sealed record ScoringDescription(
    string StudyInstanceUid,
    IReadOnlyList<string> SopInstanceUids,
    int Rows,
    int Columns,
    IReadOnlyList<UploadedSegment> Segments,
    int? Segment = null,
    string? Centre = null,
    IReadOnlyDictionary<string, string>? Clinical = null,
    bool Edited = true,
    IReadOnlyList<int>? FrameNumbers = null)
    : UploadDescription(StudyInstanceUid, SopInstanceUids, Rows, Columns, Segments, Edited, FrameNumbers);
