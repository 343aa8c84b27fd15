using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Sound files that the fuzzers break: made here in every kind of encoding, and the small real ones where the reference data are.</summary>
internal static class DicomSeeds
{
    private const long LargestFile = 150_000;

    private static readonly Lazy<IReadOnlyList<byte[]>> Made = new(() => [.. Synthetic(), .. Real()]);

    public static IReadOnlyList<byte[]> All => Made.Value;

    private static IEnumerable<byte[]> Synthetic()
    {
        foreach (string syntax in (string[])[DicomUid.ExplicitVRLittleEndian, DicomUid.ImplicitVRLittleEndian, DicomUid.ExplicitVRBigEndian, DicomUid.DeflatedExplicitVRLittleEndian])
        {
            yield return TestImage.Dataset().ToFile(DicomTransferSyntax.Of(syntax));
            yield return Rich().ToFile(DicomTransferSyntax.Of(syntax));
        }

        yield return Encapsulated([RleFrame()]).ToFile(DicomTransferSyntax.Of(DicomUid.RLELossless));
        yield return Encapsulated([RleFrame(), RleFrame(), RleFrame()]).Set(DicomTag.NumberOfFrames, 3).ToFile(DicomTransferSyntax.Of(DicomUid.RLELossless));
        yield return Encapsulated([DeflatedFrame()]).ToFile(DicomTransferSyntax.Of(DicomUid.DeflatedImageFrameCompression));
        yield return Encapsulated([new byte[] { 0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 12, 1, 1, 0x11, 0, 0xFF, 0xD9, 0 }]).ToFile(DicomTransferSyntax.Of(DicomUid.JPEGBaseline8Bit));
    }

    /// <summary>Every kind of value, nested and private, beside the usual ones.</summary>
    private static DicomDataset Rich() => TestImage.Dataset()
        .Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "")
        .Set(DicomTag.PixelSpacing, 0.75, 0.75)
        .Set(DicomTag.ImagePositionPatient, 1, 2, 3)
        .Set(DicomTag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .Set(DicomTag.AcquisitionDateTime, "20260114101530.5+0100")
        .Set(DicomTag.TextValue, "a text \\ with a separator")
        .Set(DicomTag.RescaleSlope, 1.5)
        .SetSequence(DicomTag.ReferencedStudySequence, new DicomDataset().Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3").SetSequence(DicomTag.PurposeOfReferenceCodeSequence, Code()), [])
        .SetSequence(DicomTag.RequestAttributesSequence, new DicomDataset().Set(DicomTag.ScheduledProcedureStepID, "S1").SetSequence(DicomTag.ScheduledProtocolCodeSequence, Code(), Code()))
        .Set(new DicomTag(0x0029, 0x0010), DicomVR.LO, "ALN TEST")
        .SetBytes(new DicomTag(0x0029, 0x1001), DicomVR.OB, new byte[1500])
        .SetBytes(new DicomTag(0x0029, 0x1002), DicomVR.FD, BitConverter.GetBytes(Math.PI))
        .SetBytes(new DicomTag(0x0029, 0x1003), DicomVR.UN, new byte[] { 1, 2, 3, 4 })
        .SetBytes(new DicomTag(0x0029, 0x1004), DicomVR.SV, BitConverter.GetBytes(long.MinValue))
        .SetBytes(new DicomTag(0x0029, 0x1005), DicomVR.AT, new byte[] { 8, 0, 0x18, 0 });

    private static DicomDataset Code() => new DicomDataset().Set(DicomTag.CodeValue, "121322").Set(DicomTag.CodingSchemeDesignator, "DCM").Set(DicomTag.CodeMeaning, "Source");

    private static DicomDataset Encapsulated(IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        DicomDataset image = TestImage.Dataset();
        image.Remove(DicomTag.PixelData);
        image.Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, [.. frames]));
        return image;
    }

    /// <summary>16 × 12 pixels of 16 bits: two segments that repeat one byte 192 times.</summary>
    private static ReadOnlyMemory<byte> RleFrame()
    {
        byte[] segment = [0x81, 5, 0xC1, 5];
        byte[] frame = new byte[64 + (2 * segment.Length)];
        (frame[0], frame[4], frame[8]) = (2, 64, 68);
        segment.CopyTo(frame, 64);
        segment.CopyTo(frame, 68);
        return frame;
    }

    private static ReadOnlyMemory<byte> DeflatedFrame()
    {
        using var packed = new MemoryStream();
        using (var deflater = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(new byte[2 * TestImage.Rows * TestImage.Columns]);
        }

        return packed.Length % 2 == 0 ? packed.ToArray() : [.. packed.ToArray(), 0];
    }

    private static IEnumerable<byte[]> Real() => Reference.Root is null
        ? []
        : ((string[])["dicom_transfer_syntaxes", "dicom_mr_vendors", "dicom_seg", "enhanced_mr"])
            .SelectMany(folder => Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm"))
            .Where(path => new FileInfo(path).Length < LargestFile)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes);
}
