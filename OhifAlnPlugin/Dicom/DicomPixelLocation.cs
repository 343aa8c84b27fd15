using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <summary>Where in a file the pixel data lie, found from the header and a few bytes: frames can then be read one by one, and a cut file is recognised.</summary>
/// <param name="Tag">Which element: Pixel Data, Float Pixel Data or Double Float Pixel Data.</param>
/// <param name="Offset">Byte at which the value begins; for encapsulated pixel data the first item.</param>
/// <param name="Length">Bytes of the value; null for encapsulated pixel data.</param>
public sealed record DicomPixelLocation(DicomTag Tag, long Offset, long? Length)
{
    private const uint UndefinedLength = uint.MaxValue;
    private const int ItemHead = 8;

    /// <summary>How the value is to be read: as the file says, or as the registry implies.</summary>
    public DicomVR VR { get; private init; } = DicomRegistry.VROf(Tag);

    /// <summary>Finds the pixel data and checks that all their bytes are there.</summary>
    /// <param name="header">The file, its header alone read from <paramref name="stream"/>.</param>
    /// <param name="stream">The file's bytes; it must be able to seek.</param>
    /// <returns>The place; null when there are no pixel data, or the file is deflated.</returns>
    /// <exception cref="DicomFormatException">The file ends before the pixel data do.</exception>
    public static DicomPixelLocation? Find(DicomFile header, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(stream);
        if (header.PixelDataPosition is not { } position)
        {
            return null;
        }

        bool isExplicit = header.TransferSyntax.IsExplicitVR, isBigEndian = header.TransferSyntax.IsBigEndian;
        Span<byte> head = stackalloc byte[isExplicit ? 12 : 8];
        ReadAt(stream, position, head);
        DicomTag tag = ToTag(head, isBigEndian);
        uint length = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head[^4..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[^4..]);
        long offset = position + head.Length;
        if (length == UndefinedLength)
        {
            WalkItems(stream, offset);
            return new DicomPixelLocation(tag, offset, null) { VR = DicomVR.OB };
        }

        var vr = (DicomVR)((head[4] << 8) | head[5]);

        return length <= stream.Length - offset
            ? new DicomPixelLocation(tag, offset, length) { VR = isExplicit && vr.IsBulk() ? vr : DicomRegistry.VROf(tag) }
            : throw new DicomFormatException($"The pixel data claim {length} bytes, but only {stream.Length - offset} remain: the file is truncated (byte {offset}).");
    }

    /// <summary>How the value divides into frames that can be read as they lie there.</summary>
    /// <param name="header">The file, as given to <see cref="Find"/>.</param>
    /// <returns>Bytes of a frame and the number of frames; null when frames are compressed, big endian, no whole bytes, or do not fit the value.</returns>
    public (int FrameLength, int FrameCount)? NativeFrames(DicomFile header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (Length is not { } length || header.TransferSyntax.IsBigEndian)
        {
            return null;
        }

        try
        {
            var pixels = new DicomPixelData(header.Dataset, header.TransferSyntax, new DicomElement(Tag, DicomVR.OW, default));
            long frameLength = pixels.FrameBits / 8;
            return pixels.FrameBits % 8 == 0 && frameLength <= int.MaxValue && (Int128)frameLength * pixels.FrameCount <= length
                ? ((int)frameLength, pixels.FrameCount)
                : null;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    /// <summary>Goes from item to item to the delimiter; files are met that end after the last fragment, without it.</summary>
    private static void WalkItems(Stream stream, long offset)
    {
        Span<byte> head = stackalloc byte[ItemHead];
        while (offset < stream.Length)
        {
            ReadAt(stream, offset, head);
            DicomTag tag = ToTag(head, isBigEndian: false);
            if (tag == DicomTag.SequenceDelimitationItem)
            {
                return;
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (tag != DicomTag.Item || length > stream.Length - offset - ItemHead)
            {
                throw new DicomFormatException($"The encapsulated pixel data are broken or truncated at byte {offset}: {tag} with {length} bytes.");
            }

            offset += ItemHead + length;
        }
    }

    private static void ReadAt(Stream stream, long position, Span<byte> target)
    {
        stream.Position = position;
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw new DicomFormatException($"The file ends at byte {stream.Length}, inside the head of its pixel data: it is truncated.");
        }
    }

    private static DicomTag ToTag(ReadOnlySpan<byte> bytes, bool isBigEndian) => isBigEndian
        ? new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
        : new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
}
