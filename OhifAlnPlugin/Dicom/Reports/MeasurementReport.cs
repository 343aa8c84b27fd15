using OhifAlnPlugin.Dicom.Objects;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Everything that an imaging measurement report says (PS3.16 TID 1500).</summary>
public sealed record MeasurementReport
{
    /// <summary>SOP Instance UID of the report.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>Series Instance UID of the report's own series.</summary>
    public required string SeriesInstanceUid { get; init; }

    /// <summary>Series Number.</summary>
    public required int SeriesNumber { get; init; }

    /// <summary>Instance Number.</summary>
    public int InstanceNumber { get; init; } = 1;

    /// <summary>When the report was made, in the local time of the site.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Series Description, at most 64 characters.</summary>
    public string SeriesDescription { get; init; } = "ALN burden (research use only)";

    /// <summary>Who read the study and stands for the report, <c>Family^Given</c>.</summary>
    public required string ObserverName { get; init; }

    /// <summary>What made it.</summary>
    public required Equipment Equipment { get; init; }

    /// <summary>UID of that device.</summary>
    public required string DeviceUid { get; init; }

    /// <summary>The lesions, at least one.</summary>
    public required IReadOnlyList<ReportedLesion> Lesions { get; init; }

    /// <summary>Images that were measured; the segmentations are added by themselves.</summary>
    public required IReadOnlyList<ObjectReference> Evidence { get; init; }

    /// <summary>What was told or judged in words beside the measurements, such as clinical values and limits of use.</summary>
    public IReadOnlyList<ReportedStatement> Statements { get; init; } = [];

    /// <summary>The report that this one replaces, or null.</summary>
    public ObjectReference? Predecessor { get; init; }
}

/// <summary>What a report says of one lesion (PS3.16 TID 1411).</summary>
public sealed record ReportedLesion
{
    /// <summary>Name under which the lesion is followed.</summary>
    public required string TrackingId { get; init; }

    /// <summary>Identifier under which it is followed; that of the segment.</summary>
    public required string TrackingUid { get; init; }

    /// <summary>What it is.</summary>
    public CodedConcept Finding { get; init; } = SegmentationCodes.PrimaryNeoplasm;

    /// <summary>Where it lies.</summary>
    public CodedConcept FindingSite { get; init; } = SegmentationCodes.Breast;

    /// <summary>Side of the site, or null.</summary>
    public CodedConcept? Laterality { get; init; }

    /// <summary>The segmentation that outlines it.</summary>
    public required ObjectReference Segmentation { get; init; }

    /// <summary>Its segment.</summary>
    public required int SegmentNumber { get; init; }

    /// <summary>The series that was segmented.</summary>
    public required string SourceSeriesUid { get; init; }

    /// <summary>Its measurements.</summary>
    public required IReadOnlyList<ReportedMeasurement> Measurements { get; init; }

    /// <summary>Its assessments: what was judged and how.</summary>
    public IReadOnlyList<ReportedAssessment> Assessments { get; init; } = [];
}

/// <summary>A measurement (PS3.16 TID 1419).</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value; one that is not finite is reported as not a number.</param>
/// <param name="Unit">Its unit, UCUM.</param>
public sealed record ReportedMeasurement(CodedConcept Name, double Value, CodedConcept Unit)
{
    /// <summary>Algorithm that gave it, or null.</summary>
    public ReportedAlgorithm? Algorithm { get; init; }

    /// <summary>Modifiers in words, such as the full name of a feature.</summary>
    public IReadOnlyList<(CodedConcept Name, string Value)> Modifiers { get; init; } = [];

    /// <summary>Numbers that belong to it, such as a cut-off or a contribution.</summary>
    public IReadOnlyList<ReportedMeasurement> Properties { get; init; } = [];
}

/// <summary>An assessment in coded words.</summary>
/// <param name="Name">What was judged.</param>
/// <param name="Value">The judgement.</param>
public sealed record ReportedAssessment(CodedConcept Name, CodedConcept Value);

/// <summary>Identifies an algorithm (PS3.16 TID 4019).</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Parameters">Settings as texts, such as a digest.</param>
public sealed record ReportedAlgorithm(string Name, string Version, IReadOnlyList<string> Parameters);

/// <summary>A statement in words.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">What is said.</param>
public sealed record ReportedStatement(CodedConcept Name, string Value);
