using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>
/// The planes on which a region of a structure set is outlined, and which slices of a grid they stand for. All outlines of a plane
/// are filled together by the even-odd rule (see <see cref="PolygonFill"/>). A slice takes the nearest plane, of two equally near ones
/// the upper, where its centre lies within the slab of that plane: from half the slab below it to less than half the slab above. The
/// slab is the Contour Slab Thickness; where that is not given it is the smallest distance between two planes, between one and three
/// slices. So thin outlines on thick slices and thick outlines on thin slices both keep their volume, and a region in several parts
/// stays apart.
/// </summary>
public sealed class ContourPlanes
{
    /// <summary>Largest distance of an outline's points from its plane, in slices.</summary>
    private const double Flatness = 0.3;

    /// <summary>Planes nearer than this are one, in slices.</summary>
    private const double SamePlane = 0.05;

    /// <summary>Widest slab that is concluded from the distance of planes, in slices.</summary>
    private const double WidestGap = 3;

    private readonly List<(double Position, List<(double X, double Y)[]> Outlines)> planes = [];
    private readonly double slab;

    private ContourPlanes(IEnumerable<(double Position, (double X, double Y)[] Outline)> outlines, double? slabThickness)
    {
        foreach ((double position, (double X, double Y)[] outline) in outlines.OrderBy(o => o.Position))
        {
            if (planes.Count == 0 || position - planes[^1].Position > SamePlane)
            {
                planes.Add((position, []));
            }

            planes[^1].Outlines.Add(outline);
        }

        double gap = planes.Zip(planes.Skip(1), (a, b) => b.Position - a.Position).DefaultIfEmpty(1).Min();
        slab = Math.Max(1, slabThickness ?? Math.Min(gap, WidestGap));
    }

    /// <summary>Sorts the outlines of a region into planes.</summary>
    /// <param name="roi">The region.</param>
    /// <param name="grid">The grid of the image.</param>
    /// <exception cref="DicomFormatException">The region has no closed planar outline, or one that is not parallel to the slices.</exception>
    public static ContourPlanes Of(StructureRoi roi, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(roi);
        ArgumentNullException.ThrowIfNull(grid);
        return roi.Contours.Count > 0
            ? new(roi.Contours.Where(c => c.Count > 0).Select(c => InSlices(c, roi, grid)), roi.SlabMm / grid.SpacingMm.Z)
            : throw new DicomFormatException($"Region {roi.Number} \"{roi.Name}\" has no closed planar outline (CLOSED_PLANAR), so it has no inside.");
    }

    /// <summary>Fills the outlines.</summary>
    /// <param name="grid">The grid that the planes were made for.</param>
    /// <returns>The voxels whose centres are inside; what lies beside the grid is left out.</returns>
    /// <exception cref="DicomFormatException">The outlines cross the rows too often.</exception>
    public Mask ToMask(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var mask = new Mask(grid);
        int filled = -1;
        byte[] inside = new byte[grid.SliceLength];
        for (int k = 0; k < grid.SizeZ; k++)
        {
            if (PlaneOf(k) is { } plane)
            {
                if (plane != filled)
                {
                    Fill(planes[plane].Outlines, grid, inside);
                    filled = plane;
                }

                inside.CopyTo(mask.Voxels.AsSpan(k * grid.SliceLength));
            }
        }

        return mask;
    }

    private int? PlaneOf(int slice)
    {
        int best = -1;
        for (int n = 0; n < planes.Count; n++)
        {
            best = best < 0 || Math.Abs(slice - planes[n].Position) <= Math.Abs(slice - planes[best].Position) ? n : best;
        }

        return best >= 0 && slice - planes[best].Position is var offset && offset >= -slab / 2 && offset < slab / 2 ? best : null;
    }

    private static void Fill(List<(double X, double Y)[]> outlines, VolumeGeometry grid, byte[] inside)
    {
        var fill = new PolygonFill(grid.SizeX, grid.SizeY);
        try
        {
            outlines.ForEach(outline => fill.Add(outline));
        }
        catch (InvalidDataException e)
        {
            throw new DicomFormatException(e.Message, e);
        }

        fill.CopyTo(inside);
    }

    private static (double Position, (double X, double Y)[] Outline) InSlices(IReadOnlyList<Vector3> contour, StructureRoi roi, VolumeGeometry grid)
    {
        Vector3[] points = [.. contour.Select(grid.ToIndex)];
        // Rounded, so that the last digits of positions do not decide between two slices.
        double position = Math.Round(points.Average(p => p.Z), 3), spread = points.Max(p => Math.Abs(p.Z - position));
        return spread <= Flatness
            ? (position, [.. points.Select(p => (p.X, p.Y))])
            : throw new DicomFormatException($"An outline of region {roi.Number} \"{roi.Name}\" leaves its slice by {spread:0.##} slices (the limit is {Flatness}): it was drawn in another plane than the images lie in.");
    }
}
