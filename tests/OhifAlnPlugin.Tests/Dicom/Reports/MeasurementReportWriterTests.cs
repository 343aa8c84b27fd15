using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Reports;
using OhifAlnPlugin.Tests.Dicom.Objects;

namespace OhifAlnPlugin.Tests.Dicom.Reports;

public sealed class MeasurementReportWriterTests
{
    private static readonly ObjectReference Segmentation = new(DicomUid.SegmentationStorage, "2.25.11", "2.25.12", "2.25.1");

    [Fact]
    public void A_number_is_kept_in_double_precision_beside_its_decimal_string()
    {
        DicomDataset number = Find(Write(Report()), "RADSCORE");

        DicomDataset measured = number.GetSequence(DicomTag.MeasuredValueSequence).ShouldHaveSingleItem();
        measured.GetDouble(DicomTag.FloatingPointValue).ShouldBe(1.0 / 3);
        measured.GetString(DicomTag.NumericValue).ShouldBe("0.333333333");
        CodedConcept.Find(measured, DicomTag.MeasurementUnitsCodeSequence).ShouldBe(ReportCodes.NoUnits);
    }

    [Fact]
    public void What_belongs_to_a_number_stands_below_it()
    {
        DicomDataset number = Find(Write(Report()), "RADSCORE");

        number.GetSequence(DicomTag.ContentSequence)
            .Select(c => (c.GetString(DicomTag.RelationshipType), CodedConcept.Find(c, DicomTag.ConceptNameCodeSequence)!.Value))
            .ShouldBe([("HAS CONCEPT MOD", "111001"), ("HAS CONCEPT MOD", "111003"), ("HAS CONCEPT MOD", "111002"), ("HAS PROPERTIES", "CUTOFF")]);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_told_by_its_qualifier()
    {
        DicomDataset number = Find(Write(Report()), "L0JK");

        number.GetSequence(DicomTag.MeasuredValueSequence).ShouldBeEmpty();
        CodedConcept.Find(number, DicomTag.NumericValueQualifierCodeSequence)!.Value.ShouldBe("114000");
    }

    [Fact]
    public void The_lesion_refers_to_its_segment_and_the_evidence_lists_it()
    {
        DicomDataset report = Write(Report());

        DicomDataset reference = Find(report, "121191").GetSequence(DicomTag.ReferencedSOPSequence).ShouldHaveSingleItem();
        reference.GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe(Segmentation.SopInstanceUid);
        reference.GetInt(DicomTag.ReferencedSegmentNumber).ShouldBe(2);
        report.GetSequence(DicomTag.CurrentRequestedProcedureEvidenceSequence).ShouldHaveSingleItem()
            .GetSequence(DicomTag.ReferencedSeriesSequence).Select(s => s.GetString(DicomTag.SeriesInstanceUID)).ShouldBe(["2.25.2", "2.25.12"]);
    }

    [Fact]
    public void A_new_report_names_the_one_it_replaces()
    {
        ObjectReference earlier = new(DicomUid.Comprehensive3DSRStorage, "2.25.21", "2.25.22", "2.25.1");

        DicomDataset report = Write(Report() with { Predecessor = earlier });

        report.GetSequence(DicomTag.PredecessorDocumentsSequence).ShouldHaveSingleItem()
            .GetSequence(DicomTag.ReferencedSeriesSequence).ShouldHaveSingleItem()
            .GetSequence(DicomTag.ReferencedSOPSequence).ShouldHaveSingleItem()
            .GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe(earlier.SopInstanceUid);
        Write(Report()).Contains(DicomTag.PredecessorDocumentsSequence).ShouldBeFalse();
    }

    [Fact]
    public void What_was_told_in_words_stands_beside_the_measurements()
    {
        DicomDataset report = Write(Report());

        Find(report, "NOTICE").GetString(DicomTag.TextValue).ShouldBe("Research use only.");
        Find(report, "C0034375").GetString(DicomTag.ValueType).ShouldBe("CONTAINER");
        Below(Write(Report() with { Statements = [] })).ShouldNotContain(item => CodedConcept.Find(item, DicomTag.ConceptNameCodeSequence)!.Value == "C0034375");
    }

    [Fact]
    public void The_same_arguments_give_the_same_bytes() =>
        Bytes(MeasurementReportWriter.Write(Report(), Source())).ShouldBe(Bytes(MeasurementReportWriter.Write(Report(), Source())));

    [Fact]
    public void A_report_without_lesion_measurement_or_observer_is_refused()
    {
        Should.Throw<ArgumentException>(() => Write(Report() with { Lesions = [] })).Message.ShouldContain("at least one lesion");
        Should.Throw<ArgumentException>(() => Write(Report() with { ObserverName = " " })).Message.ShouldContain("observer");
        Should.Throw<ArgumentException>(() => Write(Report() with { Lesions = [Lesion() with { Measurements = [] }] })).Message.ShouldContain("Lesion 1");
        Should.Throw<ArgumentException>(() => Write(Report() with { Lesions = [Lesion() with { TrackingUid = "x" }] })).Message.ShouldContain("\"x\"");
    }

    [ToolTheory("dciodvfy")]
    [InlineData(true)]
    [InlineData(false)]
    public void The_validator_finds_no_error(bool isAmended)
    {
        ObjectReference earlier = new(DicomUid.Comprehensive3DSRStorage, "2.25.21", "2.25.22", "2.25.1");

        ExternalTool.WithFile(Bytes(MeasurementReportWriter.Write(Report() with { Predecessor = isAmended ? earlier : null }, Source())), path =>
        {
            string report = ExternalTool.Run("dciodvfy", path).Output;
            report.ShouldContain("Comprehensive3DSR");
            report.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
        });
    }

    [ToolTheory("dsrdump")]
    [InlineData("Radscore of high axillary lymph node burden")]
    [InlineData("Reader^One")]
    public void Another_reader_shows_the_content(string text) =>
        ExternalTool.WithFile(Bytes(MeasurementReportWriter.Write(Report(), Source())), path =>
        {
            (int exitCode, string shown) = ExternalTool.Run("dsrdump", "+U8", path);
            exitCode.ShouldBe(0, shown);
            shown.ShouldContain(text);
        });

    internal static byte[] Bytes(DicomFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private static MeasurementReport Report() => new()
    {
        SopInstanceUid = "2.25.31",
        SeriesInstanceUid = "2.25.32",
        SeriesNumber = 950,
        CreatedAt = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified),
        ObserverName = "Reader^One",
        Equipment = new("OhifAlnPlugin", "aln", "1", "0.1.0"),
        DeviceUid = "2.25.33",
        Lesions = [Lesion()],
        Evidence = [ObjectReference.To(Source())],
        Statements = [new(ReportCodes.Clinical("menopausal_status", "Menopausal status"), "post"), new(ReportCodes.Notice, "Research use only.")],
    };

    private static ReportedLesion Lesion() => new()
    {
        TrackingId = "Lesion 1",
        TrackingUid = "2.25.41",
        Laterality = SegmentationCodes.Left,
        Segmentation = Segmentation,
        SegmentNumber = 2,
        SourceSeriesUid = "2.25.2",
        Measurements =
        [
            new(ReportCodes.Radscore, 1.0 / 3, ReportCodes.NoUnits)
            {
                Algorithm = new("Demonstration", "1", ["digest"]),
                Properties = [new(ReportCodes.CutOff, 0.48, ReportCodes.NoUnits)],
            },
            new(ReportCodes.LongestDiameter, double.NaN, ReportCodes.Millimetre),
            new(new("RNU0", ReportCodes.IbsiScheme, "Volume"), 4321.5, ReportCodes.CubicMillimetre)
            {
                Modifiers = [(ReportCodes.FeatureName, "original_shape_MeshVolume")],
                Properties = [new(ReportCodes.Contribution, -0.02, ReportCodes.NoUnits)],
            },
        ],
        Assessments = [new(ReportCodes.PredictedBurden, ReportCodes.LowBurden)],
    };

    internal static DicomDataset Source() => SegmentationSamples.Sources(SegmentationSamples.Grid("axial"))[0].Header;

    private static DicomDataset Write(MeasurementReport report) => DicomSamples.Read(Bytes(MeasurementReportWriter.Write(report, Source()))).Dataset;

    /// <summary>The first item of the content tree with a concept, depth first.</summary>
    private static DicomDataset Find(DicomDataset item, string code) => Below(item).First(c => CodedConcept.Find(c, DicomTag.ConceptNameCodeSequence)?.Value == code);

    private static IEnumerable<DicomDataset> Below(DicomDataset item) => item.GetSequence(DicomTag.ContentSequence).SelectMany(c => Below(c).Prepend(c));
}
