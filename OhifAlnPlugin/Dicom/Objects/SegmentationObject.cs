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
    /// <summary>Slices this part of their distance further apart count as evenly spaced still.</summary>
    private const double SliceTolerance = 0.1;

    private readonly DicomPixelData pixels;
    private readonly StoredFrame[] frames;
    private readonly SlicePlane[] planes;
    private readonly string[] sources;
    private readonly double? declaredStepMm;
    private readonly double maximum;
    private readonly int? padding;
    private readonly Lazy<VolumeGeometry> ownGrid;

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
        frames = StoredFrame.Of(dataset, pixels);
        planes = [.. frames.Select(f => f.Plane).OfType<SlicePlane>()];
        declaredStepMm = Measure(dataset, DicomTag.SpacingBetweenSlices);
        double? thicknessMm = Measure(dataset, DicomTag.SliceThickness);
        sources = [.. frames.Select(f => f.SourceSopInstanceUid).OfType<string>().Distinct()];
        ownGrid = new(() => planes.Length < frames.Length ? Unplaced() : FrameGrid.Around(planes, pixels.Rows, pixels.Columns, FrameGrid.StepOf(planes, declaredStepMm, thicknessMm)));
        ReferencedSopInstanceUids = [.. dataset.GetSequence(DicomTag.ReferencedSeriesSequence)
            .SelectMany(s => s.GetSequence(DicomTag.ReferencedInstanceSequence)).Select(r => r.GetString(DicomTag.ReferencedSOPInstanceUID))
            .OfType<string>().Concat(sources).Distinct()];
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

    /// <summary>Whether the segmentation lies in space: some of a projection or a photograph do not.</summary>
    public bool HasPlace => planes.Length == frames.Length;

    /// <summary>
    /// The smallest grid that holds all frames; along the normal by Spacing Between Slices, where frames may be left out. Frames
    /// without a place become slices of pixels of 1 mm, one for each image that they name.
    /// </summary>
    /// <exception cref="DicomFormatException">The frames are not parallel, not evenly spaced, or too far apart.</exception>
    public VolumeGeometry OwnGrid() => ownGrid.Value;

    /// <summary>Whether every pixel is a voxel of a grid, so that nothing needs to be interpolated.</summary>
    /// <param name="grid">The grid of an image.</param>
    /// <returns>False also where the slices lie on the grid but stand for several slices of it each.</returns>
    public bool LiesOn(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return HasPlace && Array.TrueForAll(planes, p => FramePlacement.Fits(grid, p, pixels.Rows, pixels.Columns)) && !IsCoarserThan(grid);
    }

    /// <summary>One segment on the grid of an image; slices without a frame are empty.</summary>
    /// <param name="segmentNumber">Segment Number.</param>
    /// <param name="grid">The image's grid: its voxel centres must be those of the frames.</param>
    /// <param name="threshold">Fraction of the maximum from which a voxel of a fractional segmentation is inside, in (0, 1].</param>
    /// <returns>The voxels inside.</returns>
    /// <exception cref="DicomFormatException">There is no such segment, or a frame does not lie on the grid.</exception>
    public Mask ToMask(int segmentNumber, VolumeGeometry grid, double threshold = 0.5)
    {
        Mask mask = Fill(segmentNumber, grid, threshold, out (int Count, (int I, int J, int K) First) beside);
        RequireNone(beside, grid);
        return mask;
    }

    /// <summary>One segment on the grid of an image, without what lies beside it.</summary>
    /// <param name="segmentNumber">Segment Number.</param>
    /// <param name="grid">The image's grid: its voxel centres must be those of the frames.</param>
    /// <param name="beside">Voxels of the segment that lie outside the grid.</param>
    /// <returns>The voxels inside.</returns>
    /// <exception cref="DicomFormatException">There is no such segment, or a frame does not lie on the grid.</exception>
    public Mask ToMask(int segmentNumber, VolumeGeometry grid, out int beside)
    {
        Mask mask = Fill(segmentNumber, grid, threshold: 0.5, out (int Count, (int I, int J, int K) First) outside);
        beside = outside.Count;
        return mask;
    }

    /// <summary>All segments on the grid of an image: label = segment number; where segments overlap, the higher number.</summary>
    /// <param name="grid">The image's grid: its voxel centres must be those of the frames.</param>
    /// <returns>The labels, 0 where there is no segment.</returns>
    /// <exception cref="DicomFormatException">A frame does not lie on the grid, a voxel outside it, or a segment number is over 65535.</exception>
    public LabelMap ToLabelMap(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        HashSet<int> numbers = [.. Segments.Select(s => s.Number).Where(n => n > 0)];
        if (numbers.Count > 0 && numbers.Max() > ushort.MaxValue)
        {
            throw new DicomFormatException($"Segment number {numbers.Max()} is over the limit of {ushort.MaxValue}.");
        }

        ushort[] labels = new ushort[grid.VoxelCount];
        foreach (int n in Enumerable.Range(0, frames.Length).OrderBy(n => frames[n].SegmentNumber))
        {
            if (Type == SegmentationType.LabelMap)
            {
                RequireNone(PlaceOf(n, grid).ForEachInside(pixels.ToFloats(n), value => value != padding && numbers.Contains((int)value), (at, value) => labels[at] = (ushort)value), grid);
            }
            else if (frames[n].SegmentNumber is { } number && numbers.Contains(number))
            {
                RequireNone(PlaceOf(n, grid).ForEachInside(pixels.ToFloats(n), value => IsInside(value, number, threshold: 0.5), (at, _) => labels[at] = (ushort)number), grid);
            }
        }

        return new LabelMap(grid, labels);
    }

    private Mask Fill(int segmentNumber, VolumeGeometry grid, double threshold, out (int Count, (int I, int J, int K) First) beside)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (Segments.All(s => s.Number != segmentNumber))
        {
            throw new DicomFormatException($"The segmentation has no segment {segmentNumber}; it has {string.Join(", ", Segments.Select(s => s.Number))}.");
        }

        var mask = new Mask(grid);
        beside = default;
        for (int n = 0; n < frames.Length; n++)
        {
            if (Type == SegmentationType.LabelMap || frames[n].SegmentNumber == segmentNumber)
            {
                (int count, (int I, int J, int K) first) = PlaceOf(n, grid).ForEachInside(pixels.ToFloats(n), value => IsInside(value, segmentNumber, threshold), (at, _) => mask.Voxels[at] = 1);
                beside = (beside.Count + count, beside.Count > 0 ? beside.First : first);
            }
        }

        return mask;
    }

    private static void RequireNone((int Count, (int I, int J, int K) First) beside, VolumeGeometry grid)
    {
        if (beside.Count > 0)
        {
            throw new DicomFormatException(
                $"A segment has a voxel at index ({beside.First.I}, {beside.First.J}, {beside.First.K}), outside the image of {grid.SizeX} × {grid.SizeY} × {grid.SizeZ} voxels.");
        }
    }

    private FramePlacement PlaceOf(int frame, VolumeGeometry grid) =>
        FramePlacement.On(grid, frames[frame].Plane ?? (ownGrid.IsValueCreated && ReferenceEquals(grid, ownGrid.Value) ? PlaneWithoutPlace(frame) : null), frame, pixels.Rows, pixels.Columns);

    private bool IsInside(float value, int segmentNumber, double threshold) => Type switch
    {
        SegmentationType.LabelMap => value == segmentNumber && value != padding,
        SegmentationType.Fractional => value >= threshold * maximum,
        _ => value != 0,
    };

    /// <summary>Whether neighbouring frames, as far apart as the segmentation says its slices are, lie more than a voxel apart.</summary>
    private bool IsCoarserThan(VolumeGeometry grid)
    {
        if (FrameGrid.SmallestGapMm(planes) is not { } gap || declaredStepMm is not { } declared || Math.Abs(gap - declared) > SliceTolerance * declared)
        {
            return false;
        }

        Vector3 step = grid.ToIndex(planes[0].Origin + (gap * planes[0].Normal)) - grid.ToIndex(planes[0].Origin);
        return Math.Max(Math.Abs(step.X), Math.Max(Math.Abs(step.Y), Math.Abs(step.Z))) > 1 + SliceTolerance;
    }

    private VolumeGeometry Unplaced() =>
        VolumeGeometry.AxisAligned(pixels.Columns, pixels.Rows, Enumerable.Range(0, frames.Length).Max(n => (int)PlaneWithoutPlace(n).Origin.Z) + 1, new(1, 1, 1));

    private SlicePlane PlaneWithoutPlace(int frame) => new(
        new(0, 0, frames[frame].SourceSopInstanceUid is { } source ? Array.IndexOf(sources, source) : frame), new(1, 0, 0), new(0, 1, 0), 1, 1);

    private static double? Measure(DicomDataset dataset, DicomTag tag) =>
        dataset.GetSequence(DicomTag.SharedFunctionalGroupsSequence) is [var shared, ..] && shared.GetSequence(DicomTag.PixelMeasuresSequence) is [var measures, ..] ? measures.GetDouble(tag) : null;

    private static SegmentationType TypeOf(string? term) => term switch
    {
        "BINARY" => SegmentationType.Binary,
        "FRACTIONAL" => SegmentationType.Fractional,
        "LABELMAP" => SegmentationType.LabelMap,
        _ => throw new DicomFormatException($"Segmentation Type (0062,0001) is \"{term}\"; BINARY, FRACTIONAL or LABELMAP is needed."),
    };

    private static string Require(DicomDataset dataset, DicomTag tag) =>
        dataset.GetString(tag) ?? throw new DicomFormatException($"The segmentation has no {tag}.");
}
