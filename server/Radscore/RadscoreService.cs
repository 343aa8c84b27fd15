using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Answers for the radscore of segmentations.</summary>
internal sealed class RadscoreService(RadscoreModels models, DynamicStudies studies, Segmentations segmentations, IOptions<RadscoreOptions> options)
{
    /// <summary>The radscore of a segment.</summary>
    /// <exception cref="Http.ProblemException">There is no such segment, no model, or no score for this VOI.</exception>
    public async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request, CancellationToken cancellation)
    {
        var assessor = models.Assessor();
        var stored = await segmentations.GetAsync(request.SegmentationId, cancellation);
        var segment = SegmentOf(stored.Info, request.SegmentNumber);
        var headers = await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation);
        var layout = studies.LayoutOf(headers);
        var context = ContextOf(request, segment, assessor, StudyOrigin.Of(headers, layout));
        var series = await studies.LoadAsync(layout, progress: null, cancellation);
        var voi = stored.MaskOf(layout.Geometry, segment.Number);
        var scored = await Task.Run(() => RadscoreScoring.Score(assessor, series, voi, context, cancellation), cancellation);
        return RadscoreAnswer.Of(stored.Info.Id, segment, assessor.Bundle, scored, VoiSize.Of(segment, voi, headers), TimeIntensityCurve.Of(series, voi));
    }

    private CaseContext ContextOf(RadscoreRequest request, Segment segment, RadscoreAssessor assessor, ImageOrigin origin) => new()
    {
        Centre = string.IsNullOrWhiteSpace(request.Centre) ? assessor.Harmonization?.Recognise(origin, options.Value.Centres) ?? origin.InstitutionName : request.Centre,
        Clinical = request.Clinical ?? new Dictionary<string, string>(),
        LongestDiameterMm = segment.LongestDiameterMm,
        AllowUnharmonised = options.Value.AllowUnharmonised,
    };

    private static Segment SegmentOf(SegmentationInfo info, int? number) =>
        info.Segments.FirstOrDefault(s => number is null || s.Number == number)
        ?? throw RadscoreProblems.NoSegment(info.Id, number ?? 1, info.Segments.Select(s => s.Number));
}
