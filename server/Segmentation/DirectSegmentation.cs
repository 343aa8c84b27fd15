using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Runs the work of a job within the request: for clicks, boxes and limits, which take less time than a job's way through the queue.</summary>
internal sealed class DirectSegmentation(
    IJobHandler<SegmentStudy, SegmentedStudy> regions, IJobHandler<SegmentPrompt, SegmentedStudy> prompts, DraftFolder drafts)
{
    /// <summary>Grows the region around a click.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it.</exception>
    public async Task<SegmentationInfo> RunAsync(SegmentStudy command, CancellationToken cancellation) =>
        Draft(await regions.RunAsync(command, new NoProgress(), cancellation));

    /// <summary>Makes the region of scribbles, a box or limits.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it.</exception>
    public async Task<SegmentationInfo> RunAsync(SegmentPrompt command, CancellationToken cancellation) =>
        Draft(await prompts.RunAsync(command, new NoProgress(), cancellation));

    private SegmentationInfo Draft(SegmentedStudy result) =>
        drafts.Find(result.SegmentationId) ?? throw new InvalidOperationException("A handler leaves its draft.");

    private sealed class NoProgress : IJobProgress
    {
        public void Report(double fraction, string message)
        {
        }
    }
}
