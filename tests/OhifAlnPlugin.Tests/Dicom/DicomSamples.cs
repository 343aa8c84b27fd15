using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

/// <summary>Data sets and byte strings that several tests use.</summary>
internal static class DicomSamples
{
    /// <summary>A small data set with every kind of item: text, numbers, nested sequences, private elements, bulk data.</summary>
    public static DicomDataset Dataset() => new DicomDataset()
        .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
        .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
        .Set(DicomTag.SOPInstanceUID, "2.25.1234")
        .Set(DicomTag.PatientName, "Müller^Zoë=山田^花子")
        .Set(DicomTag.ImageType, "DERIVED", "PRIMARY", "")
        .Set(DicomTag.PixelSpacing, 0.75, 1.0 / 3)
        .Set(DicomTag.Rows, 2)
        .Set(DicomTag.PixelRepresentation, 1)
        .Set(DicomTag.SmallestImagePixelValue, -7)
        .Set(DicomTag.FrameIncrementPointer, DicomTag.FrameTime)
        .SetSequence(
            DicomTag.ReferencedStudySequence,
            new DicomDataset().Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3").SetSequence(DicomTag.PurposeOfReferenceCodeSequence, Code("121322")),
            new DicomDataset())
        .Set(new DicomTag(0x0029, 0x0010), DicomVR.LO, "ALN TEST")
        .SetBytes(new DicomTag(0x0029, 0x1001), DicomVR.OB, new byte[] { 1, 2, 3, 4 })
        .SetBytes(new DicomTag(0x0029, 0x1002), DicomVR.FD, BitConverter.GetBytes(Math.PI))
        .SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[] { 1, 0, 2, 0, 3, 0, 4, 0 });

    /// <summary>The data set as a file's bytes.</summary>
    public static byte[] Bytes(DicomDataset dataset, DicomTransferSyntax syntax)
    {
        using var stream = new MemoryStream();
        new DicomFile(dataset, syntax).Write(stream);
        return stream.ToArray();
    }

    /// <summary>Reads a file's bytes.</summary>
    public static DicomFile Read(byte[] bytes, DicomReadOptions? options = null)
    {
        using var stream = new MemoryStream(bytes);
        return DicomFile.Read(stream, options);
    }

    /// <summary>Where two data sets first differ, or null when they are equal element for element; odd values equal their padded form.</summary>
    public static string? Difference(DicomDataset expected, DicomDataset actual)
    {
        if (expected.Count != actual.Count)
        {
            return $"{expected.Count} items became {actual.Count}";
        }

        return expected.Zip(actual).Select(pair => Difference(pair.First, pair.Second)).FirstOrDefault(difference => difference is not null);
    }

    private static DicomDataset Code(string value) => new DicomDataset().Set(DicomTag.CodeValue, value).Set(DicomTag.CodingSchemeDesignator, "DCM");

    private static string? Difference(DicomItem expected, DicomItem actual)
    {
        if (expected.Tag != actual.Tag || expected.VR != actual.VR)
        {
            return $"{expected} became {actual}";
        }

        return (expected, actual) switch
        {
            // Group lengths are retired; the writer computes them, and some files carry wrong ones.
            (DicomElement { Tag.IsGroupLength: true }, DicomElement) => null,
            (DicomElement e, DicomElement a) => Same(e.Value, a.Value) ? null : $"the value of {e} changed",
            (DicomSequence e, DicomSequence a) when e.Items.Count == a.Items.Count =>
                e.Items.Zip(a.Items).Select(p => Difference(p.First, p.Second)).FirstOrDefault(d => d is not null) is { } inside ? $"{e}: {inside}" : null,
            (DicomFragmentSequence e, DicomFragmentSequence a) when e.Fragments.Count == a.Fragments.Count =>
                Same(e.OffsetTable, a.OffsetTable) && e.Fragments.Zip(a.Fragments).All(p => Same(p.First, p.Second)) ? null : $"a fragment of {e} changed",
            _ => $"{expected} changed its kind or its number of items",
        };
    }

    private static bool Same(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual) =>
        expected.Length + (expected.Length & 1) == actual.Length + (actual.Length & 1)
        && actual.Span.CommonPrefixLength(expected.Span) >= Math.Min(expected.Length, actual.Length);
}
