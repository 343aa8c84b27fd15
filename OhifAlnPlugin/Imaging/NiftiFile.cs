using System.Buffers.Binary;
using System.IO.Compression;

namespace OhifAlnPlugin.Imaging;

/// <summary>
/// NIfTI-1 files (.nii, .nii.gz): volumes, VOI masks and label maps. Reads every integer and floating-point type, both
/// byte orders, sform before qform; converts between NIfTI's RAS and LPS. Writes little endian with sform and qform.
/// </summary>
/// <remarks>
/// Format: <c>nifti1.h</c>. NIfTI-1 keeps the grid in float32: a position read back differs by up to 6e-8 of its value.
/// Compression is seen from the first two bytes, whatever the file is called.
/// </remarks>
public static class NiftiFile
{
    private const int VoxelOffset = 352;

    /// <summary>Reads a volume; scl_slope and scl_inter are applied.</summary>
    /// <param name="source">Stream placed at the start of the file, compressed or not.</param>
    /// <returns>The volume, voxels rounded to float.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NIfTI-1 volume.</exception>
    public static Volume ReadVolume(Stream source) => Read(source, (header, voxels) =>
        new Volume(header.Geometry, voxels.ReadFloats(header.Geometry.VoxelCount, header.Slope, header.Intercept))
        {
            StoredAs = header.Slope == 1 && header.Intercept == 0 ? header.Type : VoxelType.Float64,
        });

    /// <summary>Reads a label map: stored whole numbers from 0 to 65535; a scaling other than 1 is refused.</summary>
    /// <param name="source">Stream placed at the start of the file, compressed or not.</param>
    /// <returns>The label map.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NIfTI-1 label map.</exception>
    public static LabelMap ReadLabelMap(Stream source) => Read(source, (header, voxels) =>
    {
        if (header.Slope != 1 || header.Intercept != 0)
        {
            throw new VolumeFileException($"NIfTI fields scl_slope and scl_inter are {header.Slope} and {header.Intercept}; a label map has 1 and 0.");
        }

        return new LabelMap(header.Geometry, voxels.ReadLabels(header.Geometry.VoxelCount));
    });

    /// <summary>Reads a VOI: every label other than 0 is inside.</summary>
    /// <param name="source">Stream placed at the start of the file, compressed or not.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NIfTI-1 label map.</exception>
    public static Mask ReadMask(Stream source) => ReadLabelMap(source).ToMask();

    /// <summary>Writes a volume as float32.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="gzip">Whether to compress (.nii.gz).</param>
    public static void Write(Stream target, Volume volume, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(volume);
        Write(target, 16, 32, volume.Geometry, gzip, data => VoxelWriter.Write(data, volume.Voxels));
    }

    /// <summary>Writes a label map as uint16.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="labels">The label map.</param>
    /// <param name="gzip">Whether to compress (.nii.gz).</param>
    public static void Write(Stream target, LabelMap labels, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Write(target, 512, 16, labels.Geometry, gzip, data => VoxelWriter.Write(data, labels.Labels));
    }

    /// <summary>Writes a VOI as uint8, 0 or 1.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="mask">The VOI.</param>
    /// <param name="gzip">Whether to compress (.nii.gz).</param>
    public static void Write(Stream target, Mask mask, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(mask);
        Write(target, 2, 8, mask.Geometry, gzip, data => data.Write(mask.Voxels));
    }

    private static T Read<T>(Stream source, Func<NiftiHeader, VoxelReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(source);
        byte[] first = new byte[2];
        int got = source.ReadAtLeast(first, 2, throwOnEndOfStream: false);
        using var whole = new PrefixedStream(first.AsMemory(0, got), source);
        using Stream? inflated = first is [0x1F, 0x8B] ? new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true) : null;
        Stream data = inflated ?? whole;
        try
        {
            var header = NiftiHeader.Read(data);
            Skip(data, header.BytesBeforeVoxels);
            return read(header, new VoxelReader(data, header.Type, header.BigEndian));
        }
        catch (InvalidDataException e)
        {
            throw new VolumeFileException($"The gzip-compressed NIfTI file is damaged: {e.Message}", e);
        }
    }

    private static void Skip(Stream data, int count)
    {
        byte[] block = new byte[Math.Min(count, 4096)];
        for (int left = count; left > 0;)
        {
            int got = data.Read(block, 0, Math.Min(left, block.Length));
            if (got == 0)
            {
                throw new VolumeFileException($"The NIfTI file ends {left} bytes before the voxels, which vox_offset places at byte {count + NiftiHeader.Length}.");
            }

            left -= got;
        }
    }

    private static void Write(Stream target, short datatype, short bits, VolumeGeometry geometry, bool gzip, Action<Stream> writeData)
    {
        ArgumentNullException.ThrowIfNull(target);
        using Stream? deflated = gzip ? new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true) : null;
        Stream data = deflated ?? target;
        data.Write(Header(datatype, bits, geometry));
        writeData(data);
    }

    private static byte[] Header(short datatype, short bits, VolumeGeometry g)
    {
        if (Math.Max(g.SizeX, Math.Max(g.SizeY, g.SizeZ)) > short.MaxValue)
        {
            throw new ArgumentException($"A grid of {g.SizeX}×{g.SizeY}×{g.SizeZ} voxels does not fit NIfTI-1: each size may be at most {short.MaxValue}.", nameof(g));
        }

        byte[] header = new byte[VoxelOffset];
        void Int16(int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), (short)value);
        void Single(int at, double value) => BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(at), (float)value);
        void Row(int at, double x, double y, double z, double origin)
        {
            Single(at, x);
            Single(at + 4, y);
            Single(at + 8, z);
            Single(at + 12, origin);
        }

        BinaryPrimitives.WriteInt32LittleEndian(header, NiftiHeader.Length);
        int[] dim = [3, g.SizeX, g.SizeY, g.SizeZ, 1, 1, 1, 1];
        for (int d = 0; d < dim.Length; d++)
        {
            Int16(40 + (2 * d), dim[d]);
        }

        Int16(70, datatype);
        Int16(72, bits);
        (Vector3 x, Vector3 y, Vector3 z) = (FileGrid.FlipXY(g.AxisX), FileGrid.FlipXY(g.AxisY), FileGrid.FlipXY(g.AxisZ));
        Vector3 origin = FileGrid.FlipXY(g.OriginMm), s = g.SpacingMm;
        double handedness = Vector3.Dot(Vector3.Cross(x, y), z) < 0 ? -1 : 1;
        Row(76, handedness, s.X, s.Y, s.Z);
        Single(108, VoxelOffset);
        Single(112, 1);
        header[123] = 2;
        Int16(252, 1);
        Int16(254, 1);
        Vector3 q = Quaternion(x, y, handedness * z);
        Row(256, q.X, q.Y, q.Z, origin.X);
        Single(272, origin.Y);
        Single(276, origin.Z);
        Row(280, s.X * x.X, s.Y * y.X, s.Z * z.X, origin.X);
        Row(296, s.X * x.Y, s.Y * y.Y, s.Z * z.Y, origin.Y);
        Row(312, s.X * x.Z, s.Y * y.Z, s.Z * z.Z, origin.Z);
        "n+1\0"u8.CopyTo(header.AsSpan(344));
        return header;
    }

    /// <summary>Vector part (b, c, d) of the unit quaternion, a ≥ 0, of the rotation with columns x, y, z.</summary>
    private static Vector3 Quaternion(Vector3 x, Vector3 y, Vector3 z)
    {
        double a = Math.Sqrt(Math.Max(0, 1 + x.X + y.Y + z.Z)) / 2;
        double b = Math.Sqrt(Math.Max(0, 1 + x.X - y.Y - z.Z)) / 2;
        double c = Math.Sqrt(Math.Max(0, 1 - x.X + y.Y - z.Z)) / 2;
        double d = Math.Sqrt(Math.Max(0, 1 - x.X - y.Y + z.Z)) / 2;

        // Divide by the largest part: the others follow from sums and differences of off-diagonal elements.
        double largest = Math.Max(Math.Max(a, b), Math.Max(c, d));
        Vector3 q = largest == a ? new((y.Z - z.Y) / (4 * a), (z.X - x.Z) / (4 * a), (x.Y - y.X) / (4 * a))
            : largest == b ? new(b, (x.Y + y.X) / (4 * b), (z.X + x.Z) / (4 * b))
            : largest == c ? new((x.Y + y.X) / (4 * c), c, (y.Z + z.Y) / (4 * c))
            : new((z.X + x.Z) / (4 * d), (y.Z + z.Y) / (4 * d), d);
        double sign = largest == a ? 1
            : largest == b ? Math.Sign(y.Z - z.Y)
            : largest == c ? Math.Sign(z.X - x.Z)
            : Math.Sign(x.Y - y.X);
        return sign < 0 ? -1 * q : q;
    }
}
