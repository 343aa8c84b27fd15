using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>Reads the main header of JPEG 2000 codestreams and goes over their tile-parts (ISO 15444-1 Annex A).</summary>
internal static class Jpeg2000Header
{
    private const ushort Size = 0xFF51, Capabilities = 0xFF50, CodingStyle = 0xFF52, StartOfTilePart = 0xFF90;
    private const byte EndOfCodestream = 0xD9;

    /// <summary>Bit of Pcap that announces Part 15, high throughput.</summary>
    private const uint HighThroughput = 1 << (32 - 15);

    /// <summary>Where the codestream begins in a JP2 file, which some modalities store although DICOM asks for the bare codestream.</summary>
    /// <exception cref="DicomFormatException">The file holds none.</exception>
    public static int StartInFile(ReadOnlySpan<byte> file) =>
        file.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]) is var start and >= 0 ? start : throw new DicomFormatException("A JP2 file holds no codestream.");

    /// <exception cref="DicomFormatException">The header is broken or of an unusual kind, or tile-parts are cut.</exception>
    public static Codestream Read(ReadOnlyMemory<byte> frame)
    {
        ReadOnlySpan<byte> bytes = frame.Span;
        Codestream? found = null;
        for (int at = 2; ;)
        {
            ushort marker = UInt16(bytes, at), length = UInt16(bytes, at + 2);
            ReadOnlySpan<byte> segment = length >= 2 && length - 2 <= bytes.Length - at - 4
                ? bytes.Slice(at + 4, length - 2)
                : throw new DicomFormatException($"Segment {marker:X4} of a JPEG 2000 frame claims {length} bytes at byte {at} of {bytes.Length}.");
            switch (marker)
            {
                case Size:
                    found = Describe(frame, segment);
                    break;
                case Capabilities when segment.Length >= 4 && (BinaryPrimitives.ReadUInt32BigEndian(segment) & HighThroughput) != 0:
                    found = (found ?? throw NoSize()) with { Kind = CodestreamKind.HighThroughputJpeg2000 };
                    break;
                case CodingStyle:
                    found = (found ?? throw NoSize()) with { IsLossy = segment.Length > 9 && segment[9] == 0 };
                    break;
                case StartOfTilePart:
                    RequireTileParts(bytes, at);
                    return found ?? throw NoSize();
            }

            at += 2 + length;
        }
    }

    private static Codestream Describe(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 36 || BinaryPrimitives.ReadUInt16BigEndian(segment[34..]) is var components && (components == 0 || segment.Length < 36 + (3 * components)))
        {
            throw new DicomFormatException("The image header of a JPEG 2000 frame is too short.");
        }

        long width = (long)UInt32(segment, 2) - UInt32(segment, 10), height = (long)UInt32(segment, 6) - UInt32(segment, 14);
        if (width is <= 0 or > ushort.MaxValue || height is <= 0 or > ushort.MaxValue)
        {
            throw new DicomFormatException($"The image header of a JPEG 2000 frame says {height} rows × {width} columns; both must be from 1 to 65535.");
        }

        ReadOnlySpan<byte> first = segment.Slice(36, 3);
        for (int n = 0; n < components; n++)
        {
            if (!segment.Slice(36 + (3 * n), 3).SequenceEqual(first) || first[1] != 1 || first[2] != 1)
            {
                throw new DicomFormatException("The components of a JPEG 2000 frame differ in size or bits; they must be alike.");
            }
        }

        int precision = (first[0] & 0x7F) + 1;
        bool isSigned = (first[0] & 0x80) != 0;
        return precision <= 16
            ? new() { Kind = CodestreamKind.Jpeg2000, Bytes = frame, Width = (int)width, Height = (int)height, Components = components, Precision = precision, IsSigned = isSigned, IsLossy = false }
            : throw new DicomFormatException($"A JPEG 2000 frame has samples of {precision} bits; the limit is 16.");
    }

    /// <summary>A decoder may fill the place of missing tile-parts with anything, so a cut frame is refused here.</summary>
    private static void RequireTileParts(ReadOnlySpan<byte> bytes, int at)
    {
        while (UInt16(bytes, at) == StartOfTilePart)
        {
            uint length = at <= bytes.Length - 10 ? UInt32(bytes, at + 6) : uint.MaxValue;
            if (length == 0)
            {
                break;
            }

            if (length < 14 || length > bytes.Length - at - 2)
            {
                throw new DicomFormatException($"A tile-part of a JPEG 2000 frame claims {length} bytes at byte {at} of {bytes.Length}: the frame is cut or broken.");
            }

            at += (int)length;
        }

        if (!Codestream.EndsWith(bytes[at..], EndOfCodestream))
        {
            throw new DicomFormatException($"A JPEG 2000 frame of {bytes.Length} bytes lacks the marker FFD9 at its end: it is cut.");
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) =>
        at <= bytes.Length - 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : throw new DicomFormatException($"A JPEG 2000 frame ends inside its header, after {bytes.Length} bytes.");

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static DicomFormatException NoSize() => new("A JPEG 2000 frame lacks the header of its image.");
}
