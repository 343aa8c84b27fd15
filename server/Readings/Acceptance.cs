using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Reports;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings.Pdf;
using OhifAlnPlugin.Server.Readings.Reports;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>
/// Accepts a result: scores the outline anew by the server's own computation, stores SEG, structured report and PDF, and records the
/// reading. What a crash leaves unfinished is finished or forgotten by <see cref="ReadingRecovery"/>.
/// </summary>
internal sealed class Acceptance(
    IVoiScorer scorer,
    SavedSegmentations segmentations,
    IInstanceWriter writer,
    ReadingFolder readings,
    ReadingRecovery recovery,
    ReaderName names,
    CurrentUser user,
    TrueTypeFont font,
    TimeProvider clock)
{
    /// <summary>Accepts a segmentation.</summary>
    /// <param name="id">A draft or a saved segmentation.</param>
    /// <param name="request">Who accepts, and what the score is made with.</param>
    /// <param name="cancellation">Stops before anything is stored.</param>
    /// <returns>The reading, and whether it is new: the same decision is taken once.</returns>
    /// <exception cref="Http.ProblemException">It cannot be scored, or the reader cannot sign.</exception>
    public async Task<(Reading Reading, bool IsNew)> AcceptAsync(string id, AcceptRequest request, CancellationToken cancellation)
    {
        string reader = names.Require(request.Reader);
        ScoredSegment scored = await scorer.ScoreAsync(new VoiToScore(id, request.SegmentNumber, request.Centre, request.Clinical), cancellation);
        using IDisposable alone = await recovery.EnterAsync(scored.Segmentation.Info.StudyInstanceUid, cancellation);
        (StoredSegmentation saved, int number) = await SavedAsync(scored, cancellation);
        string study = saved.Info.StudyInstanceUid, content = ContentOf(saved.Info.Id, number, reader, scored);
        IReadOnlyList<Reading> earlier = readings.List(study);
        if (Reading.StateOf(earlier) is { Decision: ReadingDecision.Accepted } state && state.Content == content)
        {
            return (state, false);
        }

        Reading reading = Describe(id, saved, number, reader, content, scored, earlier);
        await StoreAsync(reading, ReportComposition.Compose(reading, scored, saved, number), scored, saved);
        return (reading, true);
    }

    private Reading Describe(string id, StoredSegmentation saved, int number, string reader, string content, ScoredSegment scored, IReadOnlyList<Reading> earlier)
    {
        var reading = Guid.NewGuid();
        DicomDataset header = scored.Headers[0];
        var prediction = scored.Assessment.Prediction;
        return new Reading(reading, saved.Info.StudyInstanceUid, ReadingDecision.Accepted, reader, clock.GetUtcNow(), id, number)
        {
            ReaderId = user.Owner,
            SegSopInstanceUid = saved.Info.Id,
            ReportSopInstanceUid = ReportObjects.ReportUidOf(reading),
            PdfSopInstanceUid = ReportObjects.PdfUidOf(reading),
            PredecessorSopInstanceUid = earlier.LastOrDefault(r => r.ReportSopInstanceUid is not null)?.ReportSopInstanceUid,
            Content = content,
            InstanceNumber = earlier.Count + 1,
            Radscore = prediction.Radscore,
            CutOff = prediction.CutOff.Value,
            Model = $"{scored.Bundle.Card.Name} {scored.Bundle.Card.Version}",
            StudyDate = StudyDates.Read(header.GetString(DicomTag.StudyDate)),
            Patient = PatientKey.Of(header),
        };
    }

    /// <summary>Stores the objects between the reading's preparation and its counting. Not cancelled half-way: the client may go, the result is whole.</summary>
    private async Task StoreAsync(Reading reading, ReadingReport report, ScoredSegment scored, StoredSegmentation saved)
    {
        DateTime now = clock.GetLocalNow().DateTime;
        ObjectReference segmentation = ObjectReference.To((await segmentations.HeaderOfAsync(saved.Info, CancellationToken.None))!);
        HashSet<string> images = [.. saved.Info.SopInstanceUids, .. scored.Layout.Phases[scored.Series.PeakIndex].SopInstanceUids];
        DicomDataset[] measured = [.. scored.Headers.Where(h => images.Contains(h.GetString(DicomTag.SOPInstanceUID) ?? ""))];
        DicomFile document = ReportObjects.WriteReport(reading, report, segmentation, saved.Info.SeriesInstanceUid, measured, now);
        DicomFile pdf = ReportObjects.WritePdf(reading, ReportPdf.Draw(report, font), measured[0], now);
        readings.Prepare(reading, report.ToBytes());
        try
        {
            await RequireStoredAsync(document, reading.ReportSopInstanceUid!);
            await RequireStoredAsync(pdf, reading.PdfSopInstanceUid!);
        }
        catch
        {
            await recovery.FinishAsync(reading, CancellationToken.None);
            throw;
        }

        readings.Commit(reading);
    }

    private async Task RequireStoredAsync(DicomFile file, string sopInstanceUid)
    {
        if (await writer.StoreAsync(file, CancellationToken.None) is not (StoreOutcome.Stored or StoreOutcome.AlreadyStored))
        {
            throw ReadingProblems.NotStored(sopInstanceUid);
        }
    }

    /// <summary>The segmentation as a SEG in the store: as it is, or saved now, with the number that the scored segment has there.</summary>
    private async Task<(StoredSegmentation Saved, int Number)> SavedAsync(ScoredSegment scored, CancellationToken cancellation)
    {
        StoredSegmentation given = scored.Segmentation;
        if (given.Info.Saved && await segmentations.HeaderOfAsync(given.Info, cancellation) is { } header && header.GetString(DicomTag.SOPClassUID) == DicomUid.SegmentationStorage)
        {
            return (given, scored.Segment.Number);
        }

        LabelLayers layers = given.Layers();
        if (layers.Top.Length != scored.Layout.Geometry.VoxelCount)
        {
            throw ReadingProblems.OtherImages(given.Info.Id);
        }

        int phase = scored.Layout.Phases.ToList().FindIndex(p => p.SopInstanceUids.SequenceEqual(given.Info.SopInstanceUids) && p.SeriesInstanceUid == given.Info.SeriesInstanceUid);
        var voi = new VoiToSave(
            scored.Layout,
            phase < 0 ? scored.Series.PeakIndex : phase,
            layers.Top,
            given.Info.Segments.ToDictionary(s => s.Number, s => s.Label),
            given.Info.AlgorithmType,
            given.Info.Method) { Layers = layers, Known = given.Properties.ToDictionary(p => p.Number) };
        (SegmentationInfo saved, _) = await segmentations.SaveAsync(voi, scored.Headers, cancellation);
        int index = given.Info.Segments.Select(s => s.Number).Order().ToList().IndexOf(scored.Segment.Number);
        return ((await segmentations.FindAsync(saved.Id, cancellation))!, saved.Segments[index].Number);
    }

    private static string ContentOf(string segmentation, int number, string reader, ScoredSegment scored)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{segmentation}/{number}/{scored.Bundle.Digest}/{scored.Context.Centre}/{scored.Assessment.Prediction.Radscore:R}/{reader}\n"));
        foreach ((string key, string value) in scored.Context.Clinical.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}={value}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
