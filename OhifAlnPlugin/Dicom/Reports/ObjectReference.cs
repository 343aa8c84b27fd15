namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>A stored object that another one refers to.</summary>
/// <param name="SopClassUid">SOP Class UID.</param>
/// <param name="SopInstanceUid">SOP Instance UID.</param>
/// <param name="SeriesInstanceUid">Its series.</param>
/// <param name="StudyInstanceUid">Its study.</param>
public sealed record ObjectReference(string SopClassUid, string SopInstanceUid, string SeriesInstanceUid, string StudyInstanceUid)
{
    /// <summary>The reference to an object by its header.</summary>
    /// <param name="header">Header with the four UIDs.</param>
    /// <exception cref="DicomFormatException">A UID is missing.</exception>
    public static ObjectReference To(DicomDataset header)
    {
        ArgumentNullException.ThrowIfNull(header);
        string Uid(DicomTag tag) => header.GetString(tag) ?? throw new DicomFormatException($"The object has no {tag}.");
        return new(Uid(DicomTag.SOPClassUID), Uid(DicomTag.SOPInstanceUID), Uid(DicomTag.SeriesInstanceUID), Uid(DicomTag.StudyInstanceUID));
    }

    /// <summary>The object as an item of a Referenced SOP Sequence.</summary>
    internal DicomDataset ToDataset() => new DicomDataset()
        .Set(DicomTag.ReferencedSOPClassUID, SopClassUid)
        .Set(DicomTag.ReferencedSOPInstanceUID, SopInstanceUid);

    /// <summary>Objects by study and series, as evidence and predecessor sequences list them (PS3.3 table C.17-3).</summary>
    internal static DicomDataset[] ByStudy(IEnumerable<ObjectReference> references) =>
    [
        .. references.Distinct().GroupBy(r => r.StudyInstanceUid).Select(study => new DicomDataset()
            .Set(DicomTag.StudyInstanceUID, study.Key)
            .SetSequence(DicomTag.ReferencedSeriesSequence, [.. study.GroupBy(r => r.SeriesInstanceUid).Select(series => new DicomDataset()
                .Set(DicomTag.SeriesInstanceUID, series.Key)
                .SetSequence(DicomTag.ReferencedSOPSequence, [.. series.Select(r => r.ToDataset())]))])),
    ];
}
