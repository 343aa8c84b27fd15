using System.Buffers.Binary;

namespace OhifAlnPlugin.Imaging;

/// <summary>The fields of a NIfTI-1 header that a volume needs.</summary>
/// <remarks>Layout: the 348-byte <c>nifti1.h</c>; offsets below are that file's.</remarks>
internal sealed class NiftiHeader
{
    /// <summary>Bytes of the header proper.</summary>
    public const int Length = 348;

    private readonly byte[] _bytes;

    private NiftiHeader(byte[] bytes, bool bigEndian) => (_bytes, BigEndian) = (bytes, bigEndian);

    /// <summary>Whether header and voxels are stored most significant byte first.</summary>
    public bool BigEndian { get; }

    /// <summary>Stored type of a voxel.</summary>
    public VoxelType Type { get; private set; }

    /// <summary>Bytes between the header's end and the first voxel.</summary>
    public int BytesBeforeVoxels { get; private set; }

    /// <summary>Factor from stored to real value; 1 when the header gives none.</summary>
    public double Slope { get; private set; }

    /// <summary>Real value of stored 0.</summary>
    public double Intercept { get; private set; }

    /// <summary>The grid, LPS mm.</summary>
    public VolumeGeometry Geometry { get; private set; } = VolumeGeometry.AxisAligned(1, 1, 1, new(1, 1, 1));

    /// <summary>Reads the header and leaves the stream 348 bytes further on.</summary>
    /// <exception cref="VolumeFileException">Not single-file NIfTI-1, or a value is not usable.</exception>
    public static NiftiHeader Read(Stream source)
    {
        byte[] start = new byte[Length];
        int got = source.ReadAtLeast(start, Length, throwOnEndOfStream: false);
        if (got < Length)
        {
            throw new VolumeFileException($"Not a NIfTI-1 file: it has {got} bytes where a header of {Length} was expected.");
        }

        int size = BinaryPrimitives.ReadInt32LittleEndian(start);
        bool bigEndian = size != Length;
        if (bigEndian && BinaryPrimitives.ReadInt32BigEndian(start) != Length)
        {
            throw new VolumeFileException($"NIfTI field sizeof_hdr is {size}; NIfTI-1 has {Length} (540 would be NIfTI-2, which is not read).");
        }

        if (!start.AsSpan(344, 4).SequenceEqual("n+1\0"u8))
        {
            throw new VolumeFileException("NIfTI field magic is not \"n+1\": only files that hold header and voxels together (.nii) are read, no .hdr/.img pairs.");
        }

        var header = new NiftiHeader(start, bigEndian);
        header.Interpret();
        return header;
    }

    private void Interpret()
    {
        Type = TypeOf(Int16(70));
        double offset = Single(108);
        if (!(offset >= Length && offset <= int.MaxValue && offset == Math.Floor(offset)))
        {
            throw new VolumeFileException($"NIfTI field vox_offset is {offset}; it must be a whole number of at least {Length}.");
        }

        BytesBeforeVoxels = (int)offset - Length;
        double slope = Single(112), intercept = Single(116);
        bool scaled = double.IsFinite(slope) && double.IsFinite(intercept) && slope != 0;
        (Slope, Intercept) = scaled ? (slope, intercept) : (1, 0);
        (int X, int Y, int Z) sizes = Sizes();
        double unit = MillimetresPerUnit();
        (Vector3 x, Vector3 y, Vector3 z, Vector3 origin) = Int16(254) > 0 ? Sform() : Int16(252) > 0 ? Qform() : Unplaced();
        Geometry = FileGrid.Create(
            sizes, FileGrid.FlipXY(unit * x), FileGrid.FlipXY(unit * y), FileGrid.FlipXY(unit * z), FileGrid.FlipXY(unit * origin));
    }

    private (int X, int Y, int Z) Sizes()
    {
        int dimensions = Int16(40);
        if (dimensions is < 1 or > 7)
        {
            throw new VolumeFileException($"NIfTI field dim[0] is {dimensions}; it must be 1 to 7.");
        }

        for (int d = 1; d <= dimensions; d++)
        {
            int size = Int16(40 + (2 * d));
            if (size < 1 || (d > 3 && size > 1))
            {
                throw new VolumeFileException($"NIfTI field dim[{d}] is {size}; {(d > 3 ? "one volume was expected" : "it must be at least 1")}.");
            }
        }

        return (Int16(42), dimensions < 2 ? 1 : Int16(44), dimensions < 3 ? 1 : Int16(46));
    }

    private double MillimetresPerUnit() => (_bytes[123] & 7) switch
    {
        0 or 2 => 1,
        1 => 1000,
        3 => 0.001,
        int other => throw new VolumeFileException($"NIfTI field xyzt_units has the space unit {other}; 1 (m), 2 (mm) and 3 (µm) are read."),
    };

    /// <summary>Steps and origin, RAS, of the affine srow_x, srow_y, srow_z.</summary>
    private (Vector3 X, Vector3 Y, Vector3 Z, Vector3 Origin) Sform()
    {
        Vector3 Column(int c) => new(Finite("srow_x", 280 + (4 * c)), Finite("srow_y", 296 + (4 * c)), Finite("srow_z", 312 + (4 * c)));
        return (Column(0), Column(1), Column(2), Column(3));
    }

    /// <summary>Steps and origin, RAS, of the rotation by the quaternion (a, b, c, d), a = √(1 − b² − c² − d²).</summary>
    private (Vector3 X, Vector3 Y, Vector3 Z, Vector3 Origin) Qform()
    {
        double b = Finite("quatern_b", 256), c = Finite("quatern_c", 260), d = Finite("quatern_d", 264);
        double rest = 1 - ((b * b) + (c * c) + (d * d));
        if (rest < -1e-5)
        {
            throw new VolumeFileException($"NIfTI fields quatern_b, quatern_c, quatern_d are {b}, {c}, {d}: longer than 1, so no rotation.");
        }

        double a = Math.Sqrt(Math.Max(0, rest));
        double handedness = Single(76) < 0 ? -1 : 1;
        Vector3 x = new((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c)));
        Vector3 y = new(2 * ((b * c) - (a * d)), (a * a) + (c * c) - (b * b) - (d * d), 2 * ((c * d) + (a * b)));
        Vector3 z = new(2 * ((b * d) + (a * c)), 2 * ((c * d) - (a * b)), (a * a) + (d * d) - (b * b) - (c * c));
        return (Step(1) * x, Step(2) * y, (handedness * Step(3)) * z,
            new(Finite("qoffset_x", 268), Finite("qoffset_y", 272), Finite("qoffset_z", 276)));
    }

    /// <summary>Steps, RAS, of a header that places the grid nowhere: along the axes, from the origin.</summary>
    private (Vector3 X, Vector3 Y, Vector3 Z, Vector3 Origin) Unplaced() =>
        (new(Step(1), 0, 0), new(0, Step(2), 0), new(0, 0, Step(3)), default);

    private double Step(int axis) => Math.Abs(Finite($"pixdim[{axis}]", 76 + (4 * axis)));

    private double Finite(string field, int at)
    {
        double value = Single(at);
        return double.IsFinite(value) ? value : throw new VolumeFileException($"NIfTI field {field} is {value}; it must be finite.");
    }

    private int Int16(int at) => BigEndian ? BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(at)) : BinaryPrimitives.ReadInt16LittleEndian(_bytes.AsSpan(at));

    private double Single(int at) => BigEndian ? BinaryPrimitives.ReadSingleBigEndian(_bytes.AsSpan(at)) : BinaryPrimitives.ReadSingleLittleEndian(_bytes.AsSpan(at));

    private static VoxelType TypeOf(int code) => code switch
    {
        2 => VoxelType.UInt8,
        4 => VoxelType.Int16,
        8 => VoxelType.Int32,
        16 => VoxelType.Float32,
        64 => VoxelType.Float64,
        256 => VoxelType.Int8,
        512 => VoxelType.UInt16,
        768 => VoxelType.UInt32,
        1024 => VoxelType.Int64,
        1280 => VoxelType.UInt64,
        _ => throw new VolumeFileException($"NIfTI field datatype is {code}; integers of 8 to 64 bits (2, 4, 8, 256, 512, 768, 1024, 1280), float (16) and double (64) are read."),
    };
}
