using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Phantoms;

/// <summary>A straight piece of a tube whose radius changes evenly from one end to the other.</summary>
/// <param name="From">First end, LPS mm.</param>
/// <param name="To">Second end, LPS mm.</param>
/// <param name="FromRadius">Radius at the first end, mm.</param>
/// <param name="ToRadius">Radius at the second end, mm.</param>
internal readonly record struct Tube(Vector3 From, Vector3 To, double FromRadius, double ToRadius)
{
    /// <summary>Part of a voxel that the tube fills.</summary>
    /// <param name="p">Centre of the voxel, LPS mm.</param>
    /// <param name="widthMm">Width of the voxel, mm.</param>
    /// <returns>In [0, 1]; a tube thinner than the voxel fills as little of it as its section does.</returns>
    public double Part(Vector3 p, double widthMm)
    {
        Vector3 axis = To - From, d = p - From;
        double length2 = Vector3.Dot(axis, axis);
        double t = length2 <= 0 ? 0 : Math.Clamp(Vector3.Dot(d, axis) / length2, 0, 1);
        double radius = FromRadius + (t * (ToRadius - FromRadius));
        double drawn = Math.Max(radius, 0.5 * widthMm);
        double distance = (d - (t * axis)).Length - drawn;
        return distance >= widthMm / 2 ? 0 : Soft.Inside(distance, widthMm) * (radius * radius / (drawn * drawn));
    }

    /// <summary>Fills one slice with the parts of its voxels that tubes take.</summary>
    /// <param name="tubes">The tubes; where they overlap the largest part counts.</param>
    /// <param name="geometry">The grid.</param>
    /// <param name="region">Part of the grid to fill.</param>
    /// <param name="k">The slice.</param>
    /// <param name="widthMm">Width of a voxel, mm.</param>
    /// <param name="parts">Parts of the slice's voxels, shape (SizeX·SizeY of the region,); only raised, never lowered.</param>
    public static void Paint(IReadOnlyList<Tube> tubes, VolumeGeometry geometry, IndexBox region, int k, double widthMm, float[] parts)
    {
        foreach (Tube tube in tubes)
        {
            double reach = Math.Max(Math.Max(tube.FromRadius, tube.ToRadius), widthMm) + widthMm;
            Vector3 a = geometry.ToIndex(tube.From), b = geometry.ToIndex(tube.To), s = geometry.SpacingMm;
            if (Math.Min(a.Z, b.Z) - (reach / s.Z) > k || Math.Max(a.Z, b.Z) + (reach / s.Z) < k)
            {
                continue;
            }

            int i0 = Math.Max(region.MinI, (int)(Math.Min(a.X, b.X) - (reach / s.X))), i1 = Math.Min(region.MaxI, (int)(Math.Max(a.X, b.X) + (reach / s.X)) + 1);
            int j0 = Math.Max(region.MinJ, (int)(Math.Min(a.Y, b.Y) - (reach / s.Y))), j1 = Math.Min(region.MaxJ, (int)(Math.Max(a.Y, b.Y) + (reach / s.Y)) + 1);
            for (int j = j0; j <= j1; j++)
            {
                for (int i = i0; i <= i1; i++)
                {
                    ref float part = ref parts[((j - region.MinJ) * region.SizeX) + i - region.MinI];
                    part = Math.Max(part, (float)tube.Part(geometry.ToPatient(i, j, k), widthMm));
                }
            }
        }
    }
}
