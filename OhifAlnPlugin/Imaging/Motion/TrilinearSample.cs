namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>Linear interpolation between the eight voxels around a place.</summary>
internal static class TrilinearSample
{
    /// <summary>The value at a continuous index; NaN outside the outermost voxel centres.</summary>
    public static float At(Volume volume, Vector3 index)
    {
        VolumeGeometry g = volume.Geometry;
        if (!(index.X >= 0 && index.Y >= 0 && index.Z >= 0 && index.X <= g.SizeX - 1 && index.Y <= g.SizeY - 1 && index.Z <= g.SizeZ - 1))
        {
            return float.NaN;
        }

        int i = Math.Min((int)index.X, Math.Max(0, g.SizeX - 2)), j = Math.Min((int)index.Y, Math.Max(0, g.SizeY - 2)), k = Math.Min((int)index.Z, Math.Max(0, g.SizeZ - 2));
        float x = (float)(index.X - i), y = (float)(index.Y - j), z = (float)(index.Z - k);
        int right = g.SizeX > 1 ? 1 : 0, down = g.SizeY > 1 ? g.SizeX : 0, up = g.SizeZ > 1 ? g.SliceLength : 0;
        ReadOnlySpan<float> v = volume.Voxels.AsSpan(g.Offset(i, j, k));
        float near = Plane(v, right, down, x, y), far = Plane(v[up..], right, down, x, y);
        return near + (z * (far - near));
    }

    private static float Plane(ReadOnlySpan<float> v, int right, int down, float x, float y)
    {
        float upper = v[0] + (x * (v[right] - v[0])), lower = v[down] + (x * (v[down + right] - v[down]));
        return upper + (y * (lower - upper));
    }
}
