using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Reports;

namespace OhifAlnPlugin.Tests.Dicom.Reports;

public sealed class EncapsulatedPdfWriterTests
{
    [Theory]
    [InlineData("%PDF-1.7 odd")]
    [InlineData("%PDF-1.7 even")]
    public void The_pdf_comes_back_byte_for_byte_with_its_true_length(string pdf)
    {
        byte[] bytes = [.. pdf.Select(c => (byte)c)];

        DicomDataset written = DicomSamples.Read(MeasurementReportWriterTests.Bytes(Write(bytes))).Dataset;

        int length = written.GetInt(DicomTag.EncapsulatedDocumentLength)!.Value;
        length.ShouldBe(bytes.Length);
        written.GetBytes(DicomTag.EncapsulatedDocument).Span[..length].ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void It_names_the_report_that_it_shows_and_its_patient()
    {
        DicomDataset written = Write("%PDF-1.7"u8.ToArray()).Dataset;

        written.GetSequence(DicomTag.SourceInstanceSequence).ShouldHaveSingleItem().GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe("2.25.31");
        written.GetString(DicomTag.PatientID).ShouldBe(MeasurementReportWriterTests.Source().GetString(DicomTag.PatientID));
        written.GetString(DicomTag.MIMETypeOfEncapsulatedDocument).ShouldBe("application/pdf");
    }

    [Fact]
    public void What_is_no_pdf_is_refused() => Should.Throw<ArgumentException>(() => Write("PK"u8.ToArray())).Message.ShouldContain("no PDF");

    [ToolTheory("dciodvfy")]
    [InlineData("%PDF-1.7 odd")]
    [InlineData("%PDF-1.7 even")]
    public void The_validator_finds_no_error(string pdf) =>
        ExternalTool.WithFile(MeasurementReportWriterTests.Bytes(Write([.. pdf.Select(c => (byte)c)])), path =>
        {
            string report = ExternalTool.Run("dciodvfy", path).Output;
            report.ShouldContain("EncapsulatedPDF");
            report.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
        });

    private static DicomFile Write(byte[] pdf) => EncapsulatedPdfWriter.Write(
        new EncapsulatedPdfDescription
        {
            SopInstanceUid = "2.25.51",
            SeriesInstanceUid = "2.25.52",
            SeriesNumber = 951,
            CreatedAt = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified),
            Sources = [new(DicomUid.Comprehensive3DSRStorage, "2.25.31", "2.25.32", "2.25.1")],
            Equipment = new("OhifAlnPlugin", "aln", "1", "0.1.0"),
        },
        pdf,
        MeasurementReportWriterTests.Source());
}
