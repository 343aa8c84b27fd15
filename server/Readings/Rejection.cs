using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Reports;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings.Reports;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Rejects a result. What is stored of it is withdrawn by a rejection note, which hides it; a draft that was never stored is only recorded.</summary>
internal sealed class Rejection(
    Segmentations segmentations, DraftFolder drafts, IInstanceSource source, IInstanceWriter writer, ReadingFolder readings, ReadingRecovery recovery, ReaderName names, CurrentUser user, TimeProvider clock)
{
    /// <summary>Rejects a segmentation with its radscore.</summary>
    /// <param name="id">A draft or a saved segmentation.</param>
    /// <param name="request">Who rejects, and why.</param>
    /// <param name="cancellation">Stops before anything is stored.</param>
    /// <exception cref="Http.ProblemException">There is no such segmentation, or the reason or the reader cannot be taken.</exception>
    public async Task<Reading> RejectAsync(string id, RejectRequest request, CancellationToken cancellation)
    {
        string reader = names.Require(request.Reader);
        (RejectionReason reason, string? comment) = RejectionReason.Require(request.Reason, request.Comment);
        StoredSegmentation segmentation = await segmentations.GetAsync(id, cancellation);
        SegmentationInfo rejected = segmentation.Info;
        using IDisposable alone = await recovery.EnterAsync(rejected.StudyInstanceUid, cancellation);
        var headers = await source.ReadHeadersAsync(rejected.StudyInstanceUid, cancellation);
        IReadOnlyList<Reading> earlier = readings.List(rejected.StudyInstanceUid);
        ObjectReference[] withdrawn = [.. Withdrawn(rejected, earlier, headers)];
        var number = Guid.NewGuid();
        var reading = new Reading(number, rejected.StudyInstanceUid, ReadingDecision.Rejected, reader, clock.GetUtcNow(), id, rejected.Segments is [var first, ..] ? first.Number : 1)
        {
            ReaderId = user.Owner,
            Reason = reason.Code,
            Comment = comment,
            SegSopInstanceUid = rejected.SopInstanceUid,
            DraftId = withdrawn.Length > 0 ? KeepAsDraft(segmentation, number) : null,
            RejectionNoteSopInstanceUid = withdrawn.Length > 0 ? ReportObjects.NoteUidOf(number) : null,
            Withdrawn = [.. withdrawn.Select(w => w.SopInstanceUid)],
            InstanceNumber = earlier.Count + 1,
            StudyDate = StudyDates.Read(headers[0].GetString(DicomTag.StudyDate)),
            Patient = PatientKey.Of(headers[0]),
        };
        await StoreAsync(reading, reason.With(comment), withdrawn, headers);
        return reading;
    }

    /// <summary>What is withdrawn can no longer be read: a draft of it is what the reader goes on with.</summary>
    private string KeepAsDraft(StoredSegmentation segmentation, Guid reading)
    {
        SegmentationInfo draft = segmentation.Info with { Id = reading.ToString("D"), Saved = false, SopInstanceUid = null, CreatedAt = clock.GetUtcNow(), Owner = user.Owner };
        drafts.Write(draft, segmentation.Layers(), segmentation.Properties);
        return draft.Id;
    }

    /// <summary>
    /// Of an accepted result everything that was stored for it and for the results it follows, so that none of them is taken for valid;
    /// of another outline its SEG alone. Objects of other programs are theirs to withdraw.
    /// </summary>
    private static IEnumerable<ObjectReference> Withdrawn(SegmentationInfo rejected, IReadOnlyList<Reading> earlier, IReadOnlyList<DicomDataset> headers)
    {
        string study = rejected.StudyInstanceUid;
        IReadOnlyList<Reading> standing = Reading.Standing(earlier);
        bool isAccepted = standing.Any(r => r.SegSopInstanceUid == rejected.Id || r.SegmentationId == rejected.Id);
        HashSet<string> stored = [.. headers.Select(h => h.GetString(DicomTag.SOPInstanceUID)).OfType<string>()];
        HashSet<string> ours = [.. headers.Where(h => h.GetString(DicomTag.SeriesInstanceUID) == SegFile.SeriesUidOf(study)).Select(h => h.GetString(DicomTag.SOPInstanceUID)!)];
        IEnumerable<string?> segs = isAccepted ? standing.Select(r => r.SegSopInstanceUid) : [rejected.SopInstanceUid];
        return
        [
            .. segs.OfType<string>().Distinct().Where(ours.Contains).Select(uid => ReportObjects.Segmentation(study, uid)),
            .. isAccepted ? standing.Select(r => ReportObjects.Report(study, r.ReportSopInstanceUid!)) : [],
            .. isAccepted ? standing.Select(r => r.PdfSopInstanceUid).OfType<string>().Where(stored.Contains).Select(uid => ReportObjects.Pdf(study, uid)) : [],
        ];
    }

    private async Task StoreAsync(Reading reading, string reason, ObjectReference[] withdrawn, IReadOnlyList<DicomDataset> headers)
    {
        if (withdrawn.Length == 0)
        {
            readings.Add(reading);
            return;
        }

        DicomFile note = ReportObjects.WriteNote(reading, reason, withdrawn, headers[0], clock.GetLocalNow().DateTime);
        readings.Prepare(reading, report: default);
        try
        {
            await writer.StoreAsync(note, CancellationToken.None);
        }
        catch
        {
            await recovery.FinishAsync(reading, CancellationToken.None);
            throw;
        }

        readings.Commit(reading);
    }
}
