using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>One slice of a scene while it is painted.</summary>
/// <param name="Geometry">Grid of a single slice.</param>
internal sealed record SceneSlice(VolumeGeometry Geometry)
{
    /// <summary>Signal of every pixel.</summary>
    public Signal[] Signals { get; } = new Signal[Geometry.SliceLength];

    /// <summary>Part of every pixel that lesions fill.</summary>
    public float[] Lesion { get; } = new float[Geometry.SliceLength];

    /// <summary>Depth below the trunk's surface, mm.</summary>
    public float[] TrunkDepth { get; } = new float[Geometry.SliceLength];

    /// <summary>Distance to the skin's surface, mm, negative inside; at most <see cref="Farthest"/>.</summary>
    public float[] Distance { get; } = new float[Geometry.SliceLength];

    /// <summary>Depth of the front of the pectoral muscle, mm.</summary>
    public float[] MuscleFront { get; } = new float[Geometry.SliceLength];

    /// <summary>Larger distances are not told apart, mm.</summary>
    public const double Farthest = 60;

    /// <summary>Fills an array from a smooth function of position, taken at every second pixel and interpolated between.</summary>
    /// <param name="target">One of the arrays above.</param>
    /// <param name="function">The function.</param>
    public void Sample(float[] target, Func<Vector3, double> function)
    {
        int width = Geometry.SizeX, height = Geometry.SizeY;
        for (int j = 0; j < height; j += 2)
        {
            Span<float> row = target.AsSpan(j * width, width);
            for (int i = 0; i < width; i += 2)
            {
                row[i] = (float)Math.Min(function(Geometry.ToPatient(i, j, 0)), Farthest);
            }

            for (int i = 1; i < width; i += 2)
            {
                row[i] = i + 1 < width ? 0.5f * (row[i - 1] + row[i + 1]) : row[i - 1];
            }
        }

        for (int j = 1; j < height; j += 2)
        {
            int before = (j - 1) * width, after = j + 1 < height ? (j + 1) * width : before;
            for (int i = 0; i < width; i++)
            {
                target[(j * width) + i] = 0.5f * (target[before + i] + target[after + i]);
            }
        }
    }

    /// <summary>The pixels near a ball, as a box of indices; null where the slice passes it by.</summary>
    /// <param name="centre">Its centre, LPS mm.</param>
    /// <param name="reachMm">Its radius, mm.</param>
    public IndexBox? Around(Vector3 centre, double reachMm)
    {
        Vector3 c = Geometry.ToIndex(centre), s = Geometry.SpacingMm;
        if (Math.Abs(c.Z * s.Z) > reachMm)
        {
            return null;
        }

        int i0 = Math.Max(0, (int)Math.Ceiling(c.X - (reachMm / s.X))), i1 = Math.Min(Geometry.SizeX - 1, (int)Math.Floor(c.X + (reachMm / s.X)));
        int j0 = Math.Max(0, (int)Math.Ceiling(c.Y - (reachMm / s.Y))), j1 = Math.Min(Geometry.SizeY - 1, (int)Math.Floor(c.Y + (reachMm / s.Y)));
        return i1 < i0 || j1 < j0 ? null : new IndexBox(i0, j0, 0, i1, j1, 0);
    }
}
