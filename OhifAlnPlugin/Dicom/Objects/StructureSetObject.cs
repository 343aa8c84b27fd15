using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>A region of a structure set: outlines on planes.</summary>
/// <param name="Number">ROI Number.</param>
/// <param name="Name">ROI Name, empty where it has none.</param>
/// <param name="FrameOfReferenceUid">Frame of reference of its points, or null.</param>
/// <param name="AlgorithmType">How it was made; null where the structure set does not say.</param>
/// <param name="Contours">Its closed planar outlines, points in LPS mm.</param>
/// <param name="SlabMm">Thickness that its outlines stand for, where given.</param>
public sealed record StructureRoi(
    int Number, string Name, string? FrameOfReferenceUid, SegmentAlgorithmType? AlgorithmType, IReadOnlyList<IReadOnlyList<Vector3>> Contours, double? SlabMm);

/// <summary>An RT structure set that was read (PS3.3 section A.19): regions as outlines on planes, brought to voxels here.</summary>
public sealed class StructureSetObject
{
    private static readonly string[] Closed = ["CLOSED_PLANAR", "CLOSEDPLANAR_XOR"];

    private StructureSetObject(DicomDataset dataset)
    {
        SopInstanceUid = Require(dataset, DicomTag.SOPInstanceUID);
        StudyInstanceUid = Require(dataset, DicomTag.StudyInstanceUID);
        ILookup<int?, DicomDataset> contours = dataset.GetSequence(DicomTag.ROIContourSequence).ToLookup(c => c.GetInt(DicomTag.ReferencedROINumber));
        Rois = [.. dataset.GetSequence(DicomTag.StructureSetROISequence).Select(roi => RoiOf(roi, contours))];
        ReferencedSopInstanceUids = [.. dataset.GetSequence(DicomTag.ROIContourSequence)
            .SelectMany(c => c.GetSequence(DicomTag.ContourSequence)).SelectMany(c => c.GetSequence(DicomTag.ContourImageSequence))
            .Concat(Listed(dataset)).Select(image => image.GetString(DicomTag.ReferencedSOPInstanceUID)).OfType<string>().Distinct()];
    }

    /// <summary>SOP Instance UID.</summary>
    public string SopInstanceUid { get; }

    /// <summary>Study Instance UID.</summary>
    public string StudyInstanceUid { get; }

    /// <summary>The regions, in stored order; some may have no closed planar outline.</summary>
    public IReadOnlyList<StructureRoi> Rois { get; }

    /// <summary>Images that it refers to.</summary>
    public IReadOnlyList<string> ReferencedSopInstanceUids { get; }

    /// <summary>Reads a structure set.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The structure set.</returns>
    /// <exception cref="DicomFormatException">It is no structure set, or attributes it needs are missing or wrong.</exception>
    public static StructureSetObject Read(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Dataset.GetString(DicomTag.SOPClassUID) is DicomUid.RTStructureSetStorage
            ? new(file.Dataset)
            : throw new DicomFormatException($"The object is of SOP class {file.Dataset.GetString(DicomTag.SOPClassUID) ?? "(none)"}, which is no RT structure set.");
    }

    /// <summary>One region on the grid of an image.</summary>
    /// <param name="roiNumber">ROI Number.</param>
    /// <param name="grid">The image's grid; the outlines must be parallel to its slices.</param>
    /// <returns>The voxels whose centres are inside; see <see cref="ContourPlanes"/> for the rule.</returns>
    /// <exception cref="DicomFormatException">There is no such region, or its outlines cannot be brought to the grid.</exception>
    public Mask ToMask(int roiNumber, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        StructureRoi roi = Rois.FirstOrDefault(r => r.Number == roiNumber)
            ?? throw new DicomFormatException($"The structure set has no region {roiNumber}; it has {string.Join(", ", Rois.Select(r => r.Number))}.");
        return ContourPlanes.Of(roi, grid).ToMask(grid);
    }

    private static StructureRoi RoiOf(DicomDataset roi, ILookup<int?, DicomDataset> contours)
    {
        int number = roi.GetInt(DicomTag.ROINumber) ?? throw new DicomFormatException("A region of the structure set has no ROI Number (3006,0022).");
        DicomDataset[] closed = [.. contours[number].SelectMany(c => c.GetSequence(DicomTag.ContourSequence)).Where(c => Closed.Contains(c.GetString(DicomTag.ContourGeometricType)))];
        return new(
            number,
            roi.GetString(DicomTag.ROIName) ?? "",
            roi.GetString(DicomTag.ReferencedFrameOfReferenceUID),
            roi.GetString(DicomTag.ROIGenerationAlgorithm) switch
            {
                "AUTOMATIC" => SegmentAlgorithmType.Automatic,
                "SEMIAUTOMATIC" => SegmentAlgorithmType.SemiAutomatic,
                "MANUAL" => SegmentAlgorithmType.Manual,
                _ => null,
            },
            [.. closed.Select(c => PointsOf(c, number))],
            closed.Select(c => c.GetDouble(DicomTag.ContourSlabThickness)).FirstOrDefault(t => t > 0));
    }

    private static Vector3[] PointsOf(DicomDataset contour, int roi)
    {
        double[] values = contour.GetDoubles(DicomTag.ContourData);
        if (values.Length % 3 != 0 || !Array.TrueForAll(values, double.IsFinite))
        {
            throw new DicomFormatException($"An outline of region {roi} has {values.Length} coordinates: finite numbers, three for each point, are needed.");
        }

        return [.. values.Chunk(3).Select(p => new Vector3(p[0], p[1], p[2]))];
    }

    private static IEnumerable<DicomDataset> Listed(DicomDataset dataset) => dataset.GetSequence(DicomTag.ReferencedFrameOfReferenceSequence)
        .SelectMany(f => f.GetSequence(DicomTag.RTReferencedStudySequence)).SelectMany(s => s.GetSequence(DicomTag.RTReferencedSeriesSequence))
        .SelectMany(s => s.GetSequence(DicomTag.ContourImageSequence));

    private static string Require(DicomDataset dataset, DicomTag tag) =>
        dataset.GetString(tag) ?? throw new DicomFormatException($"The structure set has no {tag}.");
}
