namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>A shift and a turn of the patient: a point p moves to R·(p − Centre) + Centre + ShiftMm, LPS mm.</summary>
/// <remarks>Immutable. R is kept as its three rows, so that motions can be chained without loss.</remarks>
public sealed record RigidMotion
{
    private readonly Vector3 _rowX, _rowY, _rowZ;

    private RigidMotion(Vector3 rowX, Vector3 rowY, Vector3 rowZ, Vector3 centre, Vector3 shift) =>
        (_rowX, _rowY, _rowZ, Centre, ShiftMm) = (rowX, rowY, rowZ, centre, shift);

    /// <summary>Fixed point of the turn, LPS mm.</summary>
    public Vector3 Centre { get; }

    /// <summary>Shift of the centre, LPS mm.</summary>
    public Vector3 ShiftMm { get; }

    /// <summary>Angle of the turn, degrees, in [0, 180].</summary>
    public double RotationDegrees => Math.Acos(Math.Clamp((_rowX.X + _rowY.Y + _rowZ.Z - 1) / 2, -1, 1)) * 180 / Math.PI;

    /// <summary>A motion from a shift and a turn.</summary>
    /// <param name="centre">Fixed point of the turn, LPS mm.</param>
    /// <param name="shiftMm">Shift of the centre, LPS mm.</param>
    /// <param name="rotation">Axis of the turn times its angle, radians, right-handed; zero does not turn.</param>
    public static RigidMotion Of(Vector3 centre, Vector3 shiftMm, Vector3 rotation = default)
    {
        (Vector3 x, Vector3 y, Vector3 z) = Rows(rotation);
        return new(x, y, z, centre, shiftMm);
    }

    /// <summary>Where a point moves to.</summary>
    /// <param name="point">A point, LPS mm.</param>
    public Vector3 Apply(Vector3 point) => Turn(point - Centre) + Centre + ShiftMm;

    /// <summary>How a direction turns.</summary>
    /// <param name="direction">A direction or difference of points.</param>
    public Vector3 Turn(Vector3 direction) => new(Vector3.Dot(_rowX, direction), Vector3.Dot(_rowY, direction), Vector3.Dot(_rowZ, direction));

    /// <summary>The way back.</summary>
    public RigidMotion Inverse()
    {
        Vector3 x = new(_rowX.X, _rowY.X, _rowZ.X), y = new(_rowX.Y, _rowY.Y, _rowZ.Y), z = new(_rowX.Z, _rowY.Z, _rowZ.Z);
        var turn = new RigidMotion(x, y, z, Centre, default);
        return new(x, y, z, Centre, -1 * turn.Turn(ShiftMm));
    }

    /// <summary>First this motion, then another.</summary>
    /// <param name="next">The other motion.</param>
    public RigidMotion Then(RigidMotion next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Vector3 x = next.Turn(Column(0)), y = next.Turn(Column(1)), z = next.Turn(Column(2));
        return new(new(x.X, y.X, z.X), new(x.Y, y.Y, z.Y), new(x.Z, y.Z, z.Z), Centre, next.Apply(Apply(Centre)) - Centre);
    }

    /// <summary>This motion, then a small further turn about its centre and a small further shift.</summary>
    internal RigidMotion Add(Vector3 shiftMm, Vector3 rotation)
    {
        RigidMotion further = Of(Centre, default, rotation);
        Vector3 x = further.Turn(Column(0)), y = further.Turn(Column(1)), z = further.Turn(Column(2));
        return new(new(x.X, y.X, z.X), new(x.Y, y.Y, z.Y), new(x.Z, y.Z, z.Z), Centre, ShiftMm + shiftMm);
    }

    private Vector3 Column(int n) => n switch
    {
        0 => new(_rowX.X, _rowY.X, _rowZ.X),
        1 => new(_rowX.Y, _rowY.Y, _rowZ.Y),
        _ => new(_rowX.Z, _rowY.Z, _rowZ.Z),
    };

    /// <summary>Rows of the matrix of a turn (Rodrigues' formula).</summary>
    private static (Vector3 X, Vector3 Y, Vector3 Z) Rows(Vector3 rotation)
    {
        double angle = rotation.Length;
        if (angle == 0)
        {
            return (new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        }

        Vector3 u = 1 / angle * rotation;
        double c = Math.Cos(angle), s = Math.Sin(angle), d = 1 - c;
        return (
            new(c + (u.X * u.X * d), (u.X * u.Y * d) - (u.Z * s), (u.X * u.Z * d) + (u.Y * s)),
            new((u.Y * u.X * d) + (u.Z * s), c + (u.Y * u.Y * d), (u.Y * u.Z * d) - (u.X * s)),
            new((u.Z * u.X * d) - (u.Y * s), (u.Z * u.Y * d) + (u.X * s), c + (u.Z * u.Z * d)));
    }
}
