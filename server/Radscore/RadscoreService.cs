using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Answers for the radscore of segmentations.</summary>
internal sealed class RadscoreService(RadscoreModels models, DynamicStudies studies, Segmentations segmentations)
{
    /// <summary>The radscore of a segment.</summary>
    /// <exception cref="Http.ProblemException">There is no such segment, no model, or no score for this VOI.</exception>
    public async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request, CancellationToken cancellation)
    {
        var bundle = models.Require();
        var stored = await segmentations.GetAsync(request.SegmentationId, cancellation);
        var segment = SegmentOf(stored.Info, request.SegmentNumber);
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation));
        var series = await studies.LoadAsync(layout, progress: null, cancellation);
        var voi = stored.MaskOf(layout.Geometry, segment.Number);
        return RadscoreAnswer.Of(stored.Info.Id, segment, bundle, await ScoreAsync(bundle, series, voi, cancellation), TimeIntensityCurve.Of(series, voi));
    }

    private static Task<ScoredVoi> ScoreAsync(RadscoreBundle bundle, DynamicSeries series, Mask voi, CancellationToken cancellation) =>
        Task.Run(() => RadscoreScoring.Score(bundle, series, voi, cancellation), cancellation);

    private static Segment SegmentOf(SegmentationInfo info, int? number) =>
        info.Segments.FirstOrDefault(s => number is null || s.Number == number)
        ?? throw RadscoreProblems.NoSegment(info.Id, number ?? 1, info.Segments.Select(s => s.Number));
}
