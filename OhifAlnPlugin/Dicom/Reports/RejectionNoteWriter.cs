using OhifAlnPlugin.Dicom.Objects;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Writes rejection notes (IHE Imaging Object Change Management): Key Object Selection Documents that withdraw stored objects.</summary>
public static class RejectionNoteWriter
{
    /// <summary>Title of a note that withdraws objects because they are wrong (PS3.16 CID 7011).</summary>
    public static CodedConcept QualityReasons { get; } = new("113001", "DCM", "Rejected for Quality Reasons");

    /// <summary>Writes a note.</summary>
    /// <param name="note">Identifiers, author and reason.</param>
    /// <param name="rejected">The objects withdrawn, at least one, all of one study.</param>
    /// <param name="source">Header of an object of that study, for patient and study.</param>
    /// <returns>A file in Explicit VR Little Endian; the same arguments give the same bytes.</returns>
    /// <exception cref="ArgumentException">No object is withdrawn, or they are of several studies.</exception>
    public static DicomFile Write(RejectionNoteDescription note, IReadOnlyList<ObjectReference> rejected, DicomDataset source)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(rejected);
        ArgumentNullException.ThrowIfNull(source);
        if (rejected.Select(r => r.StudyInstanceUid).Distinct().Count() != 1)
        {
            throw new ArgumentException($"A rejection note withdraws objects of one study; {rejected.Count} objects of {rejected.Select(r => r.StudyInstanceUid).Distinct().Count()} studies were given.", nameof(rejected));
        }

        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, DicomCharacterSet.Utf8Term);
        SegmentationModules.AddPatientAndStudy(dataset, source);
        dataset.Remove(DicomTag.FrameOfReferenceUID);
        dataset.Remove(DicomTag.PositionReferenceIndicator);
        AddDocument(dataset, note);
        dataset.SetSequence(DicomTag.CurrentRequestedProcedureEvidenceSequence, ObjectReference.ByStudy(rejected))
            .Set(DicomTag.ValueType, "CONTAINER")
            .Set(DicomTag.ContinuityOfContent, "SEPARATE")
            .SetSequence(DicomTag.ConceptNameCodeSequence, note.Title.ToDataset())
            .SetSequence(DicomTag.ContentTemplateSequence, new DicomDataset().Set(DicomTag.MappingResource, "DCMR").Set(DicomTag.TemplateIdentifier, "2010"))
            .SetSequence(DicomTag.ContentSequence, Content(note, rejected));
        return new DicomFile(dataset, DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    private static void AddDocument(DicomDataset dataset, RejectionNoteDescription note)
    {
        new WrittenSeries("KO", note.SeriesInstanceUid, note.SeriesNumber, "Withdrawn results", note.CreatedAt, note.Equipment).AddTo(dataset);
        dataset.Set(DicomTag.SOPClassUID, DicomUid.KeyObjectSelectionDocumentStorage)
            .Set(DicomTag.SOPInstanceUID, note.SopInstanceUid)
            .SetEmpty(DicomTag.ReferencedPerformedProcedureStepSequence)
            .Set(DicomTag.InstanceNumber, note.InstanceNumber);
    }

    private static DicomDataset[] Content(RejectionNoteDescription note, IReadOnlyList<ObjectReference> rejected) =>
    [
        ContentItem.Code("HAS OBS CONTEXT", new("121005", "DCM", "Observer Type"), new("121006", "DCM", "Person")),
        ContentItem.Person("HAS OBS CONTEXT", new("121008", "DCM", "Person Observer Name"), note.ObserverName),
        ContentItem.Text("CONTAINS", new("113012", "DCM", "Key Object Description"), note.Reason),
        .. rejected.Select(r => new DicomDataset()
            .Set(DicomTag.RelationshipType, "CONTAINS")
            .Set(DicomTag.ValueType, r.SopClassUid == DicomUid.SegmentationStorage ? "IMAGE" : "COMPOSITE")
            .SetSequence(DicomTag.ReferencedSOPSequence, r.ToDataset())),
    ];
}

/// <summary>Everything about a rejection note but what it withdraws.</summary>
public sealed record RejectionNoteDescription
{
    /// <summary>SOP Instance UID of the note.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>Series Instance UID of the note's own series.</summary>
    public required string SeriesInstanceUid { get; init; }

    /// <summary>Series Number.</summary>
    public required int SeriesNumber { get; init; }

    /// <summary>Instance Number.</summary>
    public int InstanceNumber { get; init; } = 1;

    /// <summary>When it was made, in the local time of the site.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>What kind of rejection; CID 7011.</summary>
    public CodedConcept Title { get; init; } = RejectionNoteWriter.QualityReasons;

    /// <summary>Who rejects, <c>Family^Given</c>.</summary>
    public required string ObserverName { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What made the note.</summary>
    public required Equipment Equipment { get; init; }
}
