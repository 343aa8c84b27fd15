using System.Globalization;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>Refuses segments and images that do not belong together, before anything is written.</summary>
internal static class SegmentationChecks
{
    /// <summary>Largest distance of an image from its slice of the grid, in slice spacings: real stacks are spaced a little unevenly.</summary>
    private const double PositionTolerance = 0.3;

    public static void Require(IReadOnlyList<(SegmentProperties Properties, Mask Mask)> segments, IReadOnlyList<SegmentationSource> sources)
    {
        if (segments.Count == 0)
        {
            throw new ArgumentException("A segmentation needs at least one segment.", nameof(segments));
        }

        VolumeGeometry grid = segments[0].Mask.Geometry;
        for (int n = 0; n < segments.Count; n++)
        {
            RequireSegment(segments[n].Properties, segments[n].Mask, n + 1, grid);
        }

        if (sources.Count != grid.SizeZ)
        {
            throw new ArgumentException($"{sources.Count} images do not fit a grid of {grid.SizeZ} slices.", nameof(sources));
        }

        for (int k = 0; k < sources.Count; k++)
        {
            RequireSource(sources[k].Header, sources[0].Header, k, grid);
        }
    }

    private static void RequireSegment(SegmentProperties properties, Mask mask, int number, VolumeGeometry grid)
    {
        if (properties.Number != number)
        {
            throw new ArgumentException($"Segment {properties.Number} stands where segment {number} is due: binary segments are numbered 1, 2, 3 …");
        }

        if (properties.AlgorithmType != SegmentAlgorithmType.Manual && properties.Algorithm is null)
        {
            throw new ArgumentException($"Segment {number} \"{properties.Label}\" is {properties.AlgorithmType}, so its algorithm must be named.");
        }

        if (!DicomUid.IsValid(properties.TrackingUid))
        {
            throw new ArgumentException($"Segment {number} \"{properties.Label}\" has \"{properties.TrackingUid}\" as tracking UID, which is no UID.");
        }

        if (!mask.Geometry.IsCloseTo(grid))
        {
            throw new ArgumentException($"Segment {number} \"{properties.Label}\" lies on another grid than segment 1.");
        }

        if (mask.Voxels.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            throw new ArgumentException($"Segment {number} \"{properties.Label}\" is empty: it has no voxel to write.");
        }
    }

    private static void RequireSource(DicomDataset header, DicomDataset first, int k, VolumeGeometry grid)
    {
        SlicePlane plane = SlicePlane.From(header)
            ?? throw new ArgumentException($"The image of slice {k + 1} has no usable position, orientation and pixel spacing.");
        int? rows = header.GetInt(DicomTag.Rows), columns = header.GetInt(DicomTag.Columns);
        if (rows != grid.SizeY || columns != grid.SizeX)
        {
            throw new ArgumentException($"The image of slice {k + 1} has {columns} × {rows} pixels; the grid has {grid.SizeX} × {grid.SizeY}.");
        }

        Vector3 last = plane.Origin + (((grid.SizeX - 1) * plane.ColumnSpacingMm) * plane.AlongColumns) + (((grid.SizeY - 1) * plane.RowSpacingMm) * plane.AlongRows);
        double distance = Math.Max(
            (plane.Origin - grid.ToPatient(0, 0, k)).Length,
            (last - grid.ToPatient(grid.SizeX - 1, grid.SizeY - 1, k)).Length);
        double limit = PositionTolerance * grid.SpacingMm.Z;
        if (!(distance <= limit))
        {
            throw new ArgumentException($"The image of slice {k + 1} lies {distance.ToString("0.###", CultureInfo.InvariantCulture)} mm away from slice {k + 1} of the grid; the limit is {limit.ToString("0.###", CultureInfo.InvariantCulture)} mm.");
        }

        foreach (DicomTag tag in (ReadOnlySpan<DicomTag>)[DicomTag.StudyInstanceUID, DicomTag.FrameOfReferenceUID])
        {
            if (header.GetString(tag) != first.GetString(tag) || first.GetString(tag) is null)
            {
                throw new ArgumentException($"The image of slice {k + 1} has {header.GetString(tag) ?? "nothing"} as {tag}; slice 1 has {first.GetString(tag) ?? "nothing"}.");
            }
        }
    }
}
