using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>Headers of small dynamic studies, each in one of the layouts that scanners write.</summary>
internal static class DceHeaders
{
    public const int Slices = 4;

    /// <summary>One series per phase, the first without contrast agent; 90 s between phases.</summary>
    public static List<DicomDataset> SeriesPerPhase(int phases = 3, string start = "100000") =>
        [.. Enumerable.Range(0, phases).SelectMany(p => Enumerable.Range(0, Slices).Select(k => Slice(p, k)
            .Set(DicomTag.SeriesInstanceUID, $"1.2.3.{p + 1}")
            .Set(DicomTag.SeriesNumber, p + 2)
            .Set(DicomTag.SeriesDescription, p == 0 ? "t1 dyn pre" : $"t1 dyn pass {p}")
            .Set(DicomTag.ContrastBolusAgent, p == 0 ? "" : "gadolinium")
            .Set(DicomTag.AcquisitionTime, Clock(start, 90 * p))))];

    /// <summary>All phases in one series, told apart by whatever <paramref name="tell"/> sets from phase and slice.</summary>
    public static List<DicomDataset> OneSeries(Action<DicomDataset, int, int> tell, int phases = 3) =>
        [.. Enumerable.Range(0, phases).SelectMany(p => Enumerable.Range(0, Slices).Select(k =>
        {
            DicomDataset slice = Slice(p, k).Set(DicomTag.SeriesInstanceUID, "1.2.3.1").Set(DicomTag.SeriesNumber, 5).Set(DicomTag.SeriesDescription, "dyn thrive");
            tell(slice, p, k);
            return slice;
        }))];

    /// <summary>HHMMSS of a start plus seconds, past midnight from 00 again.</summary>
    public static string Clock(string start, double seconds)
    {
        TimeSpan time = TimeSpan.ParseExact(start, "hhmmss", null) + TimeSpan.FromSeconds(seconds);
        return $"{time.Hours:00}{time.Minutes:00}{time.Seconds:00}.{time.Milliseconds:000}";
    }

    // Instance numbers run against position and phase on purpose: nothing may rest on them.
    private static DicomDataset Slice(int phase, int k) => new DicomDataset()
        .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
        .Set(DicomTag.SOPInstanceUID, $"1.2.3.9.{phase + 1}.{k + 1}")
        .Set(DicomTag.StudyInstanceUID, "1.2.3")
        .Set(DicomTag.StudyDate, "20200102")
        .Set(DicomTag.Modality, "MR")
        .Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "M")
        .Set(DicomTag.FrameOfReferenceUID, "1.2.3.8")
        .Set(DicomTag.Rows, 6)
        .Set(DicomTag.Columns, 5)
        .Set(DicomTag.PixelSpacing, 0.8, 0.7)
        .Set(DicomTag.SliceThickness, 2.0)
        .Set(DicomTag.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
        .Set(DicomTag.ImagePositionPatient, -10, -20, 30 + (1.5 * k))
        .Set(DicomTag.InstanceNumber, 1000 - (100 * phase) - (7 * k % 5))
        .Set(DicomTag.RepetitionTime, 4.12)
        .Set(DicomTag.EchoTime, 1.39)
        .Set(DicomTag.FlipAngle, 12.0);
}
