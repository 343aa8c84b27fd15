using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Outline of a ROI in one slice by marching squares, vertices at the middle of the sides that join inside and outside.</summary>
/// <remarks>Where two diagonal pixels touch, the outline passes between them: each corner is cut off for itself.</remarks>
internal sealed class RoiOutline
{
    /// <summary>Sides joined by the segments of each case; bit c is corner c of (0,0) (1,0) (1,1) (0,1), side s joins corners s and s + 1.</summary>
    private static readonly int[][] Segments =
        [[], [3, 0], [0, 1], [3, 1], [1, 2], [1, 2, 3, 0], [0, 2], [3, 2], [2, 3], [2, 0], [0, 1, 2, 3], [2, 1], [1, 3], [1, 0], [0, 3], []];

    private static readonly (double U, double V)[] Middles = [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)];

    /// <summary>Measures a ROI.</summary>
    /// <param name="roi">A ROI that is one voxel thick along the axis left out.</param>
    /// <param name="normal">Axis left out: 0 = x, 1 = y, 2 = z.</param>
    public RoiOutline(RoiGrid roi, int normal)
    {
        double[] spacing = [roi.SpacingX, roi.SpacingY, roi.SpacingZ];
        int[] size = [roi.Box.SizeX, roi.Box.SizeY, roi.Box.SizeZ];
        (int u, int v) = normal switch { 0 => (1, 2), 1 => (0, 2), _ => (0, 1) };
        (double su, double sv) = (spacing[u], spacing[v]);
        PixelArea = roi.Count * su * sv;
        bool[,] inside = new bool[size[u] + 2, size[v] + 2];
        foreach (int n in roi.BoxOffsets)
        {
            int[] at = [n % size[0], n / size[0] % size[1], n / (size[0] * size[1])];
            inside[at[u] + 1, at[v] + 1] = true;
        }

        Trace(inside, su, sv);
        var axes = PrincipalAxes.Variances(roi);
        Axes = (axes.Minor, axes.Major);
    }

    /// <summary>Area inside the outline, mm².</summary>
    public double Area { get; private set; }

    /// <summary>Length of the outline, mm.</summary>
    public double Perimeter { get; private set; }

    /// <summary>Largest distance of two vertices, mm.</summary>
    public double Diameter { get; private set; }

    /// <summary>Number of pixels times their area, mm².</summary>
    public double PixelArea { get; }

    /// <summary>Variances along the principal axes in the plane, mm².</summary>
    public (double Minor, double Major) Axes { get; }

    private void Trace(bool[,] inside, double su, double sv)
    {
        List<(double U, double V)> vertices = [];
        for (int u = 0; u < inside.GetLength(0) - 1; u++)
        {
            for (int v = 0; v < inside.GetLength(1) - 1; v++)
            {
                int[] sides = Segments[(inside[u, v] ? 1 : 0) | (inside[u + 1, v] ? 2 : 0) | (inside[u + 1, v + 1] ? 4 : 0) | (inside[u, v + 1] ? 8 : 0)];
                for (int s = 0; s < sides.Length; s += 2)
                {
                    (double U, double V) a = ((u + Middles[sides[s]].U) * su, (v + Middles[sides[s]].V) * sv);
                    (double U, double V) b = ((u + Middles[sides[s + 1]].U) * su, (v + Middles[sides[s + 1]].V) * sv);
                    Area += 0.5 * ((a.U * b.V) - (a.V * b.U));
                    Perimeter += Math.Sqrt(((a.U - b.U) * (a.U - b.U)) + ((a.V - b.V) * (a.V - b.V)));
                    vertices.Add(a);
                    vertices.Add(b);
                }
            }
        }

        Area = Math.Abs(Area);
        Diameter = LargestDistance(vertices);
    }

    private static double LargestDistance(List<(double U, double V)> vertices)
    {
        vertices.Sort();
        List<(double U, double V)> hull = ConvexHull.Of([.. vertices.Distinct()]);
        double largest = 0;
        foreach (var a in hull)
        {
            foreach (var b in hull)
            {
                largest = Math.Max(largest, ((a.U - b.U) * (a.U - b.U)) + ((a.V - b.V) * (a.V - b.V)));
            }
        }

        return Math.Sqrt(largest);
    }
}
