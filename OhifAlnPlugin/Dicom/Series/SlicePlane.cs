using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Where a slice lies in the patient (PS3.3 C.7.6.2, Image Plane).</summary>
/// <param name="Origin">Image Position (Patient): centre of the first voxel, LPS mm.</param>
/// <param name="AlongColumns">Direction of increasing column index, unit length.</param>
/// <param name="AlongRows">Direction of increasing row index, unit length.</param>
/// <param name="ColumnSpacingMm">Distance between columns: the second value of Pixel Spacing, mm.</param>
/// <param name="RowSpacingMm">Distance between rows: the first value of Pixel Spacing, mm.</param>
internal sealed record SlicePlane(Vector3 Origin, Vector3 AlongColumns, Vector3 AlongRows, double ColumnSpacingMm, double RowSpacingMm)
{
    /// <summary>Normal of the slice: columns × rows, unit length.</summary>
    public Vector3 Normal { get; } = Vector3.Cross(AlongColumns, AlongRows);

    /// <summary>Signed distance of the slice from the patient's origin along the normal, mm.</summary>
    public double Position => Vector3.Dot(Normal, Origin);

    /// <summary>Reads the plane; null when a value is missing, unreadable or no direction.</summary>
    public static SlicePlane? From(DicomDataset header)
    {
        if (Numbers(header, DicomTag.ImagePositionPatient, 3) is not { } origin
            || Numbers(header, DicomTag.ImageOrientationPatient, 6) is not { } axes
            || Numbers(header, DicomTag.PixelSpacing, 2) is not { } spacing
            || !(spacing[0] > 0 && spacing[1] > 0))
        {
            return null;
        }

        Vector3 x = new(axes[0], axes[1], axes[2]), y = new(axes[3], axes[4], axes[5]);
        bool usable = Math.Abs(x.Length - 1) < 0.01 && Math.Abs(y.Length - 1) < 0.01 && Math.Abs(Vector3.Dot(x, y)) < 0.01;
        return usable ? new(new(origin[0], origin[1], origin[2]), x, y, spacing[1], spacing[0]) : null;
    }

    private static double[]? Numbers(DicomDataset header, DicomTag tag, int count)
    {
        try
        {
            double[] values = header.GetDoubles(tag);
            return values.Length == count && Array.TrueForAll(values, double.IsFinite) ? values : null;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }
}
