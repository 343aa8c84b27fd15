using System.Globalization;

namespace OhifAlnPlugin.Imaging;

/// <summary>
/// A regular voxel grid in DICOM patient space (LPS, mm): voxel (i, j, k) has its centre at
/// Origin + i·SpacingX·AxisX + j·SpacingY·AxisY + k·SpacingZ·AxisZ. Flat arrays on the grid run x fastest.
/// </summary>
/// <remarks>Immutable; equality is exact, <see cref="IsCloseTo"/> allows for rounding. Convention: ITK, NRRD and PS3.3 C.7.6.2.1.1.</remarks>
public sealed record VolumeGeometry
{
    /// <summary>Largest deviation of the axes from orthonormal that is accepted (gantry tilt and shear are refused).</summary>
    public const double AxisTolerance = 1e-3;

    /// <summary>Creates a grid.</summary>
    /// <param name="sizeX">Voxels along x (columns), ≥ 1.</param>
    /// <param name="sizeY">Voxels along y (rows), ≥ 1.</param>
    /// <param name="sizeZ">Voxels along z (slices), ≥ 1.</param>
    /// <param name="spacingMm">Distance between voxel centres along each axis, mm, &gt; 0.</param>
    /// <param name="originMm">Centre of voxel (0, 0, 0), LPS mm.</param>
    /// <param name="axisX">Direction of increasing i, unit length.</param>
    /// <param name="axisY">Direction of increasing j, unit length.</param>
    /// <param name="axisZ">Direction of increasing k, unit length; may make a left-handed system.</param>
    /// <exception cref="ArgumentException">A size, spacing or axis is out of range, or the grid has more than 2³¹−1 voxels.</exception>
    public VolumeGeometry(
        int sizeX, int sizeY, int sizeZ, Vector3 spacingMm, Vector3 originMm, Vector3 axisX, Vector3 axisY, Vector3 axisZ)
    {
        if (sizeX < 1 || sizeY < 1 || sizeZ < 1 || (long)sizeX * sizeY * sizeZ > int.MaxValue)
        {
            throw new ArgumentException($"A grid of {sizeX}×{sizeY}×{sizeZ} voxels is not usable: each size must be at least 1 and all together at most {int.MaxValue}.");
        }

        if (!(IsPositive(spacingMm.X) && IsPositive(spacingMm.Y) && IsPositive(spacingMm.Z)))
        {
            throw new ArgumentException($"Spacing {spacingMm.X}×{spacingMm.Y}×{spacingMm.Z} mm is not usable: each must be finite and greater than 0.", nameof(spacingMm));
        }

        if (!AreOrthonormal(axisX, axisY, axisZ))
        {
            throw new ArgumentException($"The axes {axisX}, {axisY}, {axisZ} are not orthonormal within {AxisTolerance}: a sheared or tilted grid is not usable.", nameof(axisX));
        }

        (SizeX, SizeY, SizeZ) = (sizeX, sizeY, sizeZ);
        (SpacingMm, OriginMm, AxisX, AxisY, AxisZ) = (spacingMm, originMm, axisX, axisY, axisZ);
    }

    /// <summary>Creates an axis-aligned LPS grid.</summary>
    /// <param name="sizeX">Voxels along x.</param>
    /// <param name="sizeY">Voxels along y.</param>
    /// <param name="sizeZ">Voxels along z.</param>
    /// <param name="spacingMm">Distance between voxel centres, mm.</param>
    /// <param name="originMm">Centre of voxel (0, 0, 0), LPS mm.</param>
    /// <returns>The grid with axes (1,0,0), (0,1,0), (0,0,1).</returns>
    public static VolumeGeometry AxisAligned(int sizeX, int sizeY, int sizeZ, Vector3 spacingMm, Vector3 originMm = default) =>
        new(sizeX, sizeY, sizeZ, spacingMm, originMm, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Voxels along x (columns).</summary>
    public int SizeX { get; }

    /// <summary>Voxels along y (rows).</summary>
    public int SizeY { get; }

    /// <summary>Voxels along z (slices).</summary>
    public int SizeZ { get; }

    /// <summary>Distance between voxel centres along x, y and z, mm.</summary>
    public Vector3 SpacingMm { get; }

    /// <summary>Centre of voxel (0, 0, 0), LPS mm.</summary>
    public Vector3 OriginMm { get; }

    /// <summary>Direction of increasing i, unit length, LPS.</summary>
    public Vector3 AxisX { get; }

    /// <summary>Direction of increasing j, unit length, LPS.</summary>
    public Vector3 AxisY { get; }

    /// <summary>Direction of increasing k, unit length, LPS.</summary>
    public Vector3 AxisZ { get; }

    /// <summary>SizeX · SizeY · SizeZ.</summary>
    public int VoxelCount => SizeX * SizeY * SizeZ;

    /// <summary>SizeX · SizeY: voxels in one slice.</summary>
    public int SliceLength => SizeX * SizeY;

    /// <summary>Volume of one voxel, mm³.</summary>
    public double VoxelVolumeMm3 => SpacingMm.X * SpacingMm.Y * SpacingMm.Z;

    /// <summary>Flat index i + SizeX·(j + SizeY·k); the caller keeps the indices in range.</summary>
    public int Offset(int i, int j, int k) => i + (SizeX * (j + (SizeY * k)));

    /// <summary>Indices (i, j, k) of a flat index.</summary>
    public (int I, int J, int K) IndicesOf(int offset) =>
        (offset % SizeX, offset / SizeX % SizeY, offset / SliceLength);

    /// <summary>Whether (i, j, k) lies on the grid.</summary>
    public bool Contains(int i, int j, int k) =>
        (uint)i < (uint)SizeX && (uint)j < (uint)SizeY && (uint)k < (uint)SizeZ;

    /// <summary>Patient position, LPS mm, of continuous index (i, j, k).</summary>
    public Vector3 ToPatient(double i, double j, double k) =>
        OriginMm + ((i * SpacingMm.X) * AxisX) + ((j * SpacingMm.Y) * AxisY) + ((k * SpacingMm.Z) * AxisZ);

    /// <summary>Continuous index of a patient position, LPS mm; the inverse of <see cref="ToPatient"/>.</summary>
    public Vector3 ToIndex(Vector3 patientMm)
    {
        Vector3 d = patientMm - OriginMm;
        return new(Vector3.Dot(d, AxisX) / SpacingMm.X, Vector3.Dot(d, AxisY) / SpacingMm.Y, Vector3.Dot(d, AxisZ) / SpacingMm.Z);
    }

    /// <summary>Whether two grids have the same size and every voxel centre at the same place within a tolerance.</summary>
    /// <param name="other">The other grid.</param>
    /// <param name="toleranceMm">Largest distance of corresponding corner voxels, mm.</param>
    /// <returns>True when they agree.</returns>
    public bool IsCloseTo(VolumeGeometry other, double toleranceMm = 0.01)
    {
        ArgumentNullException.ThrowIfNull(other);
        return SizeX == other.SizeX && SizeY == other.SizeY && SizeZ == other.SizeZ && LargestCornerDistanceMm(other) <= toleranceMm;
    }

    /// <summary>Largest distance, mm, between corresponding corner voxels of this grid's index box in both grids.</summary>
    /// <param name="other">The other grid; its own size is not looked at.</param>
    /// <returns>Distance in mm, ≥ 0.</returns>
    public double LargestCornerDistanceMm(VolumeGeometry other)
    {
        ArgumentNullException.ThrowIfNull(other);
        double largest = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            int i = (corner & 1) * (SizeX - 1), j = (corner >> 1 & 1) * (SizeY - 1), k = (corner >> 2) * (SizeZ - 1);
            largest = Math.Max(largest, (ToPatient(i, j, k) - other.ToPatient(i, j, k)).Length);
        }

        return largest;
    }

    /// <summary>Its size in words, for sentences: <c>7 × 5 × 6 voxels of 0.7 × 0.8 × 2.5 mm</c>.</summary>
    public string InWords() => string.Create(
        CultureInfo.InvariantCulture, $"{SizeX} × {SizeY} × {SizeZ} voxels of {SpacingMm.X:0.###} × {SpacingMm.Y:0.###} × {SpacingMm.Z:0.###} mm");

    private static bool IsPositive(double value) => double.IsFinite(value) && value > 0;

    private static bool AreOrthonormal(Vector3 x, Vector3 y, Vector3 z)
    {
        static bool Near(double value, double target) => Math.Abs(value - target) <= AxisTolerance;
        return Near(x.Length, 1) && Near(y.Length, 1) && Near(z.Length, 1)
            && Near(Vector3.Dot(x, y), 0) && Near(Vector3.Dot(x, z), 0) && Near(Vector3.Dot(y, z), 0);
    }
}
