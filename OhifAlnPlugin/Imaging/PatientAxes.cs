namespace OhifAlnPlugin.Imaging;

/// <summary>
/// A grid seen from the patient: which of its axes runs most nearly left, posterior and head-ward, so that axial, coronal
/// and sagittal acquisitions are read alike. Indices count from the right, from the front and from the feet.
/// </summary>
internal sealed class PatientAxes
{
    private readonly int _first, _stepLeft, _stepBack, _stepUp;

    /// <summary>Reads the axes of a grid.</summary>
    /// <param name="geometry">The grid.</param>
    public PatientAxes(VolumeGeometry geometry)
    {
        (Vector3 Axis, int Size, int Stride, double Mm)[] axes =
        [
            (geometry.AxisX, geometry.SizeX, 1, geometry.SpacingMm.X),
            (geometry.AxisY, geometry.SizeY, geometry.SizeX, geometry.SpacingMm.Y),
            (geometry.AxisZ, geometry.SizeZ, geometry.SliceLength, geometry.SpacingMm.Z),
        ];
        int left = Index(a => Math.Abs(a.Axis.X), -1), back = Index(a => Math.Abs(a.Axis.Y), left), up = 3 - left - back;
        (Width, WidthMm, _stepLeft) = Along(axes[left], axes[left].Axis.X);
        (Depth, DepthMm, _stepBack) = Along(axes[back], axes[back].Axis.Y);
        (Height, HeightMm, _stepUp) = Along(axes[up], axes[up].Axis.Z);
        _first = First(Width, _stepLeft) + First(Depth, _stepBack) + First(Height, _stepUp);
        (int i, int j, int k) = geometry.IndicesOf(_first);
        Counted = new VolumeGeometry(
            Width, Depth, Height, new(WidthMm, DepthMm, HeightMm), geometry.ToPatient(i, j, k),
            Towards(axes[left].Axis, _stepLeft), Towards(axes[back].Axis, _stepBack), Towards(axes[up].Axis, _stepUp));

        int Index(Func<(Vector3 Axis, int Size, int Stride, double Mm), double> measure, int taken) =>
            Enumerable.Range(0, 3).Where(a => a != taken).MaxBy(a => measure(axes[a]));
    }

    /// <summary>Voxels from right to left.</summary>
    public int Width { get; }

    /// <summary>Voxels from front to back.</summary>
    public int Depth { get; }

    /// <summary>Voxels from feet to head.</summary>
    public int Height { get; }

    /// <summary>Voxel size from right to left, mm.</summary>
    public double WidthMm { get; }

    /// <summary>Voxel size from front to back, mm.</summary>
    public double DepthMm { get; }

    /// <summary>Voxel size from feet to head, mm.</summary>
    public double HeightMm { get; }

    /// <summary>The same voxels as a grid whose indices count from the right, the front and the feet: the axial view of any acquisition.</summary>
    public VolumeGeometry Counted { get; }

    /// <summary>Distance in the flat array from a voxel to the next one to the left.</summary>
    public int StepLeft => _stepLeft;

    /// <summary>Flat index of a voxel counted from the right, the front and the feet.</summary>
    public int Offset(int left, int back, int up) => _first + (left * _stepLeft) + (back * _stepBack) + (up * _stepUp);

    private static (int Size, double Mm, int Step) Along((Vector3 Axis, int Size, int Stride, double Mm) axis, double component) =>
        (axis.Size, axis.Mm, component < 0 ? -axis.Stride : axis.Stride);

    private static Vector3 Towards(Vector3 axis, int step) => step < 0 ? -1.0 * axis : axis;

    private static int First(int size, int step) => step < 0 ? -step * (size - 1) : 0;
}
