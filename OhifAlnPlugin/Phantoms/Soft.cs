namespace OhifAlnPlugin.Phantoms;

/// <summary>Smooth steps and unions, from which the anatomy is put together without jagged edges.</summary>
internal static class Soft
{
    /// <summary>Part of a voxel inside a surface.</summary>
    /// <param name="distanceMm">Signed distance of the voxel's centre to the surface, mm, negative inside.</param>
    /// <param name="widthMm">Width over which the part falls from 1 to 0, mm, &gt; 0: about one voxel.</param>
    /// <returns>In [0, 1]; ½ on the surface.</returns>
    public static double Inside(double distanceMm, double widthMm) => Step(0.5 - (distanceMm / widthMm));

    /// <summary>The cubic step 3t² − 2t³, 0 below t = 0 and 1 above t = 1.</summary>
    /// <param name="t">Position in the step.</param>
    /// <returns>In [0, 1].</returns>
    public static double Step(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>Union of two bodies with a fillet between them.</summary>
    /// <param name="a">Signed distance to the first, mm.</param>
    /// <param name="b">Signed distance to the second, mm.</param>
    /// <param name="filletMm">Where |a − b| is smaller, the surfaces flow together, mm, &gt; 0.</param>
    /// <returns>Signed distance to the union, mm, approximately.</returns>
    public static double Union(double a, double b, double filletMm)
    {
        double h = Math.Max(filletMm - Math.Abs(a - b), 0);
        return Math.Min(a, b) - (h * h / (4 * filletMm));
    }

    /// <summary>Signed distance to an ellipsoid, mm, good near its surface.</summary>
    /// <param name="x">Offset from the centre along the first axis, mm.</param>
    /// <param name="y">Offset along the second axis, mm.</param>
    /// <param name="z">Offset along the third axis, mm.</param>
    /// <param name="a">Semi-axes, mm, &gt; 0.</param>
    /// <param name="b">Second semi-axis, mm.</param>
    /// <param name="c">Third semi-axis, mm.</param>
    /// <returns>Negative inside.</returns>
    public static double Ellipsoid(double x, double y, double z, double a, double b, double c)
    {
        double u = x / a, v = y / b, w = z / c;
        double q = Math.Sqrt((u * u) + (v * v) + (w * w));
        double slope = Math.Sqrt((u * u / (a * a)) + (v * v / (b * b)) + (w * w / (c * c)));
        return slope < 1e-9 ? -Math.Min(a, Math.Min(b, c)) : (q - 1) * q / slope;
    }
}
