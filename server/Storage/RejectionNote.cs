using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Rejection notes of IHE Imaging Object Change Management: Key Object Selection Documents whose title says that the referenced
/// instances must no longer be used. What a note names is hidden as long as the note is stored, whichever of both came first.
/// </summary>
internal static class RejectionNote
{
    private const string CodingScheme = "DCM";

    /// <summary>Titles that reject, by code value (PS3.16 CID 7011).</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        ["113001"] = "Rejected for Quality Reasons",
        ["113037"] = "Rejected for Patient Safety Reasons",
        ["113038"] = "Incorrect Modality Worklist Entry",
        ["113039"] = "Data Retention Policy Expired",
    };

    /// <summary>SOP Instance UIDs that an instance rejects; none when it is no rejection note.</summary>
    public static IReadOnlyList<string> RejectedUids(DicomDataset dataset) =>
        dataset.GetString(DicomTag.SOPClassUID) == DicomUid.KeyObjectSelectionDocumentStorage && dataset.GetSequence(DicomTag.ConceptNameCodeSequence).Any(IsRejecting)
            ? [.. dataset.GetSequence(DicomTag.CurrentRequestedProcedureEvidenceSequence)
                .SelectMany(study => study.GetSequence(DicomTag.ReferencedSeriesSequence))
                .SelectMany(series => series.GetSequence(DicomTag.ReferencedSOPSequence))
                .Select(reference => reference.GetString(DicomTag.ReferencedSOPInstanceUID))
                .Where(DicomUidText.IsValid)
                .OfType<string>()
                .Distinct()]
            : [];

    private static bool IsRejecting(DicomDataset title) =>
        title.GetString(DicomTag.CodingSchemeDesignator) == CodingScheme && title.GetString(DicomTag.CodeValue) is { } code && Titles.ContainsKey(code);
}
