using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Starts a segmentation of any mode: as a job, or at once.</summary>
internal sealed class SegmentationStart(IInstanceSource source, DynamicStudies studies, ProposalModels models, IJobQueue jobs, DirectSegmentation direct, CurrentUser user, AuditNotes audit)
{
    /// <summary>Starts it.</summary>
    /// <returns>The job, or the draft where the request wants to wait for it.</returns>
    /// <exception cref="Http.ProblemException">The request cannot be met.</exception>
    public async Task<(JobStatus? Job, SegmentationInfo? Draft)> StartAsync(SegmentationRequest request, CancellationToken cancellation)
    {
        SegmentationMode mode = PromptReading.ModeOf(request);
        string study = request.StudyInstanceUid ?? await StudyOfAsync(request.SeriesInstanceUid ?? throw SegmentationProblems.NoStudy(), cancellation);
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        RequireSeries(layout, request.SeriesInstanceUid);
        audit.NoteStudy(layout.StudyInstanceUid);
        if (mode is SegmentationMode.Auto or SegmentationMode.Click)
        {
            var command = SegmentStudy.Of(layout, request, models, user.Owner);
            return !request.Direct ? (await jobs.EnqueueAsync(command, cancellation), null)
                : mode == SegmentationMode.Click ? (null, await direct.RunAsync(command, cancellation))
                : throw SegmentationProblems.BadPrompt("The search of the breasts takes seconds and runs as a job only: leave out 'direct', or click.");
        }

        var prompt = SegmentPrompt.Of(layout, mode, request, user.Owner);
        return request.Direct ? (null, await direct.RunAsync(prompt, cancellation)) : (await jobs.EnqueueAsync(prompt, cancellation), null);
    }

    private async Task<string> StudyOfAsync(string seriesInstanceUid, CancellationToken cancellation) =>
        await source.FindStudyOfSeriesAsync(seriesInstanceUid, cancellation) ?? throw SegmentationProblems.SeriesNotFound(seriesInstanceUid);

    private static void RequireSeries(DceLayout layout, string? seriesInstanceUid)
    {
        if (seriesInstanceUid is not null && !layout.Phases.Any(p => p.SeriesInstanceUid == seriesInstanceUid))
        {
            throw SegmentationProblems.NotADynamicSeries(seriesInstanceUid, [.. layout.Phases.Select(p => p.SeriesInstanceUid).Distinct()]);
        }
    }
}
