using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Segmentation.Editing;

/// <summary>Does operations on one VOI of a labelmap: of one that a client sends, or of a draft or a saved segmentation.</summary>
internal sealed class LabelEditing(DynamicStudies studies, Segmentations segmentations, DraftFolder drafts, CurrentUser user, AuditNotes audit, TimeProvider clock)
{
    /// <summary>Name of the segment that a shell becomes.</summary>
    public const string ShellName = "Peritumoral shell";

    /// <summary>Edits a labelmap that a client sends.</summary>
    /// <returns>The labels of its frames, in their order.</returns>
    /// <exception cref="Http.ProblemException">The upload does not fit the study, or the operation cannot be done.</exception>
    public async Task<byte[]> EditAsync(SegmentationUpload upload, CancellationToken cancellation)
    {
        var description = await upload.ReadDescriptionAsync<EditDescription>(cancellation);
        var headers = await studies.ReadHeadersAsync(description.StudyInstanceUid, cancellation);
        audit.NoteStudy(description.StudyInstanceUid);
        var layout = studies.LayoutOf(headers);
        var (placement, labels) = await SegmentationSaving.ReadLabelsAsync(upload, description, layout, headers, cancellation);
        int segment = NumberOf(description.Segment, [.. description.Segments.Select(s => s.Number)]);
        await EditAsync(labels, segment, labels.Max() + 1, description.Operation, layout, placement.Slices, cancellation);
        return placement.Frames(labels, layout.Geometry.SliceLength);
    }

    /// <summary>Edits a draft or a saved segmentation.</summary>
    /// <returns>A new draft; the same operation on the same segmentation gives the same draft.</returns>
    /// <exception cref="Http.ProblemException">There is no such segmentation or VOI, or the operation cannot be done.</exception>
    public async Task<SegmentationInfo> EditAsync(string id, StoredEdit edit, CancellationToken cancellation)
    {
        StoredSegmentation origin = await segmentations.GetAsync(id, cancellation);
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(origin.Info.StudyInstanceUid, cancellation));
        int segment = NumberOf(edit.Segment, [.. origin.Info.Segments.Select(s => s.Number)]);
        LabelLayers before = origin.Layers();
        byte[] labels = Above(before, segment, layout.Geometry);
        var names = origin.Info.Segments.ToDictionary(s => s.Number, s => s.Label);
        int written = await EditAsync(labels, segment, names.Keys.Max() + 1, edit.Operation, layout, slices: null, cancellation);
        names.TryAdd(written, ShellName);
        LabelLayers after = Rebuilt(before, labels, written, names.Keys, layout.Geometry);
        Guid draft = IdOf(origin.Info.Id, edit);
        drafts.Write(
            origin.Info with
            {
                Id = draft.ToString("D"),
                Saved = false,
                SopInstanceUid = null,
                AlgorithmType = origin.Info.AlgorithmType == AlgorithmType.Manual ? AlgorithmType.Manual : AlgorithmType.SemiAutomatic,
                Segments = [.. names.Keys.Order().Where(after.Contains).Select(n => SegmentMeasuring.Measure(after.MaskOf(layout.Geometry, n), n, names[n]))],
                CreatedAt = clock.GetUtcNow(),
                Owner = user.Owner,
            },
            after,
            origin.Properties);
        return drafts.Find(draft)!;
    }

    /// <summary>The labels with one VOI above all others, so that it is seen whole.</summary>
    private static byte[] Above(LabelLayers layers, int segment, VolumeGeometry grid)
    {
        byte[] labels = (byte[])layers.Top.Clone();
        Mask whole = layers.MaskOf(grid, segment);
        for (int n = 0; n < labels.Length; n++)
        {
            labels[n] = whole.Voxels[n] != 0 ? (byte)segment : labels[n];
        }

        return labels;
    }

    /// <summary>The VOI that was written, with all others as they were.</summary>
    private static LabelLayers Rebuilt(LabelLayers before, byte[] labels, int written, IEnumerable<int> numbers, VolumeGeometry grid)
    {
        var after = LabelLayers.Single(new byte[labels.Length]);
        foreach (int number in numbers)
        {
            after.Add(number == written ? SegmentMeasuring.MaskOf(grid, labels, number) : before.MaskOf(grid, number), (byte)number);
        }

        return after;
    }

    /// <summary>Edits labels in place and returns the number that the result has: the segment's, or the free one for a VOI of its own.</summary>
    private async Task<int> EditAsync(byte[] labels, int segment, int free, MaskOperation operation, DceLayout layout, IReadOnlyList<int>? slices, CancellationToken cancellation)
    {
        var series = MaskEditing.NeedsImages(operation) ? await studies.LoadAsync(layout, progress: null, cancellation) : null;
        Mask before = SegmentMeasuring.MaskOf(layout.Geometry, labels, segment), after = MaskEditing.Do(operation, before, layout, series, slices, cancellation);
        bool isNew = operation.Kind == MaskOperationKind.Shell;
        int number = isNew ? free : segment;
        if (number > byte.MaxValue)
        {
            throw SegmentationProblems.BadPrompt($"The shell finds no free number: the labelmap already has segment {byte.MaxValue}.");
        }

        for (int n = 0; n < labels.Length; n++)
        {
            labels[n] = after.Voxels[n] != 0 && labels[n] == 0 ? (byte)number
                : !isNew && after.Voxels[n] == 0 && labels[n] == segment ? (byte)0
                : labels[n];
        }

        return number;
    }

    private static int NumberOf(int? wanted, int[] numbers) =>
        wanted is null ? numbers.Min()
        : numbers.Contains(wanted.Value) ? wanted.Value
        : throw SegmentationProblems.BadPrompt($"There is no segment {wanted}; there are {string.Join(", ", numbers)}.");

    private Guid IdOf(string origin, StoredEdit edit)
    {
        string content = $"{origin}\n{JsonSerializer.Serialize(edit, JobKind.Json)}\n{user.Owner}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16), bigEndian: true);
    }
}

/// <summary>What a client says of the labelmap that it wants edited.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="SopInstanceUids">The image behind each frame of the labelmap, in the labelmap's own order.</param>
/// <param name="Rows">Rows of each frame.</param>
/// <param name="Columns">Columns of each frame.</param>
/// <param name="Segments">The labels that occur, with their names.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Segment">To which of the segments; the first where left out.</param>
/// <param name="Edited">Whether a person changed it; of no meaning here.</param>
/// <param name="FrameNumbers">The frame of each image, from 1, where the images have several; null otherwise.</param>
internal sealed record EditDescription(
    string StudyInstanceUid, IReadOnlyList<string> SopInstanceUids, int Rows, int Columns, IReadOnlyList<UploadedSegment> Segments, MaskOperation Operation, int? Segment = null, bool Edited = true, IReadOnlyList<int>? FrameNumbers = null)
    : UploadDescription(StudyInstanceUid, SopInstanceUids, Rows, Columns, Segments, Edited, FrameNumbers);

/// <summary>An operation on a draft or a saved segmentation.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Segment">To which of its segments; the first where left out.</param>
internal sealed record StoredEdit(MaskOperation Operation, int? Segment = null);
