namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Largest distances between vertices of the marching-cubes mesh: anywhere, and within planes of equal z, y and x.</summary>
/// <remarks>
/// The two points farthest apart are corners of the convex hull; a corner of the hull is an extreme of its line and a corner
/// of the hull of its plane. So vertices that are neither are left out before all pairs are compared, which changes no value.
/// </remarks>
internal static class MeshDiameters
{
    /// <summary>Measures the mesh of a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>Largest distance, mm: in space, in planes of equal z (Slice), of equal y (Column) and of equal x (Row).</returns>
    public static (double Space, double Slice, double Column, double Row) Of(BinaryGrid mask)
    {
        int[] size = [2 * mask.SizeX, 2 * mask.SizeY, 2 * mask.SizeZ];
        double[] halfSpacing = [mask.SpacingX / 2, mask.SpacingY / 2, mask.SpacingZ / 2];
        PlaneExtremes[] planes = [new(2, 0, 1, size, halfSpacing), new(1, 0, 2, size, halfSpacing), new(0, 1, 2, size, halfSpacing)];
        AddVertices(mask, planes);
        List<(double X, double Y, double Z)> corners = [];
        double slice = planes[0].LargestDistance(corners), column = planes[1].LargestDistance(null), row = planes[2].LargestDistance(null);
        double largest = 0;
        for (int a = 0; a < corners.Count; a++)
        {
            (double x, double y, double z) = corners[a];
            for (int b = a + 1; b < corners.Count; b++)
            {
                double dx = corners[b].X - x, dy = corners[b].Y - y, dz = corners[b].Z - z;
                largest = Math.Max(largest, (dx * dx) + (dy * dy) + (dz * dz));
            }
        }

        return (Math.Sqrt(largest), slice, column, row);
    }

    /// <summary>A vertex lies halfway between two neighbours of which one is inside.</summary>
    private static void AddVertices(BinaryGrid mask, PlaneExtremes[] planes)
    {
        ReadOnlySpan<byte> v = mask.Voxels;
        for (int k = 0; k < mask.SizeZ - 1; k++)
        {
            for (int j = 0; j < mask.SizeY - 1; j++)
            {
                int n = (j * mask.StrideY) + (k * mask.StrideZ);
                for (int i = 0; i < mask.SizeX - 1; i++, n++)
                {
                    if (v[n] != v[n + 1])
                    {
                        Add(planes, (2 * i) + 1, 2 * j, 2 * k);
                    }

                    if (v[n] != v[n + mask.StrideY])
                    {
                        Add(planes, 2 * i, (2 * j) + 1, 2 * k);
                    }

                    if (v[n] != v[n + mask.StrideZ])
                    {
                        Add(planes, 2 * i, 2 * j, (2 * k) + 1);
                    }
                }
            }
        }
    }

    private static void Add(PlaneExtremes[] planes, int x, int y, int z)
    {
        planes[0].Add(z, x, y);
        planes[1].Add(y, x, z);
        planes[2].Add(x, y, z);
    }
}
