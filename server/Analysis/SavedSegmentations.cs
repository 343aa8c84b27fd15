using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Segmentations that are objects in the store: DICOM SEG, and RT structure sets of other programs.</summary>
internal sealed class SavedSegmentations(IInstanceSource source, IInstanceWriter writer, DynamicStudies studies, TimeProvider clock)
{
    /// <summary>The SEG or structure set of a SOP Instance UID; null when there is none.</summary>
    /// <exception cref="Http.ProblemException">It cannot be read onto the dynamic series of its study.</exception>
    public async Task<StoredSegmentation?> FindAsync(string sopInstanceUid, CancellationToken cancellation)
    {
        if (!DicomUid.IsValid(sopInstanceUid) || await source.LocateAsync(sopInstanceUid, cancellation) is not { } place)
        {
            return null;
        }

        var file = await source.ReadInstanceAsync(place.StudyInstanceUid, place.SeriesInstanceUid!, sopInstanceUid, cancellation);
        if (file is null || !PlacedVois.IsVoi(file.Dataset))
        {
            return null;
        }

        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(place.StudyInstanceUid, cancellation));
        try
        {
            return SegReading.Read(file, layout, await PeakOfAsync(layout, cancellation));
        }
        catch (DicomFormatException reason)
        {
            throw AnalysisProblems.UnreadableSegmentation(sopInstanceUid, reason.Message);
        }
    }

    /// <summary>The header of the object of a saved segmentation; null when it is gone.</summary>
    public async Task<DicomDataset?> HeaderOfAsync(SegmentationInfo saved, CancellationToken cancellation) =>
        (await source.ReadHeadersAsync(saved.StudyInstanceUid, cancellation)).FirstOrDefault(h => h.GetString(DicomTag.SOPInstanceUID) == saved.Id);

    /// <summary>The SEGs and structure sets of a study that lie on its dynamic series, newest first; others are left out.</summary>
    /// <exception cref="Http.ProblemException">There is no such study.</exception>
    public async Task<IReadOnlyList<SegmentationInfo>> ListAsync(string studyInstanceUid, CancellationToken cancellation)
    {
        var headers = await studies.ReadHeadersAsync(studyInstanceUid, cancellation);
        DicomDataset[] segs = [.. headers.Where(PlacedVois.IsVoi)];
        if (segs.Length == 0)
        {
            return [];
        }

        var layout = studies.LayoutOf(headers);
        int peak = await PeakOfAsync(layout, cancellation);
        var found = new List<SegmentationInfo>();
        foreach (var seg in segs)
        {
            if (await ReadAsync(seg, layout, peak, cancellation) is { } info)
            {
                found.Add(info);
            }
        }

        return [.. found.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id, StringComparer.Ordinal)];
    }

    /// <summary>Stores VOIs as SEG; the same VOIs are stored once, and again under another identity after they were rejected.</summary>
    /// <param name="voi">The VOIs.</param>
    /// <param name="headers">Headers of the study.</param>
    /// <param name="cancellation">Stops before the storing.</param>
    /// <returns>What is stored, and whether it was not there before.</returns>
    public async Task<(SegmentationInfo Saved, bool IsNew)> SaveAsync(VoiToSave voi, IReadOnlyList<DicomDataset> headers, CancellationToken cancellation)
    {
        string study = voi.Layout.StudyInstanceUid, series = SegFile.SeriesUidOf(study);
        if (await source.ReadInstanceAsync(study, series, SegFile.SopUidOf(voi), cancellation) is { } known)
        {
            return (SegReading.Read(known, voi.Layout, voi.PhaseIndex).Info, false);
        }

        int number = 1 + headers.Where(h => h.GetString(DicomTag.SeriesInstanceUID) == series).Select(h => h.GetInt(DicomTag.InstanceNumber) ?? 0).DefaultIfEmpty().Max();
        DicomFile file = SegFile.Write(voi, headers, number, clock.GetLocalNow().DateTime);
        return await writer.StoreAsync(file, cancellation) is StoreOutcome.Stored or StoreOutcome.AlreadyStored
            ? (SegReading.Read(file, voi.Layout, voi.PhaseIndex).Info, true)
            : await SaveAsync(voi with { Rejected = voi.Rejected + 1 }, headers, cancellation);
    }

    private async Task<int> PeakOfAsync(DceLayout layout, CancellationToken cancellation) => (await studies.ChooseAsync(layout, cancellation)).PeakIndex;

    private async Task<SegmentationInfo?> ReadAsync(DicomDataset header, DceLayout layout, int peak, CancellationToken cancellation)
    {
        try
        {
            var file = await source.ReadInstanceAsync(
                layout.StudyInstanceUid, header.GetString(DicomTag.SeriesInstanceUID) ?? "", header.GetString(DicomTag.SOPInstanceUID) ?? "", cancellation);
            return file is null ? null : SegReading.Read(file, layout, peak).Info;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }
}
