namespace OhifAlnPlugin.Dicom.Series;

/// <summary>What all phases of one dynamic acquisition share: matrix, spacing, orientation and sequence parameters.</summary>
/// <remarks>The frame of reference is left out so that a repositioned patient is recognised rather than overlooked.</remarks>
internal sealed record DceFamily(
    int Rows,
    int Columns,
    (double Row, double Column) Spacing,
    (double, double, double, double, double, double) Orientation,
    double? RepetitionTime,
    double? EchoTime,
    double? FlipAngle)
{
    /// <summary>The family of an image that has a plane.</summary>
    public static DceFamily Of(DceImage image)
    {
        SlicePlane p = image.Plane!;
        return new(
            image.Rows,
            image.Columns,
            (Math.Round(p.RowSpacingMm, 3), Math.Round(p.ColumnSpacingMm, 3)),
            (Coarse(p.AlongColumns.X), Coarse(p.AlongColumns.Y), Coarse(p.AlongColumns.Z), Coarse(p.AlongRows.X), Coarse(p.AlongRows.Y), Coarse(p.AlongRows.Z)),
            Parameter(image.RepetitionTime),
            Parameter(image.EchoTime),
            Parameter(image.FlipAngle));
    }

    // Adding 0 turns −0 into 0.
    private static double Coarse(double cosine) => Math.Round(cosine, 2) + 0;

    private static double? Parameter(double? value) => value is { } v ? Math.Round(v, 1) : null;
}
