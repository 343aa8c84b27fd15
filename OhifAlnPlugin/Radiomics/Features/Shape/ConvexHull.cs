namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Convex hull in the plane.</summary>
internal static class ConvexHull
{
    /// <summary>Corners of the hull.</summary>
    /// <param name="points">Points in ascending order of U, then V.</param>
    /// <returns>The corners, counter-clockwise; all points when there are fewer than three.</returns>
    /// <remarks>Monotone chain, Andrew 1979; O(n).</remarks>
    public static List<(double U, double V)> Of(List<(double U, double V)> points)
    {
        if (points.Count < 3)
        {
            return [.. points];
        }

        List<(double U, double V)> hull = [];
        for (int n = 0; n < points.Count; n++)
        {
            Append(hull, points[n], 2);
        }

        int lower = hull.Count + 1;
        for (int n = points.Count - 2; n >= 0; n--)
        {
            Append(hull, points[n], lower);
        }

        hull.RemoveAt(hull.Count - 1);
        return hull;
    }

    private static void Append(List<(double U, double V)> hull, (double U, double V) point, int fewest)
    {
        while (hull.Count >= fewest && Turn(hull[^2], hull[^1], point) <= 0)
        {
            hull.RemoveAt(hull.Count - 1);
        }

        hull.Add(point);
    }

    private static double Turn((double U, double V) a, (double U, double V) b, (double U, double V) c) =>
        ((b.U - a.U) * (c.V - a.V)) - ((b.V - a.V) * (c.U - a.U));
}
