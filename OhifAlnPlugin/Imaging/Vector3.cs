namespace OhifAlnPlugin.Imaging;

/// <summary>A point or direction in DICOM patient space (LPS: x to the patient's left, y to posterior, z to the head), mm.</summary>
/// <param name="X">Component towards the patient's left, mm (dimensionless in a direction).</param>
/// <param name="Y">Component towards posterior, mm (dimensionless in a direction).</param>
/// <param name="Z">Component towards the head, mm (dimensionless in a direction).</param>
public readonly record struct Vector3(double X, double Y, double Z)
{
    /// <summary>Sum, component by component.</summary>
    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Difference, component by component.</summary>
    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Scaling of every component.</summary>
    public static Vector3 operator *(double s, Vector3 a) => new(s * a.X, s * a.Y, s * a.Z);

    /// <summary>Scalar product x₁x₂ + y₁y₂ + z₁z₂.</summary>
    public static double Dot(Vector3 a, Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>Vector product a × b, right-handed.</summary>
    public static Vector3 Cross(Vector3 a, Vector3 b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>Euclidean length √(x² + y² + z²).</summary>
    public double Length => Math.Sqrt(Dot(this, this));
}
