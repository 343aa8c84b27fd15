using System.Buffers.Binary;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>The marker segments around the coded blocks (T.81 Annex B, T.871).</summary>
internal static class JpegMarkers
{
    /// <summary>Bytes of a profile in one APP2 segment: 65535 less the length and the segment's own head.</summary>
    private const int LargestIccChunk = 65519;

    private static readonly byte[] JfifHead = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    public static void WriteHeader(JpegBitWriter output, Picture picture, JpegQuantisation[] tables, int sampling, ReadOnlySpan<byte> iccProfile)
    {
        output.WriteBytes(JfifHead);
        WriteIccProfile(output, iccProfile);
        for (int n = 0; n < tables.Length; n++)
        {
            WriteSegment(output, 0xDB, [(byte)n, .. tables[n].Steps]);
        }

        WriteFrameHeader(output, picture, sampling);
        WriteSegment(output, 0xC4, [0x00, .. JpegHuffman.Luminance.MeanTable, 0x10, .. JpegHuffman.Luminance.OtherTable]);
        if (picture.Channels == Picture.Grey)
        {
            WriteSegment(output, 0xDA, [1, 1, 0x00, 0, 63, 0]);
            return;
        }

        WriteSegment(output, 0xC4, [0x01, .. JpegHuffman.Chrominance.MeanTable, 0x11, .. JpegHuffman.Chrominance.OtherTable]);
        WriteSegment(output, 0xDA, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    public static void WriteEnd(JpegBitWriter output) => output.WriteBytes([0xFF, 0xD9]);

    private static void WriteFrameHeader(JpegBitWriter output, Picture picture, int sampling)
    {
        byte[] head = [8, 0, 0, 0, 0, (byte)picture.Channels];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(1), (ushort)picture.Height);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(3), (ushort)picture.Width);
        byte first = (byte)((sampling << 4) | sampling);
        WriteSegment(output, 0xC0, picture.Channels == Picture.Grey ? [.. head, 1, 0x11, 0] : [.. head, 1, first, 0, 2, 0x11, 1, 3, 0x11, 1]);
    }

    /// <summary>ICC.1 Annex B: numbered chunks, each with the number of chunks.</summary>
    private static void WriteIccProfile(JpegBitWriter output, ReadOnlySpan<byte> profile)
    {
        int count = (profile.Length + LargestIccChunk - 1) / LargestIccChunk;
        if (count > byte.MaxValue)
        {
            throw new ArgumentException($"An ICC profile of {profile.Length} bytes does not fit a JPEG: at most {byte.MaxValue * LargestIccChunk}.", nameof(profile));
        }

        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<byte> chunk = profile[(n * LargestIccChunk)..Math.Min(profile.Length, (n + 1) * LargestIccChunk)];
            WriteSegment(output, 0xE2, [.. "ICC_PROFILE\0"u8, (byte)(n + 1), (byte)count, .. chunk]);
        }
    }

    private static void WriteSegment(JpegBitWriter output, byte marker, ReadOnlySpan<byte> content)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(content.Length + 2));
        output.WriteBytes(head);
        output.WriteBytes(content);
    }
}
