namespace OhifAlnPlugin.Imaging;

/// <summary>The two diameters that readers measure in one slice: the longest, and the longest at a right angle to it.</summary>
/// <param name="LongestMm">Longest diameter within one axial plane of the grid, mm.</param>
/// <param name="PerpendicularMm">Longest extent at a right angle to it in the same plane, mm.</param>
/// <param name="Plane">Index of that plane along the grid axis that runs most nearly from foot to head.</param>
public readonly record struct AxialDiameters(double LongestMm, double PerpendicularMm, int Plane)
{
    /// <summary>Measures a VOI, edge to edge as <see cref="LongestDiameter"/> does.</summary>
    /// <param name="voi">The VOI.</param>
    /// <returns>The diameters; null when the VOI is empty.</returns>
    /// <remarks>
    /// Axial planes are those across the grid axis that is nearest to the patient's foot-to-head axis, whatever plane the
    /// images were acquired in. The perpendicular extent is taken in strips along the longest diameter, one pixel wide.
    /// </remarks>
    public static AxialDiameters? Of(Mask voi)
    {
        ArgumentNullException.ThrowIfNull(voi);
        if (voi.BoundingBox() is not { } box)
        {
            return null;
        }

        var plane = AxialPlanes.Of(voi.Geometry);
        AxialDiameters? best = null;
        for (int p = plane.FirstOf(box); p <= plane.LastOf(box); p++)
        {
            (double X, double Y)[] edge = [.. plane.Edge(voi, box, p)];
            if (Longest(edge) is { } longest && longest.Squared > (best?.LongestMm * best?.LongestMm ?? 0))
            {
                best = new(Math.Sqrt(longest.Squared), Across(edge, longest.From, longest.To, plane.PixelMm), p);
            }
        }

        return best;
    }

    private static (double Squared, (double X, double Y) From, (double X, double Y) To)? Longest((double X, double Y)[] edge)
    {
        (double Squared, (double X, double Y) From, (double X, double Y) To)? longest = null;
        for (int a = 0; a < edge.Length; a++)
        {
            for (int b = a + 1; b < edge.Length; b++)
            {
                double dx = edge[a].X - edge[b].X, dy = edge[a].Y - edge[b].Y, squared = (dx * dx) + (dy * dy);
                if (squared > (longest?.Squared ?? 0))
                {
                    longest = (squared, edge[a], edge[b]);
                }
            }
        }

        return longest;
    }

    /// <summary>The widest strip at a right angle to a diameter.</summary>
    private static double Across((double X, double Y)[] edge, (double X, double Y) from, (double X, double Y) to, double stripMm)
    {
        double length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
        double ux = (to.X - from.X) / length, uy = (to.Y - from.Y) / length;
        Dictionary<int, (double Low, double High)> strips = [];
        foreach ((double x, double y) in edge)
        {
            double along = ((x - from.X) * ux) + ((y - from.Y) * uy), across = ((y - from.Y) * ux) - ((x - from.X) * uy);
            int strip = (int)Math.Round(along / stripMm);
            strips[strip] = strips.TryGetValue(strip, out var s) ? (Math.Min(s.Low, across), Math.Max(s.High, across)) : (across, across);
        }

        return strips.Values.Max(s => s.High - s.Low);
    }
}

/// <summary>The planes of a grid that are most nearly axial, with positions in them in mm.</summary>
internal sealed class AxialPlanes
{
    private readonly int _axis;
    private readonly double[] _spacing;

    private AxialPlanes(int axis, Vector3 spacing) => (_axis, _spacing) = (axis, [spacing.X, spacing.Y, spacing.Z]);

    /// <summary>Smaller side of a pixel in the plane, mm.</summary>
    public double PixelMm => Math.Min(_spacing[(_axis + 1) % 3], _spacing[(_axis + 2) % 3]);

    /// <summary>Finds them.</summary>
    public static AxialPlanes Of(VolumeGeometry grid)
    {
        double[] upright = [Math.Abs(grid.AxisX.Z), Math.Abs(grid.AxisY.Z), Math.Abs(grid.AxisZ.Z)];
        return new(Array.IndexOf(upright, upright.Max()), grid.SpacingMm);
    }

    /// <summary>First plane that a box reaches.</summary>
    public int FirstOf(IndexBox box) => _axis switch { 0 => box.MinI, 1 => box.MinJ, _ => box.MinK };

    /// <summary>Last plane that a box reaches.</summary>
    public int LastOf(IndexBox box) => _axis switch { 0 => box.MaxI, 1 => box.MaxJ, _ => box.MaxK };

    /// <summary>Middles of the pixel edges that part inside from outside in one plane; only the first and the last of every line, since no other is farthest.</summary>
    public List<(double X, double Y)> Edge(Mask voi, IndexBox box, int plane)
    {
        int u = (_axis + 1) % 3, v = (_axis + 2) % 3;
        int[] low = [box.MinI, box.MinJ, box.MinK], high = [box.MaxI, box.MaxJ, box.MaxK];
        List<(double X, double Y)> edge = [];
        AddLines(voi, plane, (u, v), low, high, (line, at) => edge.Add((at * _spacing[u], line * _spacing[v])));
        AddLines(voi, plane, (v, u), low, high, (line, at) => edge.Add((line * _spacing[u], at * _spacing[v])));
        return edge;
    }

    private void AddLines(Mask voi, int plane, (int Along, int Across) axes, int[] low, int[] high, Action<int, double> add)
    {
        int[] index = new int[3];
        index[_axis] = plane;
        for (int line = low[axes.Across]; line <= high[axes.Across]; line++)
        {
            index[axes.Across] = line;
            int first = -1, last = -1;
            for (int at = low[axes.Along]; at <= high[axes.Along]; at++)
            {
                index[axes.Along] = at;
                if (voi[index[0], index[1], index[2]])
                {
                    (first, last) = (first < 0 ? at : first, at);
                }
            }

            if (first >= 0)
            {
                add(line, first - 0.5);
                add(line, last + 0.5);
            }
        }
    }
}
