namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>A compressed frame and what its own header says, read before any codec sees it.</summary>
public sealed record Codestream
{
    /// <summary>How it is compressed.</summary>
    public required CodestreamKind Kind { get; init; }

    /// <summary>The codestream, from its first marker on.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Columns, at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>Rows, at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>Samples of a pixel, at least 1.</summary>
    public required int Components { get; init; }

    /// <summary>Bits of a sample.</summary>
    public required int Precision { get; init; }

    /// <summary>Whether samples are in two's complement; JPEG knows none that are.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether the compression lost something: DCT, irreversible wavelet, near-lossless.</summary>
    public required bool IsLossy { get; init; }

    /// <summary>Whether a JPEG says by itself which colours its three components are (JFIF or Adobe marker).</summary>
    public bool NamesColours { get; init; }

    /// <summary>Bytes of the decoded frame: a sample takes one byte up to 8 bits, else two.</summary>
    public long DecodedLength => (long)Width * Height * Components * (Precision <= 8 ? 1 : 2);

    /// <summary>Reads the header of a compressed frame and makes sure that the frame is not cut.</summary>
    /// <param name="frame">The bytes of the frame, padding included.</param>
    /// <returns>What the header says.</returns>
    /// <exception cref="DicomFormatException">It is no codestream of a known kind, its header is broken, or its end is missing.</exception>
    public static Codestream Read(ReadOnlyMemory<byte> frame) => frame.Span switch
    {
        [0xFF, 0xD8, ..] => JpegHeader.Read(frame),
        [0xFF, 0x4F, ..] => Jpeg2000Header.Read(frame),
        [0, 0, 0, 12, (byte)'j', (byte)'P', ..] => Jpeg2000Header.Read(frame[Jpeg2000Header.StartInFile(frame.Span)..]),
        [] => throw new DicomFormatException("The compressed frame is empty."),
        _ => throw new DicomFormatException($"The compressed frame begins with {Convert.ToHexString(frame.Span[..Math.Min(4, frame.Length)])}, which is neither JPEG nor JPEG 2000."),
    };

    /// <summary>Whether a codestream ends with a marker, padding after it aside.</summary>
    internal static bool EndsWith(ReadOnlySpan<byte> bytes, byte marker)
    {
        int end = bytes.LastIndexOf([(byte)0xFF, marker]);
        return end >= 0 && bytes[(end + 2)..].IndexOfAnyExcept((byte)0, (byte)0xFF) < 0;
    }
}
