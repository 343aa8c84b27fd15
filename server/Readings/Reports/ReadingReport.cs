using System.Text.Json;
using System.Text.Json.Serialization;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Readings.Reports;

/// <summary>Everything that a report of an accepted result says: kept as it was when it was accepted, whatever model is in use later.</summary>
/// <param name="Reading">Identifier of the reading.</param>
/// <param name="Reader">Who accepted it.</param>
/// <param name="AcceptedAt">When, UTC.</param>
/// <param name="Patient">The patient.</param>
/// <param name="Study">The study.</param>
/// <param name="Sentence">The prediction in one sentence.</param>
/// <param name="Radscore">Probability of high burden by the model.</param>
/// <param name="Spread">Standard deviation over the model's networks; 0 for a single network.</param>
/// <param name="Stability">Range of the score when the outline moves by one voxel.</param>
/// <param name="CutOff">From this score on the burden is called high.</param>
/// <param name="CutOffRule">How the cut-off was chosen.</param>
/// <param name="HighBurden">Whether the score reaches it.</param>
/// <param name="Baseline">What the model says without knowing the patient.</param>
/// <param name="Contributions">What each feature adds; they sum to the radscore less the baseline.</param>
/// <param name="Trust">How far the score can be trusted.</param>
/// <param name="Lesions">The lesions, by number.</param>
/// <param name="Curve">Time-intensity curve of the lesion that was scored.</param>
/// <param name="Clinical">Clinical values that were given.</param>
/// <param name="Models">Predictions by clinical values, alone and with the radscore, where they could be made.</param>
/// <param name="Outline">How the outline came about.</param>
/// <param name="Model">The model.</param>
/// <param name="Software">Product and version.</param>
/// <param name="Notice">Research use only.</param>
internal sealed record ReadingReport(
    Guid Reading,
    string Reader,
    DateTimeOffset AcceptedAt,
    ReportedPatient Patient,
    ReportedStudy Study,
    string Sentence,
    double Radscore,
    double Spread,
    ReportedRange Stability,
    double CutOff,
    string CutOffRule,
    bool HighBurden,
    double Baseline,
    IReadOnlyList<ReportedContribution> Contributions,
    ReportedTrust Trust,
    IReadOnlyList<LesionSize> Lesions,
    IReadOnlyList<ReportedCurvePoint> Curve,
    IReadOnlyList<ReportedClinicalValue> Clinical,
    IReadOnlyList<ReportedModelPrediction> Models,
    ReportedOutline Outline,
    ReportedModel Model,
    string Software,
    string Notice)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The objects in which the result is stored.</summary>
    public required StoredObjects Objects { get; init; }

    /// <summary>The slice of the largest cross-section with the outline, PNG; null in what is given out as JSON.</summary>
    public ReportedPicture? KeyImage { get; init; }

    /// <summary>The report as it is kept with the reading.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads a kept report.</summary>
    public static ReadingReport Read(byte[] bytes) => JsonSerializer.Deserialize<ReadingReport>(bytes, Json) ?? throw new JsonException("The report is empty.");
}

/// <summary>The patient, as the images say.</summary>
/// <param name="Name">Name as it is shown; empty when the images have none.</param>
/// <param name="Id">Patient ID; empty when there is none.</param>
/// <param name="BirthDate">Date of birth, <c>yyyy-MM-dd</c>; null when there is none.</param>
/// <param name="Sex">Sex as in DICOM; null when there is none.</param>
internal sealed record ReportedPatient(string Name, string Id, string? BirthDate, string? Sex);

/// <summary>The study.</summary>
/// <param name="StudyInstanceUid">Its UID.</param>
/// <param name="Date">Date, <c>yyyy-MM-dd</c>; null when there is none.</param>
/// <param name="AccessionNumber">Accession number; empty when there is none.</param>
/// <param name="Description">Description; empty when there is none.</param>
/// <param name="Centre">The centre by which the features were harmonised, in a sentence.</param>
internal sealed record ReportedStudy(string StudyInstanceUid, string? Date, string AccessionNumber, string Description, string Centre);

/// <summary>A range of the score.</summary>
/// <param name="Low">Lowest.</param>
/// <param name="High">Highest.</param>
/// <param name="BurdenChanges">Whether the call of low or high changes within it.</param>
/// <param name="Note">Why a side is missing; null when none is.</param>
internal sealed record ReportedRange(double Low, double High, bool BurdenChanges, string? Note);

/// <summary>What one feature adds to the score.</summary>
/// <param name="Feature">PyRadiomics name.</param>
/// <param name="Label">Short name.</param>
/// <param name="Explanation">One line in a radiologist's words.</param>
/// <param name="Value">Its value, as extracted.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Contribution">Shapley value.</param>
/// <param name="Percentile">Where it lies in the training cohort, per cent.</param>
internal sealed record ReportedContribution(string Feature, string Label, string Explanation, double Value, string Unit, double Contribution, double Percentile);

/// <summary>How far the score can be trusted.</summary>
/// <param name="Band"><c>inside</c>, <c>edge</c>, <c>outside</c> or <c>unknown</c>.</param>
/// <param name="Reasons">Why it is not inside.</param>
/// <param name="Objections">What speaks against using the model for the case.</param>
/// <param name="Warnings">What the extraction of features warns of.</param>
internal sealed record ReportedTrust(string Band, IReadOnlyList<string> Reasons, IReadOnlyList<string> Objections, IReadOnlyList<string> Warnings);

/// <summary>A lesion.</summary>
/// <param name="Number">Its segment in the SEG.</param>
/// <param name="Label">Its name.</param>
/// <param name="Scored">Whether the radscore belongs to it.</param>
/// <param name="Side"><c>left</c> or <c>right</c>; null when not known.</param>
/// <param name="VolumeMl">Volume, ml.</param>
/// <param name="LongestDiameterMm">Longest diameter, mm.</param>
/// <param name="TrackingId">Name under which it is followed.</param>
/// <param name="TrackingUid">Identifier under which it is followed.</param>
internal sealed record LesionSize(int Number, string Label, bool Scored, string? Side, double VolumeMl, double LongestDiameterMm, string TrackingId, string TrackingUid);

/// <summary>A point of a time-intensity curve.</summary>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="EnhancementPercent">Enhancement over the pre-contrast phase, per cent; null where that is 0.</param>
internal sealed record ReportedCurvePoint(double TimeSeconds, double? EnhancementPercent);

/// <summary>A clinical value.</summary>
/// <param name="Key">Key of its field.</param>
/// <param name="Label">Name of the field.</param>
/// <param name="Value">The value, for people.</param>
internal sealed record ReportedClinicalValue(string Key, string Label, string Value);

/// <summary>A prediction by clinical values.</summary>
/// <param name="Kind"><c>clinical</c> or <c>combined</c>.</param>
/// <param name="Name">The model.</param>
/// <param name="Probability">Probability of high burden.</param>
/// <param name="CutOff">From this probability on the burden is called high.</param>
/// <param name="HighBurden">Whether it reaches it.</param>
internal sealed record ReportedModelPrediction(string Kind, string Name, double Probability, double CutOff, bool HighBurden);

/// <summary>How the outline came about.</summary>
/// <param name="Type">As in DICOM SEG.</param>
/// <param name="Method">The method; null when drawn by hand.</param>
internal sealed record ReportedOutline(AlgorithmType Type, string? Method);

/// <summary>The model.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Digest">SHA-256 of the bundle.</param>
/// <param name="TrainingData">What it was trained on.</param>
/// <param name="Demonstration">Whether it only demonstrates the software.</param>
internal sealed record ReportedModel(string Name, string Version, string Digest, string TrainingData, bool Demonstration);

/// <summary>The objects in which a result is stored, by SOP Instance UID.</summary>
/// <param name="Segmentation">The SEG.</param>
/// <param name="Report">The structured report.</param>
/// <param name="Pdf">The report as PDF.</param>
/// <param name="Predecessor">The structured report before it; null for the first.</param>
internal sealed record StoredObjects(string Segmentation, string Report, string Pdf, string? Predecessor);

/// <summary>A picture.</summary>
/// <param name="Png">Its bytes.</param>
/// <param name="WidthMm">Width, mm.</param>
/// <param name="HeightMm">Height, mm.</param>
/// <param name="Caption">What it shows.</param>
internal sealed record ReportedPicture(byte[] Png, double WidthMm, double HeightMm, string Caption);
