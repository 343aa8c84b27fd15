using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Answers for the radscore of segmentations.</summary>
internal sealed class RadscoreService(RadscoreModels models, DynamicStudies studies, Segmentations segmentations, IOptions<RadscoreOptions> options) : IVoiScorer
{
    /// <summary>The radscore of a segment, as the interface tells it.</summary>
    /// <exception cref="Http.ProblemException">There is no such segment, no model, or no score for this VOI.</exception>
    public async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request, CancellationToken cancellation) =>
        RadscoreAnswer.Of(await ScoreAsync(new VoiToScore(request.SegmentationId, request.SegmentNumber, request.Centre, request.Clinical), cancellation));

    /// <inheritdoc/>
    public async Task<ScoredSegment> ScoreAsync(VoiToScore voi, CancellationToken cancellation)
    {
        var assessor = models.Assessor();
        var stored = await segmentations.GetAsync(voi.SegmentationId, cancellation);
        var segment = SegmentOf(stored.Info, voi.SegmentNumber);
        var headers = await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation);
        var layout = studies.LayoutOf(headers);
        var context = ContextOf(voi, segment, assessor, StudyOrigin.Of(headers, layout));
        var series = await studies.LoadAsync(layout, progress: null, cancellation);
        var mask = stored.MaskOf(layout.Geometry, segment.Number);
        var scored = await Task.Run(() => RadscoreScoring.Score(assessor, series, mask, context, cancellation), cancellation);
        return new ScoredSegment(
            stored, segment, mask, headers, layout, series, assessor.Bundle, context, scored.Assessment, scored.Stability, TimeIntensityCurve.Of(series, mask), scored.Warnings);
    }

    private CaseContext ContextOf(VoiToScore voi, Segment segment, RadscoreAssessor assessor, ImageOrigin origin) => new()
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
