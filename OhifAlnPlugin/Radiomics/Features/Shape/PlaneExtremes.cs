namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Points on a grid of half voxels, sorted into parallel planes; of each line in a plane only its two ends are kept.</summary>
internal sealed class PlaneExtremes
{
    private readonly int _normal;
    private readonly int _along;
    private readonly int _across;
    private readonly int _planes;
    private readonly int _lines;
    private readonly double[] _unit;
    private readonly int[] _first;
    private readonly int[] _last;

    /// <summary>Prepares empty planes.</summary>
    /// <param name="normal">Axis orthogonal to the planes, 0 … 2.</param>
    /// <param name="along">Axis of the lines in a plane.</param>
    /// <param name="across">Axis from line to line.</param>
    /// <param name="size">Half voxels along each axis.</param>
    /// <param name="unit">Length of half a voxel along each axis, mm.</param>
    public PlaneExtremes(int normal, int along, int across, int[] size, double[] unit)
    {
        (_normal, _along, _across, _unit) = (normal, along, across, unit);
        (_planes, _lines) = (size[normal], size[across]);
        (_first, _last) = (new int[_planes * _lines], new int[_planes * _lines]);
        Array.Fill(_first, int.MaxValue);
        Array.Fill(_last, -1);
    }

    /// <summary>Adds a point.</summary>
    /// <param name="plane">Its plane.</param>
    /// <param name="position">Its place on the line.</param>
    /// <param name="line">Its line.</param>
    public void Add(int plane, int position, int line)
    {
        int at = (plane * _lines) + line;
        _first[at] = Math.Min(_first[at], position);
        _last[at] = Math.Max(_last[at], position);
    }

    /// <summary>Largest distance of two points in one plane, mm.</summary>
    /// <param name="corners">Receives the corners of the convex hulls of all planes, mm; may be null.</param>
    /// <returns>0 when no plane has two points.</returns>
    public double LargestDistance(List<(double X, double Y, double Z)>? corners)
    {
        double largest = 0;
        List<(double U, double V)> points = [];
        for (int plane = 0; plane < _planes; plane++)
        {
            points.Clear();
            for (int line = 0; line < _lines; line++)
            {
                int at = (plane * _lines) + line;
                if (_last[at] >= 0)
                {
                    points.Add((line * _unit[_across], _first[at] * _unit[_along]));
                    if (_last[at] != _first[at])
                    {
                        points.Add((line * _unit[_across], _last[at] * _unit[_along]));
                    }
                }
            }

            List<(double U, double V)> hull = ConvexHull.Of(points);
            largest = Math.Max(largest, LargestSquare(hull));
            corners?.AddRange(hull.Select(p => Point(p.V, p.U, plane * _unit[_normal])));
        }

        return Math.Sqrt(largest);
    }

    private static double LargestSquare(List<(double U, double V)> hull)
    {
        double largest = 0;
        for (int a = 0; a < hull.Count; a++)
        {
            for (int b = a + 1; b < hull.Count; b++)
            {
                double du = hull[b].U - hull[a].U, dv = hull[b].V - hull[a].V;
                largest = Math.Max(largest, (du * du) + (dv * dv));
            }
        }

        return largest;
    }

    private (double X, double Y, double Z) Point(double along, double across, double normal)
    {
        Span<double> point = stackalloc double[3];
        (point[_along], point[_across], point[_normal]) = (along, across, normal);
        return (point[0], point[1], point[2]);
    }
}
