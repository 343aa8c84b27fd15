using System.Buffers.Binary;
using System.IO.Compression;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>Writes PNG (ISO/IEC 15948), 8 bits grey or red-green-blue, without interlacing, each row with the filter that leaves the smallest sum of differences.</summary>
public static class PngEncoder
{
    private const byte GreyType = 0;
    private const byte ColourType = 2;

    /// <summary>Encodes a picture without loss.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="iccProfile">ICC profile to embed; none when empty.</param>
    /// <returns>The bytes of the file.</returns>
    public static byte[] Encode(Picture picture, ReadOnlyMemory<byte> iccProfile = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var output = new MemoryStream(1024 + (picture.Samples.Length / 2));
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), picture.Height);
        (head[8], head[9]) = (8, picture.Channels == Picture.Grey ? GreyType : ColourType);
        PngChunk.Write(output, "IHDR"u8, head);
        if (!iccProfile.IsEmpty)
        {
            using var profile = new MemoryStream();
            profile.Write("icc\0\0"u8);
            Deflate(profile, zlib => zlib.Write(iccProfile.Span));
            PngChunk.Write(output, "iCCP"u8, profile.GetBuffer().AsSpan(0, (int)profile.Length));
        }

        using var data = new MemoryStream(512 + (picture.Samples.Length / 2));
        Deflate(data, zlib => WriteRows(zlib, picture));
        PngChunk.Write(output, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        PngChunk.Write(output, "IEND"u8, []);
        return output.ToArray();
    }

    private static void Deflate(Stream target, Action<Stream> write)
    {
        using var zlib = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true);
        write(zlib);
    }

    private static void WriteRows(Stream zlib, Picture picture)
    {
        int length = picture.Width * picture.Channels;
        byte[] above = new byte[length];
        var filter = new PngFilter(length, picture.Channels);
        for (int row = 0; row < picture.Height; row++)
        {
            ReadOnlySpan<byte> samples = picture.Samples.AsSpan(row * length, length);
            zlib.Write(filter.Apply(samples, above));
            samples.CopyTo(above);
        }
    }
}
