using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Reports;

namespace OhifAlnPlugin.Tests.Dicom.Reports;

public sealed class RejectionNoteWriterTests
{
    private static readonly ObjectReference[] Withdrawn =
        [new(DicomUid.SegmentationStorage, "2.25.11", "2.25.12", "2.25.1"), new(DicomUid.Comprehensive3DSRStorage, "2.25.21", "2.25.22", "2.25.1")];

    [Fact]
    public void A_note_lists_what_it_withdraws_by_series_and_says_why()
    {
        DicomDataset note = DicomSamples.Read(MeasurementReportWriterTests.Bytes(Write(Withdrawn))).Dataset;

        note.GetString(DicomTag.SOPClassUID).ShouldBe(DicomUid.KeyObjectSelectionDocumentStorage);
        CodedConcept.Find(note, DicomTag.ConceptNameCodeSequence)!.Value.ShouldBe("113001");
        note.GetSequence(DicomTag.CurrentRequestedProcedureEvidenceSequence).ShouldHaveSingleItem()
            .GetSequence(DicomTag.ReferencedSeriesSequence)
            .SelectMany(s => s.GetSequence(DicomTag.ReferencedSOPSequence)).Select(r => r.GetString(DicomTag.ReferencedSOPInstanceUID))
            .ShouldBe(["2.25.11", "2.25.21"]);
        note.GetSequence(DicomTag.ContentSequence).Select(c => c.GetString(DicomTag.TextValue)).ShouldContain("Outlines the pectoral muscle");
        note.Contains(DicomTag.FrameOfReferenceUID).ShouldBeFalse();
    }

    [Fact]
    public void Objects_of_no_study_or_several_are_refused()
    {
        Should.Throw<ArgumentException>(() => Write([])).Message.ShouldContain("0 objects");
        Should.Throw<ArgumentException>(() => Write([Withdrawn[0], Withdrawn[1] with { StudyInstanceUid = "2.25.9" }])).Message.ShouldContain("2 studies");
    }

    [ToolTheory("dciodvfy")]
    [InlineData(1)]
    [InlineData(2)]
    public void The_validator_finds_no_error(int count) =>
        ExternalTool.WithFile(MeasurementReportWriterTests.Bytes(Write(Withdrawn[..count])), path =>
        {
            string report = ExternalTool.Run("dciodvfy", path).Output;
            report.ShouldContain("KeyObjectSelectionDocument");
            report.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
        });

    private static DicomFile Write(IReadOnlyList<ObjectReference> withdrawn) => RejectionNoteWriter.Write(
        new RejectionNoteDescription
        {
            SopInstanceUid = "2.25.51",
            SeriesInstanceUid = "2.25.52",
            SeriesNumber = 960,
            CreatedAt = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified),
            ObserverName = "Reader^One",
            Reason = "Outlines the pectoral muscle",
            Equipment = new("OhifAlnPlugin", "aln", "1", "0.1.0"),
        },
        withdrawn,
        MeasurementReportWriterTests.Source());
}
