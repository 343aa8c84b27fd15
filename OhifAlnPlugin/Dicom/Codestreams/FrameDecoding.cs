namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>From a compressed frame to the native bytes that its image describes.</summary>
internal static class FrameDecoding
{
    /// <summary>Whether a transfer syntax compresses frames in a way that needs a codec.</summary>
    /// <param name="transferSyntaxUid">The transfer syntax.</param>
    public static bool NeedsCodec(string transferSyntaxUid) => transferSyntaxUid is DicomUid.JPEGBaseline8Bit or DicomUid.JPEGExtended12Bit
        or DicomUid.JPEGSpectralSelectionNonHierarchical68 or DicomUid.JPEGFullProgressionNonHierarchical1012 or DicomUid.JPEGLossless or DicomUid.JPEGLosslessSV1
        or DicomUid.JPEGLSLossless or DicomUid.JPEGLSNearLossless or DicomUid.JPEG2000Lossless or DicomUid.JPEG2000
        or DicomUid.HTJ2KLossless or DicomUid.HTJ2KLosslessRPCL or DicomUid.HTJ2K;

    /// <summary>Decodes a frame.</summary>
    /// <param name="codec">Does the work.</param>
    /// <param name="stored">The compressed frame.</param>
    /// <param name="image">What the image says of its frames.</param>
    /// <param name="photometricInterpretation">Photometric Interpretation (0028,0004) of the image; null when it has none.</param>
    /// <param name="cancellation">Stops waiting and decoding.</param>
    /// <returns>Little-endian samples, those of a pixel together.</returns>
    /// <exception cref="DicomFormatException">The frame is broken or is another image than its header says.</exception>
    public static byte[] Decode(IFrameCodec codec, ReadOnlyMemory<byte> stored, DicomPixelData image, string? photometricInterpretation, CancellationToken cancellation)
    {
        Codestream stream = Codestream.Read(stored);
        RequireFit(stream, image);
        if (stream is { Kind: CodestreamKind.JpegBaseline, Components: 3, NamesColours: false } && photometricInterpretation == "RGB")
        {
            stream = stream with { Bytes = JpegHeader.WithUntransformedColours(stream.Bytes) };
        }

        DecodedImage decoded = stream.Kind == CodestreamKind.JpegExtended ? JpegExtendedDecoder.Decode(stream) : codec.Decode(stream, cancellation);
        if ((decoded.Width, decoded.Height, decoded.Components) != (stream.Width, stream.Height, stream.Components) || decoded.Samples.Length != stream.DecodedLength)
        {
            throw new DicomFormatException($"The codec gave {decoded.Samples.Length} bytes for a frame of {stream.Height} rows × {stream.Width} columns, which are {stream.DecodedLength}.");
        }

        return ToNative(decoded, stream, image);
    }

    private static void RequireFit(Codestream stream, DicomPixelData image)
    {
        if ((stream.Width, stream.Height, stream.Components) != (image.Columns, image.Rows, image.SamplesPerPixel))
        {
            throw new DicomFormatException(
                $"The compressed frame has {stream.Height} rows × {stream.Width} columns × {stream.Components} components, the image says {image.Rows} × {image.Columns} × {image.SamplesPerPixel}.");
        }

        if (image.BitsAllocated is not (8 or 16 or 32) || stream.Precision > image.BitsAllocated)
        {
            throw new DicomFormatException($"The compressed frame has samples of {stream.Precision} bits, which do not fit the {image.BitsAllocated} bits allocated.");
        }
    }

    /// <summary>Brings samples into their order and width, and extends the sign into unused bits, so that a reader who ignores Bits Stored is right too.</summary>
    private static byte[] ToNative(DecodedImage decoded, Codestream stream, DicomPixelData image)
    {
        ReadOnlySpan<byte> from = decoded.Samples.Span;
        int sourceBytes = stream.Precision <= 8 ? 1 : 2, targetBytes = image.BitsAllocated / 8, count = from.Length / sourceBytes;
        int undecoded = 32 - (8 * sourceBytes), unused = 31 - image.HighBit;
        byte[] native = new byte[checked(count * targetBytes)];
        int pixels = count / stream.Components;
        for (int n = 0; n < count; n++)
        {
            int source = decoded.IsPlanar ? (n % stream.Components * pixels) + (n / stream.Components) : n;
            int value = sourceBytes == 1 ? from[source] : from[2 * source] | (from[(2 * source) + 1] << 8);
            value = stream.IsSigned ? value << undecoded >> undecoded : value;
            value = image.IsSigned ? value << unused >> unused : value;
            for (int b = 0; b < targetBytes; b++)
            {
                native[(n * targetBytes) + b] = (byte)(value >> (8 * b));
            }
        }

        return native;
    }
}
