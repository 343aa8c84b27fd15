using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Answers for the radscore of segmentations. What was computed once is kept: it is the same as long as outline, images, phases and model are.</summary>
internal sealed class RadscoreService(RadscoreModels models, DynamicStudies studies, Segmentations segmentations, KeptScores kept, IOptions<RadscoreOptions> options) : IVoiScorer
{
    /// <summary>The radscore of a segment, as the interface tells it.</summary>
    /// <exception cref="Http.ProblemException">There is no such segment, no model, or no score for this VOI.</exception>
    public async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request, CancellationToken cancellation)
    {
        ScoreWork work = await PrepareAsync(new VoiToScore(request.SegmentationId, request.SegmentNumber, request.Centre, request.Clinical), cancellation);
        if (kept.Find(work.Layout.StudyInstanceUid, work.Text) is { } known)
        {
            return known;
        }

        RadscoreAnswer answer = RadscoreAnswer.Of(await ScoreAsync(work, cancellation));
        kept.Keep(work.Layout.StudyInstanceUid, work.Text, answer);
        return answer;
    }

    /// <inheritdoc/>
    public async Task<ScoredSegment> ScoreAsync(VoiToScore voi, CancellationToken cancellation) => await ScoreAsync(await PrepareAsync(voi, cancellation), cancellation);

    /// <summary>The radscore of a segmentation's first segment, without clinical values, if it was computed before.</summary>
    /// <exception cref="Http.ProblemException">It was not, or there is no such segmentation, or no model.</exception>
    public async Task<RadscoreAnswer> FindKeptAsync(string segmentationId, CancellationToken cancellation)
    {
        ScoreWork work = await PrepareAsync(new VoiToScore(segmentationId), cancellation);
        return kept.Find(work.Layout.StudyInstanceUid, work.Text) ?? throw RadscoreProblems.NotKept(segmentationId);
    }

    private async Task<ScoreWork> PrepareAsync(VoiToScore voi, CancellationToken cancellation)
    {
        var assessor = models.Assessor();
        var stored = await segmentations.GetAsync(voi.SegmentationId, cancellation);
        var segment = SegmentOf(stored.Info, voi.SegmentNumber);
        var headers = await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation);
        var layout = studies.LayoutOf(headers);
        var context = ContextOf(voi, segment, assessor, StudyOrigin.Of(headers, layout));
        return new ScoreWork(assessor, stored, segment, headers, layout, context, models.Version());
    }

    private async Task<ScoredSegment> ScoreAsync(ScoreWork work, CancellationToken cancellation)
    {
        var series = await studies.LoadAsync(work.Layout, progress: null, cancellation);
        var mask = work.Stored.MaskOf(work.Layout.Geometry, work.Segment.Number);
        var scored = await Task.Run(() => RadscoreScoring.Score(work.Assessor, series, mask, work.Context, cancellation), cancellation);
        return new ScoredSegment(
            work.Stored, work.Segment, mask, work.Headers, work.Layout, series, work.Assessor.Bundle, work.Context, scored.Assessment, scored.Stability, TimeIntensityCurve.Of(series, mask), scored.Warnings);
    }

    /// <summary>What is known of a case.</summary>
    public CaseContext ContextOf(VoiToScore voi, Segment segment, RadscoreAssessor assessor, ImageOrigin origin) => new()
    {
        Centre = string.IsNullOrWhiteSpace(voi.Centre) ? assessor.Harmonization?.Recognise(origin, options.Value.Centres) ?? origin.InstitutionName : voi.Centre,
        Clinical = voi.Clinical ?? new Dictionary<string, string>(),
        LongestDiameterMm = segment.LongestDiameterMm,
        AllowUnharmonised = options.Value.AllowUnharmonised,
    };

    private static Segment SegmentOf(SegmentationInfo info, int? number) =>
        info.Segments.FirstOrDefault(s => number is null || s.Number == number)
        ?? throw RadscoreProblems.NoSegment(info.Id, number ?? 1, info.Segments.Select(s => s.Number));
}
