namespace OhifAlnPlugin.Imaging;

/// <summary>The voxels around one voxel.</summary>
internal static class VoxelBall
{
    /// <summary>Flat indices of the voxels whose centres lie within a radius of a voxel's centre, that voxel included.</summary>
    /// <param name="g">The grid.</param>
    /// <param name="i">Column of the voxel, on the grid.</param>
    /// <param name="j">Row of the voxel, on the grid.</param>
    /// <param name="k">Slice of the voxel, on the grid.</param>
    /// <param name="radiusMm">Radius, mm, ≥ 0.</param>
    public static List<int> Around(VolumeGeometry g, int i, int j, int k, double radiusMm)
    {
        var ball = new List<int>();
        (int x, int y, int z) = ((int)(radiusMm / g.SpacingMm.X), (int)(radiusMm / g.SpacingMm.Y), (int)(radiusMm / g.SpacingMm.Z));
        for (int c = Math.Max(0, k - z); c <= Math.Min(g.SizeZ - 1, k + z); c++)
        {
            for (int b = Math.Max(0, j - y); b <= Math.Min(g.SizeY - 1, j + y); b++)
            {
                for (int a = Math.Max(0, i - x); a <= Math.Min(g.SizeX - 1, i + x); a++)
                {
                    Vector3 d = new((a - i) * g.SpacingMm.X, (b - j) * g.SpacingMm.Y, (c - k) * g.SpacingMm.Z);
                    if (Vector3.Dot(d, d) <= radiusMm * radiusMm)
                    {
                        ball.Add(g.Offset(a, b, c));
                    }
                }
            }
        }

        return ball;
    }
}
