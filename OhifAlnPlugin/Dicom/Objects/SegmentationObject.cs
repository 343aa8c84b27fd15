using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>How voxels are stored: Segmentation Type (0062,0001).</summary>
public enum SegmentationType
{
    /// <summary>One bit per voxel, frames for each segment.</summary>
    Binary,

    /// <summary>A probability or occupancy per voxel, frames for each segment.</summary>
    Fractional,

    /// <summary>The segment's number per voxel, frames for all segments together.</summary>
    LabelMap,
}

/// <summary>A segmentation object that was read (PS3.3 section A.51): its segments, what they refer to, and their voxels on a grid.</summary>
public sealed class SegmentationObject
{
    private readonly DicomPixelData pixels;
    private readonly Frame[] frames;
    private readonly double maximum;
    private readonly int? padding;

    private SegmentationObject(DicomDataset dataset, DicomPixelData pixels)
    {
        this.pixels = pixels;
        Type = TypeOf(dataset.GetString(DicomTag.SegmentationType));
        SopInstanceUid = Require(dataset, DicomTag.SOPInstanceUID);
        StudyInstanceUid = Require(dataset, DicomTag.StudyInstanceUID);
        SeriesInstanceUid = Require(dataset, DicomTag.SeriesInstanceUID);
        FrameOfReferenceUid = dataset.GetString(DicomTag.FrameOfReferenceUID);
        ContentCreatorName = dataset.GetString(DicomTag.ContentCreatorName);
        Segments = [.. dataset.GetSequence(DicomTag.SegmentSequence).Select(SegmentDataset.Read)];
        ReferencedSeriesInstanceUids = [.. dataset.GetSequence(DicomTag.ReferencedSeriesSequence).Select(s => s.GetString(DicomTag.SeriesInstanceUID)).OfType<string>()];
        maximum = dataset.GetInt(DicomTag.MaximumFractionalValue) is { } given and > 0 ? given : byte.MaxValue;
        padding = dataset.GetInt(DicomTag.PixelPaddingValue);
        frames = [.. FrameHeaders.Of(dataset).Select(Frame.Of)];
        ReferencedSopInstanceUids = [.. dataset.GetSequence(DicomTag.ReferencedSeriesSequence)
            .SelectMany(s => s.GetSequence(DicomTag.ReferencedInstanceSequence)).Select(r => r.GetString(DicomTag.ReferencedSOPInstanceUID))
            .Concat(frames.Select(f => f.SourceSopInstanceUid)).OfType<string>().Distinct()];
    }

    /// <summary>How voxels are stored.</summary>
    public SegmentationType Type { get; }

    /// <summary>SOP Instance UID.</summary>
    public string SopInstanceUid { get; }

    /// <summary>Study Instance UID.</summary>
    public string StudyInstanceUid { get; }

    /// <summary>Series Instance UID of the object's own series.</summary>
    public string SeriesInstanceUid { get; }

    /// <summary>Frame of Reference UID, or null.</summary>
    public string? FrameOfReferenceUid { get; }

    /// <summary>Who made it, or null.</summary>
    public string? ContentCreatorName { get; }

    /// <summary>The segments, in stored order.</summary>
    public IReadOnlyList<SegmentProperties> Segments { get; }

    /// <summary>Series of the images that it refers to.</summary>
    public IReadOnlyList<string> ReferencedSeriesInstanceUids { get; }

    /// <summary>Images that it refers to.</summary>
    public IReadOnlyList<string> ReferencedSopInstanceUids { get; }

    /// <summary>Reads a segmentation object.</summary>
    /// <param name="file">The file, with its pixel data.</param>
    /// <returns>The segmentation.</returns>
    /// <exception cref="DicomFormatException">It is no segmentation, or attributes it needs are missing or wrong.</exception>
    public static SegmentationObject Read(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string? sopClass = file.Dataset.GetString(DicomTag.SOPClassUID);
        if (sopClass is not (DicomUid.SegmentationStorage or DicomUid.LabelMapSegmentationStorage))
        {
            throw new DicomFormatException($"The object is of SOP class {sopClass ?? "(none)"}, which is no segmentation.");
        }

        DicomPixelData found = DicomPixelData.Find(file) ?? throw new DicomFormatException("The segmentation has no pixel data.");
        return new(file.Dataset, found);
    }

    /// <summary>One segment on the grid of an image; slices without a frame are empty.</summary>
    /// <param name="segmentNumber">Segment Number.</param>
    /// <param name="grid">The image's grid: its voxel centres must be those of the frames.</param>
    /// <param name="threshold">Fraction of the maximum from which a voxel of a fractional segmentation is inside, in (0, 1].</param>
    /// <returns>The voxels inside.</returns>
    /// <exception cref="DicomFormatException">There is no such segment, or a frame does not lie on the grid.</exception>
    public Mask ToMask(int segmentNumber, VolumeGeometry grid, double threshold = 0.5)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (Segments.All(s => s.Number != segmentNumber))
        {
            throw new DicomFormatException($"The segmentation has no segment {segmentNumber}; it has {string.Join(", ", Segments.Select(s => s.Number))}.");
        }

        RequireFrames();
        var mask = new Mask(grid);
        for (int n = 0; n < frames.Length; n++)
        {
            if (Type != SegmentationType.LabelMap && frames[n].SegmentNumber != segmentNumber)
            {
                continue;
            }

            FramePlacement.On(grid, frames[n].Plane, n, pixels.Rows, pixels.Columns)
                .ForEachInside(pixels.ToFloats(n), value => IsInside(value, segmentNumber, threshold), at => mask.Voxels[at] = 1);
        }

        return mask;
    }

    /// <summary>All segments on the grid of an image: label = segment number; where segments overlap, the higher number.</summary>
    /// <param name="grid">The image's grid: its voxel centres must be those of the frames.</param>
    /// <returns>The labels, 0 where there is no segment.</returns>
    /// <exception cref="DicomFormatException">A frame does not lie on the grid, or a segment number is over 65535.</exception>
    public LabelMap ToLabelMap(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ushort[] labels = new ushort[grid.VoxelCount];
        foreach (int number in Segments.Select(s => s.Number).Where(n => n > 0).Order())
        {
            if (number > ushort.MaxValue)
            {
                throw new DicomFormatException($"Segment number {number} is over the limit of {ushort.MaxValue}.");
            }

            byte[] voxels = ToMask(number, grid).Voxels;
            for (int n = 0; n < labels.Length; n++)
            {
                labels[n] = voxels[n] != 0 ? (ushort)number : labels[n];
            }
        }

        return new LabelMap(grid, labels);
    }

    private bool IsInside(float value, int segmentNumber, double threshold) => Type switch
    {
        SegmentationType.LabelMap => value == segmentNumber && value != padding,
        SegmentationType.Fractional => value >= threshold * maximum,
        _ => value != 0,
    };

    private void RequireFrames()
    {
        if (frames.Length != pixels.FrameCount)
        {
            throw new DicomFormatException($"The segmentation describes {frames.Length} frames, but its pixel data have {pixels.FrameCount}.");
        }
    }

    private static SegmentationType TypeOf(string? term) => term switch
    {
        "BINARY" => SegmentationType.Binary,
        "FRACTIONAL" => SegmentationType.Fractional,
        "LABELMAP" => SegmentationType.LabelMap,
        _ => throw new DicomFormatException($"Segmentation Type (0062,0001) is \"{term}\"; BINARY, FRACTIONAL or LABELMAP is needed."),
    };

    private static string Require(DicomDataset dataset, DicomTag tag) =>
        dataset.GetString(tag) ?? throw new DicomFormatException($"The segmentation has no {tag}.");

    /// <summary>What a frame's functional groups say.</summary>
    private sealed record Frame(int? SegmentNumber, SlicePlane? Plane, string? SourceSopInstanceUid)
    {
        public static Frame Of(DicomDataset header) => new(
            header.GetInt(DicomTag.ReferencedSegmentNumber),
            SlicePlane.From(header),
            header.GetSequence(DicomTag.SourceImageSequence) is [var source, ..] ? source.GetString(DicomTag.ReferencedSOPInstanceUID) : null);
    }
}
