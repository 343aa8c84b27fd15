namespace OhifAlnPlugin.Imaging;

/// <summary>Longest diameter of a VOI in three dimensions.</summary>
public static class LongestDiameter
{
    /// <summary>
    /// Largest distance between two centres of faces that separate inside from outside, in mm: a single voxel measures its
    /// longest edge. Inside and outside meet half-way between voxel centres, so this is the diameter edge to edge.
    /// </summary>
    /// <param name="mask">The VOI; the grid's border counts as outside.</param>
    /// <returns>mm; NaN when the VOI is empty.</returns>
    /// <remarks>
    /// The face centres are the vertices of the marching-cubes mesh at 0.5, hence equal to PyRadiomics
    /// <c>Maximum3DDiameter</c>. Only the ends of every grid line can be farthest; the rest is left out before pairs are compared.
    /// </remarks>
    public static double OfMm(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.BoundingBox() is not { } box)
        {
            return double.NaN;
        }

        Vector3[] points = ExtremePoints(mask, box);
        double largest = 0;
        for (int a = 0; a < points.Length; a++)
        {
            for (int b = a + 1; b < points.Length; b++)
            {
                Vector3 d = points[a] - points[b];
                largest = Math.Max(largest, Vector3.Dot(d, d));
            }
        }

        return Math.Sqrt(largest);
    }

    /// <summary>Face centres that end every line of face centres along x, y and z, mm along the grid's axes.</summary>
    private static Vector3[] ExtremePoints(Mask mask, IndexBox box)
    {
        HashSet<(int X, int Y, int Z)> doubled = [];
        for (int k = box.MinK; k <= box.MaxK; k++)
        {
            for (int j = box.MinJ; j <= box.MaxJ; j++)
            {
                for (int i = box.MinI; i <= box.MaxI; i++)
                {
                    if (mask[i, j, k])
                    {
                        AddFaces(mask, i, j, k, doubled);
                    }
                }
            }
        }

        IEnumerable<(int X, int Y, int Z)> points = KeepEnds(doubled, p => (p.Y, p.Z), p => p.X);
        points = KeepEnds(points, p => (p.X, p.Z), p => p.Y);
        points = KeepEnds(points, p => (p.X, p.Y), p => p.Z);
        Vector3 s = mask.Geometry.SpacingMm;
        return [.. points.Select(p => new Vector3(p.X * s.X / 2, p.Y * s.Y / 2, p.Z * s.Z / 2))];
    }

    /// <summary>Adds the outer faces of a voxel in doubled indices: a voxel centre is even, a face centre odd along its normal.</summary>
    private static void AddFaces(Mask mask, int i, int j, int k, HashSet<(int X, int Y, int Z)> doubled)
    {
        for (int side = -1; side <= 1; side += 2)
        {
            AddFace(i + side, j, k, ((2 * i) + side, 2 * j, 2 * k));
            AddFace(i, j + side, k, (2 * i, (2 * j) + side, 2 * k));
            AddFace(i, j, k + side, (2 * i, 2 * j, (2 * k) + side));
        }

        void AddFace(int x, int y, int z, (int X, int Y, int Z) face)
        {
            if (!mask.Geometry.Contains(x, y, z) || !mask[x, y, z])
            {
                doubled.Add(face);
            }
        }
    }

    private static IEnumerable<(int X, int Y, int Z)> KeepEnds(
        IEnumerable<(int X, int Y, int Z)> points, Func<(int X, int Y, int Z), (int, int)> line, Func<(int X, int Y, int Z), int> along)
    {
        var ends = new Dictionary<(int, int), ((int X, int Y, int Z) First, (int X, int Y, int Z) Last)>();
        foreach ((int X, int Y, int Z) p in points)
        {
            (int, int) key = line(p);
            ends[key] = !ends.TryGetValue(key, out var e) ? (p, p)
                : (along(p) < along(e.First) ? p : e.First, along(p) > along(e.Last) ? p : e.Last);
        }

        return ends.Values.SelectMany(e => e.First == e.Last ? [e.First] : ((int X, int Y, int Z)[])[e.First, e.Last]);
    }
}
