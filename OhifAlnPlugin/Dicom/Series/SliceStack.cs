using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>The grid that parallel slices make, ordered by position along their normal, never by instance number.</summary>
internal static class SliceStack
{
    /// <summary>A gap between neighbouring slices may differ from the mean by this part of it.</summary>
    private const double GapTolerance = 0.1;

    /// <summary>Slices may be shifted within their plane by this much, mm.</summary>
    private const double ShiftToleranceMm = 0.1;

    /// <summary>The grid of a phase.</summary>
    /// <param name="slices">Slices of one matrix and orientation, in ascending order of position, each position once.</param>
    /// <returns>The grid; k runs along the normal columns × rows.</returns>
    /// <exception cref="DceException">A slice is missing, shifted, or the spacing is uneven.</exception>
    public static VolumeGeometry GridOf(IReadOnlyList<DceImage> slices)
    {
        DceImage first = slices[0];
        SlicePlane plane = first.Plane!;
        double spacing = slices.Count > 1 ? SpacingOf(slices) : first.ThicknessMm ?? 1;
        foreach (DceImage slice in slices)
        {
            Vector3 offset = slice.Plane!.Origin - plane.Origin;
            double shift = (offset - (Vector3.Dot(offset, plane.Normal) * plane.Normal)).Length;
            if (shift > ShiftToleranceMm)
            {
                throw new DceException(DceProblems.BadGeometry,
                    $"The slice at {slice.Position:0.##} mm of {first.SeriesName} is shifted by {shift:0.##} mm within its plane against the first slice (at most {ShiftToleranceMm} mm is read): tilted or mixed stacks are not one volume.");
            }
        }

        try
        {
            return new(first.Columns, first.Rows, slices.Count, new(plane.ColumnSpacingMm, plane.RowSpacingMm, spacing), plane.Origin, plane.AlongColumns, plane.AlongRows, plane.Normal);
        }
        catch (ArgumentException e)
        {
            throw new DceException(DceProblems.BadGeometry, $"The slices of {first.SeriesName} make no grid: {e.Message}");
        }
    }

    private static double SpacingOf(IReadOnlyList<DceImage> slices)
    {
        double[] gaps = [.. Enumerable.Range(1, slices.Count - 1).Select(k => slices[k].Plane!.Position - slices[k - 1].Plane!.Position)];
        double usual = gaps.Order().ElementAt((gaps.Length - 1) / 2);
        for (int k = 0; k < gaps.Length; k++)
        {
            if (Math.Abs(gaps[k] - usual) <= GapTolerance * usual)
            {
                continue;
            }

            string where = $"between {slices[k].Position:0.##} and {slices[k + 1].Position:0.##} mm of {slices[0].SeriesName}";
            int missing = (int)Math.Round(gaps[k] / usual) - 1;
            throw new DceException(DceProblems.BadGeometry, missing > 0 && Math.Abs(gaps[k] - ((missing + 1) * usual)) <= GapTolerance * usual
                ? $"{missing} slice{(missing == 1 ? " is" : "s are")} missing {where}: the gap is {gaps[k]:0.##} mm where slices are {usual:0.##} mm apart."
                : $"The slices are unevenly spaced: {gaps[k]:0.##} mm {where}, {usual:0.##} mm elsewhere.");
        }

        return gaps.Average();
    }
}
