using System.Buffers;
using System.IO.Compression;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>JSON compressed for the index (Brotli, fastest): headers are repetitive, a tenth of their size is left.</summary>
internal static class PackedJson
{
    private const int LengthPrefix = sizeof(int);
    private const int Quality = 1;
    private const int WindowBits = 18;

    public static byte[] Pack(ReadOnlySpan<byte> json)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(LengthPrefix + BrotliEncoder.GetMaxCompressedLength(json.Length));
        try
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(rented, json.Length);
            if (!BrotliEncoder.TryCompress(json, rented.AsSpan(LengthPrefix), out int written, Quality, WindowBits))
            {
                throw new InvalidOperationException("Brotli needed more room than it promised.");
            }

            return rented.AsSpan(0, LengthPrefix + written).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <exception cref="InvalidDataException">The bytes were not made by <see cref="Pack"/>.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        byte[] json = new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(packed)];
        return BrotliDecoder.TryDecompress(packed[LengthPrefix..], json, out int written) && written == json.Length
            ? json
            : throw new InvalidDataException("The index holds damaged metadata: move index.sqlite away, it is rebuilt from the images at the next start.");
    }
}
