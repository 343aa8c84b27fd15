using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Scores VOIs while they are drawn: the labelmap comes with the request, and nothing is kept.</summary>
internal sealed class UnsavedScoring(RadscoreModels models, DynamicStudies studies, RadscoreService radscores, IUnsavedVois unsaved)
{
    /// <summary>The radscore of the VOI that a request carries.</summary>
    /// <exception cref="Http.ProblemException">The labelmap does not fit its study, there is no model, or no score for this VOI.</exception>
    public async Task<RadscoreAnswer> ScoreAsync(HttpRequest request, CancellationToken cancellation)
    {
        var assessor = models.Assessor();
        UnsavedVoi voi = await unsaved.ReadAsync(request, cancellation);
        var wanted = new VoiToScore("", voi.Segment.Number, voi.Centre, voi.Clinical);
        var context = radscores.ContextOf(wanted, voi.Segment, assessor, StudyOrigin.Of(voi.Headers, voi.Layout));
        var series = await studies.LoadAsync(voi.Layout, progress: null, cancellation);
        var scored = await Task.Run(() => RadscoreScoring.Score(assessor, series, voi.Voi, context, cancellation), cancellation);
        return RadscoreAnswer.Of("", voi.Segment, assessor.Bundle, scored, VoiSize.Of(voi.Segment, voi.Voi, voi.Headers), TimeIntensityCurve.Of(series, voi.Voi));
    }
}
