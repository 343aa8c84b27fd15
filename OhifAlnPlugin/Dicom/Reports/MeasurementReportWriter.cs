using OhifAlnPlugin.Dicom.Objects;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Writes measurement reports as Comprehensive 3D SR by template TID 1500 (PS3.16).</summary>
public static class MeasurementReportWriter
{
    private const string Contains = "CONTAINS";
    private const string Context = "HAS OBS CONTEXT";
    private const string Modifier = "HAS CONCEPT MOD";
    private const string Property = "HAS PROPERTIES";

    private static readonly CodedConcept Title = Dcm("126000", "Imaging Measurement Report");

    /// <summary>Writes a report.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="source">Header of an image of the study, for patient and study.</param>
    /// <returns>A file in Explicit VR Little Endian; the same arguments give the same bytes.</returns>
    /// <exception cref="ArgumentException">There is no lesion, a measurement's list is empty, a UID is none, or the observer has no name.</exception>
    public static DicomFile Write(MeasurementReport report, DicomDataset source)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(source);
        Require(report);
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, DicomCharacterSet.Utf8Term);
        SegmentationModules.AddPatientAndStudy(dataset, source);
        AddDocument(dataset, report);
        dataset.Set(DicomTag.ValueType, "CONTAINER")
            .Set(DicomTag.ContinuityOfContent, "SEPARATE")
            .SetSequence(DicomTag.ConceptNameCodeSequence, Title.ToDataset())
            .SetSequence(DicomTag.ContentTemplateSequence, Template("1500"))
            .SetSequence(DicomTag.ContentSequence, Content(report));
        return new DicomFile(dataset, DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    private static void Require(MeasurementReport report)
    {
        if (report.Lesions.Count == 0)
        {
            throw new ArgumentException("A measurement report needs at least one lesion.", nameof(report));
        }

        if (report.ObserverName.Trim().Length == 0)
        {
            throw new ArgumentException("A measurement report needs the name of its observer.", nameof(report));
        }

        foreach (ReportedLesion lesion in report.Lesions)
        {
            if (lesion.Measurements.Count == 0)
            {
                throw new ArgumentException($"The lesion \"{lesion.TrackingId}\" has no measurement to report.", nameof(report));
            }

            if (!DicomUid.IsValid(lesion.TrackingUid))
            {
                throw new ArgumentException($"The lesion \"{lesion.TrackingId}\" has \"{lesion.TrackingUid}\" as tracking UID, which is no UID.", nameof(report));
            }
        }
    }

    private static void AddDocument(DicomDataset dataset, MeasurementReport report)
    {
        new WrittenSeries("SR", report.SeriesInstanceUid, report.SeriesNumber, report.SeriesDescription, report.CreatedAt, report.Equipment).AddTo(dataset);
        dataset.Set(DicomTag.SOPClassUID, DicomUid.Comprehensive3DSRStorage)
            .Set(DicomTag.SOPInstanceUID, report.SopInstanceUid)
            .SetEmpty(DicomTag.ReferencedPerformedProcedureStepSequence)
            .Set(DicomTag.InstanceNumber, report.InstanceNumber)
            .Set(DicomTag.CompletionFlag, "COMPLETE")
            .Set(DicomTag.VerificationFlag, "UNVERIFIED")
            .SetEmpty(DicomTag.PerformedProcedureCodeSequence)
            .SetSequence(
                DicomTag.CurrentRequestedProcedureEvidenceSequence,
                ObjectReference.ByStudy([.. report.Evidence, .. report.Lesions.Select(l => l.Segmentation)]));
        if (report.Predecessor is { } predecessor)
        {
            dataset.SetSequence(DicomTag.PredecessorDocumentsSequence, ObjectReference.ByStudy([predecessor]));
        }
    }

    private static DicomDataset[] Content(MeasurementReport report) =>
    [
        ContentItem.Code(Modifier, Dcm("121049", "Language of Content Item and Descendants"), new("eng", "RFC5646", "English")),
        ContentItem.Code(Context, Dcm("121005", "Observer Type"), Dcm("121006", "Person")),
        ContentItem.Person(Context, Dcm("121008", "Person Observer Name"), report.ObserverName),
        ContentItem.Code(Context, Dcm("121005", "Observer Type"), Dcm("121007", "Device")),
        ContentItem.Uid(Context, Dcm("121012", "Device Observer UID"), report.DeviceUid),
        ContentItem.Text(Context, Dcm("121013", "Device Observer Name"), report.Equipment.ModelName),
        ContentItem.Text(Context, Dcm("121014", "Device Observer Manufacturer"), report.Equipment.Manufacturer),
        ContentItem.Code(Modifier, Dcm("121058", "Procedure reported"), new("241615005", "SCT", "Magnetic resonance imaging of breast")),
        ContentItem.Container(Contains, Dcm("126010", "Imaging Measurements"), [.. report.Lesions.Select(Group)]),
        .. report.Statements.Count > 0 ? Statements(report) : [],
    ];

    private static DicomDataset[] Statements(MeasurementReport report) =>
    [
        ContentItem.Container(Contains, new("C0034375", "UMLS", "Qualitative Evaluations"), [.. report.Statements.Select(s => ContentItem.Text(Contains, s.Name, s.Value))]),
    ];

    private static DicomDataset Group(ReportedLesion lesion)
    {
        CodedConcept site = new("363698007", "SCT", "Finding Site");
        DicomDataset[] side = lesion.Laterality is { } laterality ? [ContentItem.Code(Modifier, new("272741003", "SCT", "Laterality"), laterality)] : [];
        return ContentItem.Container(
            Contains,
            Dcm("125007", "Measurement Group"),
            [
                ContentItem.Text(Context, Dcm("112039", "Tracking Identifier"), lesion.TrackingId),
                ContentItem.Uid(Context, Dcm("112040", "Tracking Unique Identifier"), lesion.TrackingUid),
                ContentItem.Code(Contains, Dcm("121071", "Finding"), lesion.Finding),
                ContentItem.Segment(Contains, Dcm("121191", "Referenced Segment"), lesion.Segmentation, lesion.SegmentNumber),
                ContentItem.Uid(Contains, Dcm("121232", "Source series for segmentation"), lesion.SourceSeriesUid),
                ContentItem.Code(Modifier, site, lesion.FindingSite, side),
                .. lesion.Measurements.Select(m => Number(Contains, m)),
                .. lesion.Assessments.Select(a => ContentItem.Code(Contains, a.Name, a.Value)),
            ]).SetSequence(DicomTag.ContentTemplateSequence, Template("1411"));
    }

    private static DicomDataset Number(string relationship, ReportedMeasurement measurement) => ContentItem.Number(
        relationship,
        measurement.Name,
        measurement.Value,
        measurement.Unit,
        [
            .. measurement.Modifiers.Select(m => ContentItem.Text(Modifier, m.Name, m.Value)),
            .. measurement.Algorithm is { } algorithm ? Identification(algorithm) : [],
            .. measurement.Properties.Select(p => Number(Property, p)),
        ]);

    private static DicomDataset[] Identification(ReportedAlgorithm algorithm) =>
    [
        ContentItem.Text(Modifier, Dcm("111001", "Algorithm Name"), algorithm.Name),
        ContentItem.Text(Modifier, Dcm("111003", "Algorithm Version"), algorithm.Version),
        .. algorithm.Parameters.Select(p => ContentItem.Text(Modifier, Dcm("111002", "Algorithm Parameters"), p)),
    ];

    private static DicomDataset Template(string identifier) => new DicomDataset()
        .Set(DicomTag.MappingResource, "DCMR")
        .Set(DicomTag.TemplateIdentifier, identifier);

    private static CodedConcept Dcm(string value, string meaning) => new(value, "DCM", meaning);
}
