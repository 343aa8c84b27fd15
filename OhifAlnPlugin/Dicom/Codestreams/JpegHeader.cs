using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>Reads the markers of JPEG and JPEG-LS codestreams up to the first scan (ISO 10918-1 Annex B, ISO 14495-1 Annex C).</summary>
internal static class JpegHeader
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, Jfif = 0xE0, Adobe = 0xEE, LosslessFrame = 0xC3, JpegLsFrame = 0xF7;

    /// <summary>An Adobe marker (Technical Note 5116) saying that the components are stored as they are.</summary>
    private static ReadOnlySpan<byte> UntransformedColours => [0xFF, Adobe, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, 0];

    /// <exception cref="DicomFormatException">The header is broken or of an unknown process, or the end is missing.</exception>
    public static Codestream Read(ReadOnlyMemory<byte> frame)
    {
        ReadOnlySpan<byte> bytes = frame.Span;
        Codestream? found = null;
        bool namesColours = false;
        for (int at = 2; ;)
        {
            byte marker = NextMarker(bytes, ref at);
            ReadOnlySpan<byte> segment = Segment(bytes, marker, ref at);
            switch (marker)
            {
                case Jfif or Adobe:
                    namesColours |= segment.StartsWith("JFIF"u8) || segment.StartsWith("Adobe"u8);
                    break;
                case >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC or JpegLsFrame:
                    found = Describe(frame, marker, segment);
                    break;
                case StartOfScan:
                    Codestream stream = found ?? throw new DicomFormatException("A JPEG frame has a scan before the header of its image.");
                    return Codestream.EndsWith(bytes, EndOfImage)
                        ? stream with { NamesColours = namesColours, IsLossy = stream.Kind == CodestreamKind.JpegLs ? NearOf(segment) > 0 : stream.IsLossy }
                        : throw new DicomFormatException($"A JPEG frame of {bytes.Length} bytes lacks the marker FFD9 at its end: it is cut.");
            }
        }
    }

    /// <summary>The codestream with a marker that keeps a decoder from taking its components for YCbCr.</summary>
    public static ReadOnlyMemory<byte> WithUntransformedColours(ReadOnlyMemory<byte> frame) =>
        (byte[])[0xFF, StartOfImage, .. UntransformedColours, .. frame.Span[2..]];

    /// <summary>The marker at a place; the place moves behind it.</summary>
    internal static byte NextMarker(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at >= bytes.Length || bytes[at] != 0xFF)
        {
            throw new DicomFormatException($"A JPEG frame has no marker at byte {at} of {bytes.Length}, where one is due.");
        }

        while (at < bytes.Length && bytes[at] == 0xFF)
        {
            at++;
        }

        return at < bytes.Length ? bytes[at++] : throw new DicomFormatException($"A JPEG frame ends inside its header, after {bytes.Length} bytes.");
    }

    /// <summary>The parameters of a marker; the place moves behind them.</summary>
    internal static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> bytes, byte marker, ref int at)
    {
        int length = at + 2 <= bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : 0;
        if (length < 2 || at + length > bytes.Length)
        {
            throw new DicomFormatException($"Segment FF{marker:X2} of a JPEG frame claims {length} bytes at byte {at} of {bytes.Length}.");
        }

        ReadOnlySpan<byte> segment = bytes.Slice(at + 2, length - 2);
        at += length;
        return segment;
    }

    private static Codestream Describe(ReadOnlyMemory<byte> frame, byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment is not [var precision, _, _, _, _, var components, ..])
        {
            throw new DicomFormatException("The image header of a JPEG frame is too short.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (width == 0 || height == 0 || components == 0)
        {
            throw new DicomFormatException($"The image header of a JPEG frame says {height} rows × {width} columns × {components} components.");
        }

        CodestreamKind kind = KindOf(marker, precision);
        bool isLossy = kind is CodestreamKind.JpegBaseline or CodestreamKind.JpegExtended;
        return new() { Kind = kind, Bytes = frame, Width = width, Height = height, Components = components, Precision = precision, IsLossy = isLossy };
    }

    private static CodestreamKind KindOf(byte marker, int precision) => (marker, precision) switch
    {
        (0xC0 or 0xC1 or 0xC2, 8) => CodestreamKind.JpegBaseline,
        (0xC1, 12) => CodestreamKind.JpegExtended,
        (LosslessFrame, >= 2 and <= 16) => CodestreamKind.JpegLossless,
        (JpegLsFrame, >= 2 and <= 16) => CodestreamKind.JpegLs,
        _ => throw new DicomFormatException($"A JPEG frame of process FF{marker:X2} with {precision} bits cannot be decoded: baseline, extended, progressive (8 bits), lossless and JPEG-LS can."),
    };

    /// <summary>NEAR of a JPEG-LS scan header: after the count of components and two bytes for each.</summary>
    private static int NearOf(ReadOnlySpan<byte> scan) =>
        scan.Length > 0 && scan.Length > 1 + (2 * scan[0]) ? scan[1 + (2 * scan[0])] : throw new DicomFormatException("The scan header of a JPEG-LS frame is too short.");
}
