using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>What a segmentation says of one of its frames.</summary>
/// <param name="SegmentNumber">The segment that it shows; null in a label map.</param>
/// <param name="Plane">Where it lies in the patient or on the slide; null where nothing says so.</param>
/// <param name="SourceSopInstanceUid">The image that it was made from, or null.</param>
internal sealed record StoredFrame(int? SegmentNumber, SlicePlane? Plane, string? SourceSopInstanceUid)
{
    /// <summary>Most frames of a tiled segmentation, which are listed nowhere and so cost the sender nothing.</summary>
    private const int MaxTiles = 1_000_000;

    /// <summary>All that describes frames: the rest of the header is the same for each and would be copied in vain.</summary>
    private static readonly DicomTag[] Describing =
        [DicomTag.SharedFunctionalGroupsSequence, DicomTag.PerFrameFunctionalGroupsSequence, DicomTag.ImageOrientationSlide, DicomTag.SpecificCharacterSet];

    /// <summary>The frames of a segmentation.</summary>
    /// <param name="dataset">Its header.</param>
    /// <param name="pixels">Its pixel data.</param>
    /// <returns>One description per frame.</returns>
    /// <exception cref="DicomFormatException">Frames and descriptions differ in number, or the tiles do not fit their matrix.</exception>
    public static StoredFrame[] Of(DicomDataset dataset, DicomPixelData pixels)
    {
        var describing = new DicomDataset(Describing.Select(dataset.Find).OfType<DicomItem>());
        bool listed = dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence).Count > 0;
        if (!listed)
        {
            describing.SetSequence(DicomTag.PerFrameFunctionalGroupsSequence, new DicomDataset());
        }

        SlicePlane? corner = CornerOf(dataset);
        StoredFrame[] frames = [.. FrameHeaders.Of(describing).Select(header => From(header, corner))];
        return !listed && dataset.GetString(DicomTag.DimensionOrganizationType) == "TILED_FULL" ? Tiles(dataset, pixels, corner ?? frames[0].Plane)
            : frames.Length == pixels.FrameCount ? frames
            : throw new DicomFormatException($"The segmentation describes {frames.Length} frames, but its pixel data have {pixels.FrameCount}.");
    }

    private static StoredFrame From(DicomDataset header, SlicePlane? corner) => new(
        header.GetInt(DicomTag.ReferencedSegmentNumber),
        SlicePlane.From(header) ?? InMatrix(header, corner) ?? OnSlide(header),
        header.GetSequence(DicomTag.SourceImageSequence) is [var source, ..] ? source.GetString(DicomTag.ReferencedSOPInstanceUID) : null);

    /// <summary>A tile of a slide by its place in the whole matrix: whole numbers, where offsets are rounded and some makers swap them.</summary>
    private static SlicePlane? InMatrix(DicomDataset header, SlicePlane? corner) =>
        header.GetInt(DicomTag.ColumnPositionInTotalImagePixelMatrix) is { } column && header.GetInt(DicomTag.RowPositionInTotalImagePixelMatrix) is { } row
            ? Moved(corner, column - 1L, row - 1L)
            : null;

    /// <summary>A frame of a microscope slide lies in the slide's own coordinates, which are used like the patient's.</summary>
    private static SlicePlane? OnSlide(DicomDataset header) =>
        header.GetDouble(DicomTag.XOffsetInSlideCoordinateSystem) is { } x && header.GetDouble(DicomTag.YOffsetInSlideCoordinateSystem) is { } y && double.IsFinite(x + y)
        && (header.GetDouble(DicomTag.ZOffsetInSlideCoordinateSystem) ?? 0) is var z && double.IsFinite(z)
            ? SlicePlane.From(new DicomDataset(header)
                .SetBytes(DicomTag.ImageOrientationPatient, DicomVR.DS, header.GetBytes(DicomTag.ImageOrientationSlide))
                .Set(DicomTag.ImagePositionPatient, x, y, z))
            : null;

    /// <summary>PS3.3 C.7.6.17.3: the tiles of the whole matrix, along the rows and then down, for one segment after another.</summary>
    private static StoredFrame[] Tiles(DicomDataset dataset, DicomPixelData pixels, SlicePlane? corner)
    {
        int across = Along(dataset, DicomTag.TotalPixelMatrixColumns, pixels.Columns), down = Along(dataset, DicomTag.TotalPixelMatrixRows, pixels.Rows);
        int?[] segments = dataset.GetString(DicomTag.SegmentationType) == "LABELMAP" ? [null] : [.. dataset.GetSequence(DicomTag.SegmentSequence).Select(s => s.GetInt(DicomTag.SegmentNumber)).Order()];
        if ((long)across * down * segments.Length != pixels.FrameCount || pixels.FrameCount > MaxTiles)
        {
            throw new DicomFormatException($"The segmentation has {pixels.FrameCount} tiles; {across} × {down} tiles of {segments.Length} segments were expected, and at most {MaxTiles}.");
        }

        return [.. from segment in segments from row in Enumerable.Range(0, down) from column in Enumerable.Range(0, across) select new StoredFrame(segment, Moved(corner, (long)column * pixels.Columns, (long)row * pixels.Rows), null)];
    }

    private static int Along(DicomDataset dataset, DicomTag total, int tile) =>
        dataset.GetInt(total) is { } size and > 0 ? (int)(((long)size + tile - 1) / tile) : throw new DicomFormatException($"The segmentation is tiled, but {total} does not say how large the whole matrix is.");

    /// <summary>The first pixel of the whole matrix of a slide.</summary>
    private static SlicePlane? CornerOf(DicomDataset dataset) =>
        dataset.GetSequence(DicomTag.TotalPixelMatrixOriginSequence) is [var origin, ..]
        && dataset.GetSequence(DicomTag.SharedFunctionalGroupsSequence) is [var shared, ..] && shared.GetSequence(DicomTag.PixelMeasuresSequence) is [var measures, ..]
            ? OnSlide(new DicomDataset(origin.Concat(measures)).SetBytes(DicomTag.ImageOrientationSlide, DicomVR.DS, dataset.GetBytes(DicomTag.ImageOrientationSlide)))
            : null;

    private static SlicePlane? Moved(SlicePlane? plane, long columns, long rows) =>
        plane is null ? null : plane with { Origin = plane.Origin + ((columns * plane.ColumnSpacingMm) * plane.AlongColumns) + ((rows * plane.RowSpacingMm) * plane.AlongRows) };
}
