using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Where the voxels of one grid lie on another, computed row by row in the order of ITK's resampling filter.</summary>
/// <remarks>
/// Samples often fall exactly between two voxels, so that the last bit decides which is nearest: positions are interpolated
/// between the first voxel of the row and the one past its end, as ITK does for affine transforms.
/// </remarks>
internal sealed class GridMapping
{
    private readonly VolumeGeometry _from;
    private readonly VolumeGeometry _to;
    private readonly double[,] _toPatient;
    private readonly double[,] _toIndex;

    /// <summary>Prepares a mapping.</summary>
    /// <param name="from">Grid whose rows are walked.</param>
    /// <param name="to">Grid whose continuous indices are wanted.</param>
    public GridMapping(VolumeGeometry from, VolumeGeometry to)
    {
        (_from, _to) = (from, to);
        _toPatient = Matrix(from);
        _toIndex = MatrixInverse.Of(Matrix(to));
    }

    /// <summary>Continuous indices of a row of voxels.</summary>
    /// <param name="j">Row.</param>
    /// <param name="k">Slice.</param>
    /// <param name="x">Receives continuous i, shape (SizeX,).</param>
    /// <param name="y">Receives continuous j.</param>
    /// <param name="z">Receives continuous k.</param>
    public void Row(int j, int k, Span<double> x, Span<double> y, Span<double> z)
    {
        int size = _from.SizeX;
        (double ax, double ay, double az) = Index(0, j, k);
        (double bx, double by, double bz) = Index(size, j, k);
        for (int i = 0; i < size; i++)
        {
            double alpha = i / (double)size;
            x[i] = ax + (alpha * (bx - ax));
            y[i] = ay + (alpha * (by - ay));
            z[i] = az + (alpha * (bz - az));
        }
    }

    /// <summary>Continuous index of one voxel.</summary>
    public (double X, double Y, double Z) Index(double i, double j, double k)
    {
        double[,] m = _toPatient, n = _toIndex;
        Vector3 o = _from.OriginMm, t = _to.OriginMm;
        double vx = o.X + (m[0, 0] * i) + (m[0, 1] * j) + (m[0, 2] * k) - t.X;
        double vy = o.Y + (m[1, 0] * i) + (m[1, 1] * j) + (m[1, 2] * k) - t.Y;
        double vz = o.Z + (m[2, 0] * i) + (m[2, 1] * j) + (m[2, 2] * k) - t.Z;
        return (
            (n[0, 0] * vx) + (n[0, 1] * vy) + (n[0, 2] * vz),
            (n[1, 0] * vx) + (n[1, 1] * vy) + (n[1, 2] * vz),
            (n[2, 0] * vx) + (n[2, 1] * vy) + (n[2, 2] * vz));
    }

    private static double[,] Matrix(VolumeGeometry g)
    {
        (double sx, double sy, double sz) = (g.SpacingMm.X, g.SpacingMm.Y, g.SpacingMm.Z);
        return new[,]
        {
            { g.AxisX.X * sx, g.AxisY.X * sy, g.AxisZ.X * sz },
            { g.AxisX.Y * sx, g.AxisY.Y * sy, g.AxisZ.Y * sz },
            { g.AxisX.Z * sx, g.AxisY.Z * sy, g.AxisZ.Z * sz },
        };
    }
}
