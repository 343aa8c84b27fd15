using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <summary>Decodes RLE Lossless frames (PS3.5 Annex G): one PackBits segment for each byte of each sample, most significant byte first.</summary>
internal static class RleDecoder
{
    private const int HeaderLength = 64;
    private const int MaxSegments = 15;

    /// <summary>Two bytes expand to at most 128.</summary>
    private const long LargestExpansion = 64;

    /// <summary>Decodes a frame to little-endian samples, those of a pixel together.</summary>
    /// <param name="frame">The compressed frame.</param>
    /// <param name="length">Bytes of the decoded frame.</param>
    /// <param name="samplesPerPixel">Samples of a pixel.</param>
    /// <param name="bitsAllocated">Bits of a sample: 8, 16 or 32.</param>
    /// <returns>The decoded bytes.</returns>
    /// <exception cref="DicomFormatException">The frame does not decode to exactly the samples described.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> frame, int length, int samplesPerPixel, int bitsAllocated)
    {
        if ((bitsAllocated & 7) != 0)
        {
            throw new DicomFormatException($"RLE frames of {bitsAllocated} bits per sample are not allowed: whole bytes are needed.");
        }

        int bytesPerSample = bitsAllocated / 8, segments = samplesPerPixel * bytesPerSample;
        if (frame.Length < HeaderLength || length > LargestExpansion * frame.Length)
        {
            throw new DicomFormatException($"An RLE frame of {frame.Length} bytes cannot hold {length} bytes of pixels.");
        }

        uint claimed = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (claimed != segments || segments > MaxSegments)
        {
            throw new DicomFormatException($"An RLE frame has {claimed} segments; {samplesPerPixel} samples of {bitsAllocated} bits need {segments} (at most {MaxSegments}).");
        }

        byte[] pixels = new byte[length];
        for (int segment = 0; segment < segments; segment++)
        {
            uint start = Offset(frame, segment), end = segment + 1 < segments ? Offset(frame, segment + 1) : (uint)frame.Length;
            if (start < HeaderLength || end < start || end > frame.Length)
            {
                throw new DicomFormatException($"Segment {segment + 1} of an RLE frame lies at bytes {start} to {end} of {frame.Length}.");
            }

            int sample = segment / bytesPerSample, significance = bytesPerSample - 1 - (segment % bytesPerSample);
            Unpack(frame[(int)start..(int)end], pixels, (sample * bytesPerSample) + significance, segments);
        }

        return pixels;
    }

    private static uint Offset(ReadOnlySpan<byte> frame, int segment) => BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 * (segment + 1))..]);

    /// <summary>Writes every <paramref name="stride"/>-th byte from <paramref name="at"/> on.</summary>
    private static void Unpack(ReadOnlySpan<byte> packed, Span<byte> pixels, int at, int stride)
    {
        int read = 0;
        while (at < pixels.Length && read + 1 < packed.Length)
        {
            int control = (sbyte)packed[read++];
            if (control == -128)
            {
                continue;
            }

            if (control < 0)
            {
                byte value = packed[read++];
                for (int n = 0; n < 1 - control && at < pixels.Length; n++, at += stride)
                {
                    pixels[at] = value;
                }

                continue;
            }

            for (int n = 0; n <= control && at < pixels.Length && read < packed.Length; n++, at += stride)
            {
                pixels[at] = packed[read++];
            }
        }

        if (at < pixels.Length)
        {
            throw new DicomFormatException($"A segment of an RLE frame ends {(pixels.Length - at + stride - 1) / stride} pixels too early.");
        }
    }
}
