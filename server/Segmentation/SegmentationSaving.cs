using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Takes in a labelmap that a client saves: puts it on the grid of the dynamic series, checks it, and has it stored as DICOM SEG.</summary>
internal sealed class SegmentationSaving(DynamicStudies studies, Segmentations segmentations, SavedSegmentations saved, NewestVersion newest)
{
    /// <summary>Saves an upload.</summary>
    /// <param name="id">What was edited: a draft, a saved segmentation, or a GUID of the client's for one drawn by hand.</param>
    /// <param name="upload">The body of the request.</param>
    /// <param name="ifMatch">Entity tag of the saved segmentations that the client knows; empty where it does not care.</param>
    /// <param name="cancellation">Stops it before anything is stored.</param>
    /// <returns>The saved segmentation, and whether it was not there before.</returns>
    /// <exception cref="Http.ProblemException">The upload does not fit the study, or another segmentation was saved since.</exception>
    public async Task<(SegmentationInfo Saved, bool IsNew)> SaveAsync(string id, SegmentationUpload upload, string ifMatch, CancellationToken cancellation)
    {
        var description = await upload.ReadDescriptionAsync(cancellation);
        var origin = await OriginOfAsync(id, description.StudyInstanceUid, cancellation);
        var headers = await studies.ReadHeadersAsync(description.StudyInstanceUid, cancellation);
        var layout = studies.LayoutOf(headers);
        var (placement, layers) = await ReadLayersAsync(upload, description, layout, headers, cancellation);
        RequireLabels(layers, description.Segments);
        if (description.Layers is null && origin?.Info.Layers > 1)
        {
            layers = origin.Layers().Under(layers.Top, description.Segments.Select(s => s.Number).ToHashSet());
        }

        var names = description.Segments.Where(s => layers.Contains(s.Number)).ToDictionary(s => s.Number, s => s.Label);
        var voi = new VoiToSave(layout, placement.PhaseIndex, layers.Top, names, TypeOf(origin, layers), origin?.Info.Method)
        {
            Layers = layers,
            Known = KnownOf(origin, layers, layout.Geometry),
        };
        await newest.RequireAsync(voi, ifMatch, cancellation);
        return await saved.SaveAsync(voi, headers, cancellation);
    }

    /// <summary>Reads the labelmap of an upload whose VOIs share no voxel, and puts it on the grid.</summary>
    /// <returns>Where its frames lie, and one label per voxel of the grid.</returns>
    /// <exception cref="Http.ProblemException">The frames do not fit the study.</exception>
    public static async Task<(FramePlacement Placement, byte[] Labels)> ReadLabelsAsync(
        SegmentationUpload upload, UploadDescription description, DceLayout layout, IReadOnlyList<DicomDataset> headers, CancellationToken cancellation)
    {
        var (placement, layers) = await ReadLayersAsync(upload, description with { Layers = null }, layout, headers, cancellation);
        return (placement, layers.Top);
    }

    /// <summary>Reads the labelmaps of an upload and puts them on the grid.</summary>
    private static async Task<(FramePlacement Placement, LabelLayers Layers)> ReadLayersAsync(
        SegmentationUpload upload, UploadDescription description, DceLayout layout, IReadOnlyList<DicomDataset> headers, CancellationToken cancellation)
    {
        var placement = FramePlacement.Find(layout.Phases, description.SopInstanceUids, description.FrameNumbers) ?? throw WhyForeign(layout, headers, description.SopInstanceUids[0]);
        var grid = layout.Geometry;
        if ((description.Rows, description.Columns) != (grid.SizeY, grid.SizeX))
        {
            throw SegmentationProblems.OtherFrameSize(description.Rows, description.Columns, grid.SizeY, grid.SizeX);
        }

        var labelmaps = new List<byte[]>();
        while (labelmaps.Count < (description.Layers ?? 1))
        {
            byte[] frames = await upload.ReadLabelmapAsync(description.SopInstanceUids.Count * grid.SliceLength, cancellation);
            labelmaps.Add(placement.Arrange(frames, grid.SliceLength, grid.SizeZ));
        }

        return (placement, LabelLayers.Of(labelmaps));
    }

    /// <summary>How the saved VOI came about. Whether it was edited is seen by comparing it with its origin, not believed.</summary>
    private static AlgorithmType TypeOf(StoredSegmentation? origin, LabelLayers layers) => origin switch
    {
        null => AlgorithmType.Manual,
        { Info.AlgorithmType: AlgorithmType.Automatic } when !origin.Layers().IsSameAs(layers) => AlgorithmType.SemiAutomatic,
        _ => origin.Info.AlgorithmType,
    };

    /// <summary>What the origin says of its segments; of one that an algorithm made and a person changed, that it is semi-automatic now.</summary>
    private static Dictionary<int, SegmentProperties> KnownOf(StoredSegmentation? origin, LabelLayers layers, VolumeGeometry grid) =>
        origin is null ? [] : origin.Properties.ToDictionary(p => p.Number, p =>
            p.AlgorithmType == SegmentAlgorithmType.Automatic && !layers.MaskOf(grid, p.Number).Voxels.AsSpan().SequenceEqual(origin.MaskOf(grid, p.Number).Voxels)
                ? p with { AlgorithmType = SegmentAlgorithmType.SemiAutomatic }
                : p);

    private static void RequireLabels(LabelLayers layers, IReadOnlyList<UploadedSegment> segments)
    {
        Span<bool> present = stackalloc bool[256];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            foreach (byte label in layers[layer])
            {
                present[label] = true;
            }
        }

        bool any = false;
        for (int label = 1; label < present.Length; label++)
        {
            if (present[label] && !segments.Any(s => s.Number == label))
            {
                throw SegmentationProblems.UnknownLabel(label);
            }

            any |= present[label];
        }

        if (!any)
        {
            throw SegmentationProblems.EmptyVoi();
        }
    }

    private static Http.ProblemException WhyForeign(DceLayout layout, IReadOnlyList<DicomDataset> headers, string sopInstanceUid)
    {
        if (headers.FirstOrDefault(h => h.GetString(DicomTag.SOPInstanceUID) == sopInstanceUid) is not { } image)
        {
            return SegmentationProblems.UnknownImage(sopInstanceUid, layout.StudyInstanceUid);
        }

        string? frameOfReference = image.GetString(DicomTag.FrameOfReferenceUID);
        return frameOfReference == layout.FrameOfReferenceUid
            ? SegmentationProblems.NotInDynamicSeries(sopInstanceUid)
            : SegmentationProblems.OtherFrameOfReference(sopInstanceUid, frameOfReference, layout.FrameOfReferenceUid);
    }

    private async Task<StoredSegmentation?> OriginOfAsync(string id, string studyInstanceUid, CancellationToken cancellation)
    {
        var origin = await segmentations.FindAsync(id, cancellation);
        if (origin is null && !Guid.TryParseExact(id, "D", out _))
        {
            throw AnalysisProblems.SegmentationNotFound(id);
        }

        return origin is null || origin.Info.StudyInstanceUid == studyInstanceUid
            ? origin
            : throw SegmentationProblems.WrongStudy(id, origin.Info.StudyInstanceUid, studyInstanceUid);
    }
}
