using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>Small MR images made by the DICOM layer, with UIDs that are new on every call unless given.</summary>
internal static class TestImage
{
    public const int Rows = 16;
    public const int Columns = 12;

    private static int _next;

    public static string NewUid() => DicomUid.FromName($"test {Environment.ProcessId} {Environment.TickCount64} {Interlocked.Increment(ref _next)}");

    public static DicomDataset Dataset(string? study = null, string? series = null, string? instance = null, int number = 1)
    {
        byte[] pixels = new byte[2 * Rows * Columns];
        new Random(number).NextBytes(pixels);
        return new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, instance ?? NewUid())
            .Set(DicomTag.StudyInstanceUID, study ?? NewUid())
            .Set(DicomTag.SeriesInstanceUID, series ?? NewUid())
            .Set(DicomTag.StudyDate, "20260114")
            .Set(DicomTag.StudyTime, "101530")
            .Set(DicomTag.Modality, "MR")
            .Set(DicomTag.StudyDescription, "Breast DCE")
            .Set(DicomTag.SeriesDescription, "dyn 1")
            .Set(DicomTag.AccessionNumber, "A-1")
            .Set(DicomTag.PatientName, "Müller^Ida=山田^花子")
            .Set(DicomTag.PatientID, "P-7")
            .Set(DicomTag.SeriesNumber, 3)
            .Set(DicomTag.InstanceNumber, number)
            .Set(DicomTag.Rows, Rows)
            .Set(DicomTag.Columns, Columns)
            .Set(DicomTag.BitsAllocated, 16)
            .Set(DicomTag.BitsStored, 16)
            .Set(DicomTag.HighBit, 15)
            .Set(DicomTag.PixelRepresentation, 0)
            .Set(DicomTag.SamplesPerPixel, 1)
            .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .SetBytes(DicomTag.PixelData, DicomVR.OW, pixels);
    }

    /// <summary>The data set as the bytes of a Part 10 file.</summary>
    public static byte[] ToFile(this DicomDataset dataset, DicomTransferSyntax? transferSyntax = null)
    {
        using var content = new MemoryStream();
        new DicomFile(dataset, transferSyntax).Write(content);
        return content.ToArray();
    }

    public static byte[] File(string? study = null, string? series = null, string? instance = null, int number = 1) =>
        Dataset(study, series, instance, number).ToFile();
}
