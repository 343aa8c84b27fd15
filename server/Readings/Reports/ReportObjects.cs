using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Reports;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;

namespace OhifAlnPlugin.Server.Readings.Reports;

/// <summary>The DICOM objects of a reading: structured report, PDF, rejection note. Their identifiers follow from the reading's.</summary>
internal static class ReportObjects
{
    private const int ReportSeriesNumber = 9200, PdfSeriesNumber = 9201, NoteSeriesNumber = 9300;

    private static Equipment Device => new("OhifAlnPlugin", "aln", "research use only", ProductVersion.Text);

    /// <summary>SOP Instance UID of the structured report of a reading.</summary>
    public static string ReportUidOf(Guid reading) => DicomUid.FromName($"aln report of reading {reading:D}");

    /// <summary>SOP Instance UID of the PDF of a reading.</summary>
    public static string PdfUidOf(Guid reading) => DicomUid.FromName($"aln pdf of reading {reading:D}");

    /// <summary>SOP Instance UID of the rejection note of a reading.</summary>
    public static string NoteUidOf(Guid reading) => DicomUid.FromName($"aln rejection note of reading {reading:D}");

    /// <summary>A SEG of ours.</summary>
    public static ObjectReference Segmentation(string study, string sop) => new(DicomUid.SegmentationStorage, sop, SegFile.SeriesUidOf(study), study);

    /// <summary>A structured report of ours.</summary>
    public static ObjectReference Report(string study, string sop) => new(DicomUid.Comprehensive3DSRStorage, sop, SeriesOf("reports", study), study);

    /// <summary>A PDF of ours.</summary>
    public static ObjectReference Pdf(string study, string sop) => new(DicomUid.EncapsulatedPDFStorage, sop, SeriesOf("report documents", study), study);

    /// <summary>Writes the structured report.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="report">What it says.</param>
    /// <param name="segmentation">The SEG.</param>
    /// <param name="drawnOn">The series that was segmented.</param>
    /// <param name="images">Headers of the images that were measured.</param>
    /// <param name="createdAt">Local time.</param>
    public static DicomFile WriteReport(
        Reading reading, ReadingReport report, ObjectReference segmentation, string drawnOn, IReadOnlyList<DicomDataset> images, DateTime createdAt)
    {
        string study = reading.StudyInstanceUid;
        var content = new MeasurementReport
        {
            SopInstanceUid = reading.ReportSopInstanceUid!,
            SeriesInstanceUid = SeriesOf("reports", study),
            SeriesNumber = ReportSeriesNumber,
            InstanceNumber = reading.InstanceNumber,
            CreatedAt = createdAt,
            ObserverName = reading.Reader,
            Equipment = Device,
            DeviceUid = DicomUid.FromName("OhifAlnPlugin"),
            Lesions = [.. report.Lesions.Select(l => ReportMeasurements.Of(l, report, segmentation, drawnOn))],
            Statements = ReportMeasurements.Statements(report),
            Evidence = [.. images.Select(ObjectReference.To)],
            Predecessor = reading.PredecessorSopInstanceUid is { } earlier ? Report(study, earlier) : null,
        };
        return MeasurementReportWriter.Write(content, images[0]);
    }

    /// <summary>Writes the PDF as a DICOM object.</summary>
    public static DicomFile WritePdf(Reading reading, byte[] pdf, DicomDataset source, DateTime createdAt) => EncapsulatedPdfWriter.Write(
        new EncapsulatedPdfDescription
        {
            SopInstanceUid = reading.PdfSopInstanceUid!,
            SeriesInstanceUid = SeriesOf("report documents", reading.StudyInstanceUid),
            SeriesNumber = PdfSeriesNumber,
            InstanceNumber = reading.InstanceNumber,
            CreatedAt = createdAt,
            Sources = [Report(reading.StudyInstanceUid, reading.ReportSopInstanceUid!)],
            Equipment = Device,
        },
        pdf,
        source);

    /// <summary>Writes the note that withdraws objects.</summary>
    public static DicomFile WriteNote(Reading reading, string reason, IReadOnlyList<ObjectReference> withdrawn, DicomDataset source, DateTime createdAt) => RejectionNoteWriter.Write(
        new RejectionNoteDescription
        {
            SopInstanceUid = reading.RejectionNoteSopInstanceUid!,
            SeriesInstanceUid = SeriesOf("rejection notes", reading.StudyInstanceUid),
            SeriesNumber = NoteSeriesNumber,
            InstanceNumber = reading.InstanceNumber,
            CreatedAt = createdAt,
            ObserverName = reading.Reader,
            Reason = reason,
            Equipment = Device,
        },
        withdrawn,
        source);

    private static string SeriesOf(string kind, string study) => DicomUid.FromName($"aln {kind} of {study}");
}
