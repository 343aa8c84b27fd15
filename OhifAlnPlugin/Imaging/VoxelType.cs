using System.Buffers.Binary;

namespace OhifAlnPlugin.Imaging;

/// <summary>How an image was stored before its voxels became floats.</summary>
public enum VoxelType
{
    /// <summary>Signed integer, 1 byte.</summary>
    Int8,

    /// <summary>Unsigned integer, 1 byte.</summary>
    UInt8,

    /// <summary>Signed integer, 2 bytes.</summary>
    Int16,

    /// <summary>Unsigned integer, 2 bytes.</summary>
    UInt16,

    /// <summary>Signed integer, 4 bytes.</summary>
    Int32,

    /// <summary>Unsigned integer, 4 bytes.</summary>
    UInt32,

    /// <summary>Signed integer, 8 bytes.</summary>
    Int64,

    /// <summary>Unsigned integer, 8 bytes.</summary>
    UInt64,

    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Double precision.</summary>
    Float64,
}

/// <summary>Sizes and conversions of <see cref="VoxelType"/>.</summary>
internal static class VoxelTypes
{
    /// <summary>Bytes of one voxel, 1 … 8.</summary>
    public static int SizeOf(this VoxelType type) => type switch
    {
        VoxelType.Int8 or VoxelType.UInt8 => 1,
        VoxelType.Int16 or VoxelType.UInt16 => 2,
        VoxelType.Int32 or VoxelType.UInt32 or VoxelType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Decodes voxels; 64-bit integers beyond 2⁵³ are rounded to the nearest double.</summary>
    /// <param name="source">Bytes, at least values.Length · SizeOf(type).</param>
    /// <param name="type">Stored type.</param>
    /// <param name="bigEndian">Byte order of <paramref name="source"/>.</param>
    /// <param name="values">Receives the values.</param>
    public static void Decode(ReadOnlySpan<byte> source, VoxelType type, bool bigEndian, Span<double> values)
    {
        int size = type.SizeOf();
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = bigEndian ? BigEndian(source[(n * size)..], type) : LittleEndian(source[(n * size)..], type);
        }
    }

    private static double LittleEndian(ReadOnlySpan<byte> at, VoxelType type) => type switch
    {
        VoxelType.Int8 => (sbyte)at[0],
        VoxelType.UInt8 => at[0],
        VoxelType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        VoxelType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
        VoxelType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
        VoxelType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(at),
        VoxelType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
        VoxelType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(at),
        VoxelType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(at),
    };

    private static double BigEndian(ReadOnlySpan<byte> at, VoxelType type) => type switch
    {
        VoxelType.Int8 => (sbyte)at[0],
        VoxelType.UInt8 => at[0],
        VoxelType.Int16 => BinaryPrimitives.ReadInt16BigEndian(at),
        VoxelType.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(at),
        VoxelType.Int32 => BinaryPrimitives.ReadInt32BigEndian(at),
        VoxelType.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(at),
        VoxelType.Int64 => BinaryPrimitives.ReadInt64BigEndian(at),
        VoxelType.UInt64 => BinaryPrimitives.ReadUInt64BigEndian(at),
        VoxelType.Float32 => BinaryPrimitives.ReadSingleBigEndian(at),
        _ => BinaryPrimitives.ReadDoubleBigEndian(at),
    };
}
