namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>The voxels of the reference at which motion is felt: those of the body with the strongest edges, as flat arrays.</summary>
internal sealed class MotionSamples
{
    private const int Most = 40_000;

    private MotionSamples(VolumeGeometry grid, int[] voxels, Volume structure)
    {
        Grid = grid;
        Voxels = voxels;
        Values = [.. voxels.Select(n => structure.Voxels[n])];
        Places = [.. voxels.Select(n => grid.IndicesOf(n) is var (i, j, k) ? grid.ToPatient(i, j, k) : default)];
        Gradients = [.. voxels.Select(n => GradientAt(structure, n))];
    }

    /// <summary>The grid.</summary>
    public VolumeGeometry Grid { get; }

    /// <summary>Flat index of each sample.</summary>
    public int[] Voxels { get; }

    /// <summary>Structure of the reference.</summary>
    public float[] Values { get; }

    /// <summary>Place, LPS mm.</summary>
    public Vector3[] Places { get; }

    /// <summary>Gradient of the structure, LPS, per mm.</summary>
    public Vector3[] Gradients { get; }

    /// <summary>Chooses the samples.</summary>
    /// <param name="structure">Structure of the reference.</param>
    /// <param name="body">Voxels of the body.</param>
    public static MotionSamples Of(Volume structure, int[] body)
    {
        VolumeGeometry g = structure.Geometry;
        int[] inner = [.. body.Where(n => g.IndicesOf(n) is var (i, j, k) && IsInner(i, g.SizeX) && IsInner(j, g.SizeY) && IsInner(k, g.SizeZ))];
        float[] strength = [.. inner.Select(n => (float)GradientAt(structure, n).Length)];
        if (inner.Length > Most)
        {
            float threshold = Quantile.Select((float[])strength.Clone(), inner.Length - Most);
            inner = [.. inner.Where((_, n) => strength[n] >= threshold)];
        }

        return new(g, inner, structure);
    }

    private static bool IsInner(int index, int size) => size == 1 || (index > 0 && index < size - 1);

    /// <summary>Central differences along the axes of the grid, turned into patient directions.</summary>
    private static Vector3 GradientAt(Volume volume, int n)
    {
        VolumeGeometry g = volume.Geometry;
        float[] v = volume.Voxels;
        double x = g.SizeX > 1 ? (v[n + 1] - v[n - 1]) / (2 * g.SpacingMm.X) : 0;
        double y = g.SizeY > 1 ? (v[n + g.SizeX] - v[n - g.SizeX]) / (2 * g.SpacingMm.Y) : 0;
        double z = g.SizeZ > 1 ? (v[n + g.SliceLength] - v[n - g.SliceLength]) / (2 * g.SpacingMm.Z) : 0;
        return (x * g.AxisX) + (y * g.AxisY) + (z * g.AxisZ);
    }
}
