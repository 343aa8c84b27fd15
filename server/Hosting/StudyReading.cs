using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Worklist;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>Processes a study with the same segmentation and the same radscore that a reader asks for.</summary>
internal sealed class StudyReading(DynamicStudies studies, ProposalModels proposals, RadscoreModels models, RadscoreService radscores, IServiceScopeFactory scopes) : IStudyReading
{
    /// <inheritdoc/>
    public string Version => $"{ProductVersion.Text}/{NameOf(MethodInUse)}/{NameOf(models.Version)}";

    /// <inheritdoc/>
    public async Task<Guid> OutlineAsync(string study, IJobProgress progress, CancellationToken cancellation)
    {
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        var command = SegmentStudy.Of(layout, new SegmentationRequest(study), proposals, CurrentUser.Everybody);
        await using var scope = scopes.CreateAsyncScope();
        var segmentation = scope.ServiceProvider.GetRequiredService<IJobHandler<SegmentStudy, SegmentedStudy>>();
        return (await segmentation.RunAsync(command, progress, cancellation)).SegmentationId;
    }

    /// <inheritdoc/>
    public Task ScoreAsync(Guid draft, CancellationToken cancellation) => radscores.ScoreAsync(new RadscoreRequest(draft.ToString("D")), cancellation);

    private string MethodInUse()
    {
        var method = proposals.MethodOf(null);
        return $"{method.Name} {method.Version} {method.Digest}".TrimEnd();
    }

    /// <summary>A version; where there is none, the kind of the reason, so that its going away is a change.</summary>
    private static string NameOf(Func<string> version)
    {
        try
        {
            return version();
        }
        catch (ProblemException none)
        {
            return none.Problem.Type!;
        }
    }
}
