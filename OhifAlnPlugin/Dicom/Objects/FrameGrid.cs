using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>The grid that the frames of a segmentation make by themselves, whatever image they were drawn on.</summary>
internal static class FrameGrid
{
    /// <summary>Most voxels of such a grid: frames far apart would claim memory that no byte of the file backs.</summary>
    private const long MaxVoxels = 1L << 26;

    /// <summary>Largest deviation of a frame from its slice, in slices and pixels.</summary>
    private const double PositionTolerance = 0.3;

    /// <summary>Nearer planes than this are one, mm.</summary>
    private const double SamePlaneMm = 1e-3;

    /// <summary>The smallest grid that holds every frame.</summary>
    /// <param name="planes">The planes of the frames, at least one.</param>
    /// <param name="rows">Rows of each frame.</param>
    /// <param name="columns">Columns of each frame.</param>
    /// <param name="stepMm">Distance of its slices; see <see cref="StepOf"/>.</param>
    /// <exception cref="DicomFormatException">The frames are not parallel, not evenly spaced, or too far apart.</exception>
    public static VolumeGeometry Around(IReadOnlyList<SlicePlane> planes, int rows, int columns, double stepMm)
    {
        SlicePlane first = planes[0];
        double low = planes.Min(p => Vector3.Dot(first.Normal, p.Origin));
        (double I, double J, double K)[] places = [.. planes.Select(p => PlaceOf(p, first, low, stepMm))];
        double minI = places.Min(p => p.I), minJ = places.Min(p => p.J);
        double sizeX = places.Max(p => p.I) - minI + columns, sizeY = places.Max(p => p.J) - minJ + rows, sizeZ = places.Max(p => p.K) + 1;
        if (!(sizeX * sizeY * sizeZ <= MaxVoxels))
        {
            throw new DicomFormatException($"The frames of the segmentation spread over {sizeX:0} × {sizeY:0} × {sizeZ:0} voxels; at most {MaxVoxels} together can be read.");
        }

        double lift = low - Vector3.Dot(first.Normal, first.Origin);
        Vector3 origin = first.Origin + ((minI * first.ColumnSpacingMm) * first.AlongColumns) + ((minJ * first.RowSpacingMm) * first.AlongRows) + (lift * first.Normal);
        try
        {
            return new((int)sizeX, (int)sizeY, (int)sizeZ, new(first.ColumnSpacingMm, first.RowSpacingMm, stepMm), origin, first.AlongColumns, first.AlongRows, first.Normal);
        }
        catch (ArgumentException e)
        {
            throw new DicomFormatException(e.Message, e);
        }
    }

    /// <summary>Smallest distance between two planes, mm; null where all frames lie in one plane.</summary>
    /// <param name="planes">The planes of the frames.</param>
    public static double? SmallestGapMm(IReadOnlyList<SlicePlane> planes)
    {
        double[] positions = [.. planes.Select(p => Vector3.Dot(planes[0].Normal, p.Origin)).Order()];
        double[] gaps = [.. positions.Zip(positions.Skip(1), (a, b) => b - a).Where(gap => gap > SamePlaneMm)];
        return gaps.Length > 0 ? gaps.Min() : null;
    }

    /// <summary>The distance of the slices: what the segmentation says, unless its frames lie nearer together than that.</summary>
    /// <param name="planes">The planes of the frames.</param>
    /// <param name="declaredMm">Spacing Between Slices, where given.</param>
    /// <param name="thicknessMm">Slice Thickness, where given; it counts for a single plane.</param>
    public static double StepOf(IReadOnlyList<SlicePlane> planes, double? declaredMm, double? thicknessMm)
    {
        double? gap = SmallestGapMm(planes);
        return declaredMm is { } declared and > 0 && !(gap < (1 - PositionTolerance) * declared) ? declared
            : gap ?? (thicknessMm > 0 ? thicknessMm.Value : 1);
    }

    private static (double I, double J, double K) PlaceOf(SlicePlane plane, SlicePlane first, double low, double stepMm)
    {
        bool parallel = (plane.AlongColumns - first.AlongColumns).Length < 1e-3 && (plane.AlongRows - first.AlongRows).Length < 1e-3
            && Math.Abs(plane.ColumnSpacingMm - first.ColumnSpacingMm) < 1e-3 * first.ColumnSpacingMm && Math.Abs(plane.RowSpacingMm - first.RowSpacingMm) < 1e-3 * first.RowSpacingMm;
        Vector3 offset = plane.Origin - first.Origin;
        double i = Vector3.Dot(offset, first.AlongColumns) / first.ColumnSpacingMm, j = Vector3.Dot(offset, first.AlongRows) / first.RowSpacingMm;
        double k = (Vector3.Dot(first.Normal, plane.Origin) - low) / stepMm;
        return parallel && Near(i) && Near(j) && Near(k)
            ? (Math.Round(i), Math.Round(j), Math.Round(k))
            : throw new DicomFormatException("The frames of the segmentation are not parallel, of one pixel spacing and evenly spaced, so they make no grid.");
    }

    private static bool Near(double index) => Math.Abs(index - Math.Round(index)) <= PositionTolerance;
}
