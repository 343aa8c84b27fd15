using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <summary>Finds out how a file is laid out (PS3.10 chapter 7), with and without preamble and File Meta Information, and reads it.</summary>
internal static class DicomFileReader
{
    private const int PreambleLength = 128;
    private const int LongestPlausibleGroup = 0x0010;

    public static DicomFile Read(Stream stream, DicomReadOptions options)
    {
        var source = new DicomByteSource(stream, options.Limits.MaxValueLength);
        SkipPrefix(source);
        var reader = new DicomReader(source, options);
        DicomDataset meta = reader.ReadFileMetaInformation();
        string? uid = meta.GetString(DicomTag.TransferSyntaxUID);
        DicomTransferSyntax syntax = uid is null ? Sniff(source) : DicomTransferSyntax.Of(RequireUid(uid));
        if (!syntax.IsDeflated)
        {
            DicomDataset dataset = reader.ReadDataset(DicomReader.Form.Of(syntax));
            return new(meta, dataset, syntax) { PixelDataPosition = reader.PixelDataPosition, StopsBeforePixelData = reader.PixelDataPosition is not null };
        }

        using DeflatedDataset inflated = DeflatedDataset.Read(source, stream, options.Limits);
        var inside = new DicomReader(new DicomByteSource(inflated, options.Limits.MaxValueLength), options);
        DicomDataset whole = inside.ReadDataset(DicomReader.Form.Of(syntax));
        return new(meta, whole, syntax) { StopsBeforePixelData = inside.PixelDataPosition is not null };
    }

    private static string RequireUid(string uid) => DicomUid.IsValid(uid)
        ? uid
        : throw new DicomFormatException($"{DicomTag.TransferSyntaxUID} is \"{DicomValue.Shorten(uid)}\", which is no UID: at most {DicomUid.MaxLength} digits and dots.");

    private static void SkipPrefix(DicomByteSource source)
    {
        if (source.Ensure(PreambleLength + 4) && source.Window[PreambleLength..].StartsWith("DICM"u8))
        {
            source.Skip(PreambleLength + 4);
        }
        else if (source.Window.StartsWith("DICM"u8))
        {
            source.Skip(4);
        }
        else if (!source.Ensure(8))
        {
            throw new DicomFormatException($"{source.Window.Length} bytes are too few for a DICOM file.");
        }
        else if (BinaryPrimitives.ReadUInt16LittleEndian(source.Window) != 0x0002)
        {
            Sniff(source);
        }
    }

    /// <summary>Guesses the encoding from the first element of a data set.</summary>
    /// <exception cref="DicomFormatException">It does not look like an element of a low group in any encoding.</exception>
    private static DicomTransferSyntax Sniff(DicomByteSource source)
    {
        if (!source.Ensure(8))
        {
            return DicomTransferSyntax.ExplicitVRLittleEndian;
        }

        ReadOnlySpan<byte> head = source.Window;
        bool hasVR = ((DicomVR)((head[4] << 8) | head[5])).IsKnown();
        ushort group = BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (group is > 0 and <= LongestPlausibleGroup && hasVR)
        {
            return DicomTransferSyntax.ExplicitVRLittleEndian;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(head) is > 0 and <= LongestPlausibleGroup && hasVR)
        {
            return DicomTransferSyntax.ExplicitVRBigEndian;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (group is > 0 and <= LongestPlausibleGroup && (length <= ushort.MaxValue || length == uint.MaxValue))
        {
            return DicomTransferSyntax.ImplicitVRLittleEndian;
        }

        throw new DicomFormatException($"This is no DICOM file: it has no prefix DICM, and no data element begins at byte {source.Position}.");
    }
}
