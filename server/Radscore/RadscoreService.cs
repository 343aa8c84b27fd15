using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Answers for the radscore of segmentations.</summary>
internal sealed class RadscoreService(ModelFolder models, DynamicStudies studies, Segmentations segmentations)
{
    /// <summary>The model in use.</summary>
    /// <exception cref="Http.ProblemException">None is installed, or it cannot be used.</exception>
    public RadscoreBundle RequireModel()
    {
        try
        {
            return models.Find() ?? throw RadscoreProblems.NoModel(models.Path);
        }
        catch (RadscoreBundleException reason)
        {
            throw RadscoreProblems.UnusableModel(reason);
        }
    }

    /// <summary>The radscore of a segment.</summary>
    /// <exception cref="Http.ProblemException">There is no such segment, no model, or no score for this VOI.</exception>
    public async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request, CancellationToken cancellation)
    {
        var bundle = RequireModel();
        var stored = await segmentations.GetAsync(request.SegmentationId, cancellation);
        var segment = SegmentOf(stored.Info, request.SegmentNumber);
        var layout = DynamicStudies.LayoutOf(await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation));
        var series = await studies.LoadAsync(layout, progress: null, cancellation);
        var voi = SegmentMeasuring.MaskOf(layout.Geometry, stored.ReadLabels(), segment.Number);
        return Answer(stored.Info.Id, segment, bundle, await ScoreAsync(bundle, series, voi, cancellation), TimeIntensityCurve.Of(series, voi));
    }

    private static Task<ScoredVoi> ScoreAsync(RadscoreBundle bundle, DynamicSeries series, Mask voi, CancellationToken cancellation) =>
        Task.Run(() => RadscoreScoring.Score(bundle, series, voi, cancellation), cancellation);

    private static Segment SegmentOf(SegmentationInfo info, int? number) =>
        info.Segments.FirstOrDefault(s => number is null || s.Number == number)
        ?? throw RadscoreProblems.NoSegment(info.Id, number ?? 1, info.Segments.Select(s => s.Number));

    private static RadscoreAnswer Answer(string id, Segment segment, RadscoreBundle bundle, ScoredVoi scored, IReadOnlyList<TimeIntensityPoint> curve)
    {
        var prediction = scored.Prediction;
        return new RadscoreAnswer(
            id,
            segment.Number,
            prediction.Radscore,
            prediction.CutOff.Value,
            prediction.CutOff.Rule,
            prediction.Burden is AlnBurden.High ? "high" : "low",
            prediction.Baseline,
            [.. prediction.Contributions.Select(c => new ContributionAnswer(c.Feature.Name, c.Feature.Label, c.Feature.Explanation, c.Value, c.Feature.Unit, c.Contribution, c.Percentile))],
            new VoiSize(segment.Voxels, segment.VolumeMm3 / 1000, segment.LongestDiameterMm),
            [.. curve.Select(p => new CurvePoint(p.TimeSeconds, p.Mean, double.IsFinite(p.EnhancementPercent) ? p.EnhancementPercent : null))],
            ModelSummary.Of(bundle),
            bundle.Card.Notice,
            scored.Warnings);
    }
}
