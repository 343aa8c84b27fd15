using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Makes a VOI from scribbles, a box or limits and leaves it as a draft.</summary>
internal sealed class SegmentPromptHandler(DynamicStudies studies, DraftFolder drafts, TimeProvider clock) : IJobHandler<SegmentPrompt, SegmentedStudy>
{
    /// <summary>Part of the progress that the reading of the images takes.</summary>
    private const double Reading = 0.6;

    /// <inheritdoc/>
    public async Task<SegmentedStudy> RunAsync(SegmentPrompt command, IJobProgress progress, CancellationToken cancellation)
    {
        progress.Report(0, "Reading the headers");
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(command.StudyInstanceUid, cancellation));
        var series = await studies.LoadAsync(layout, new JobStage(progress, 0, Reading, "Reading the images"), cancellation);
        var region = command.Prompt.Find(series, new JobStage(progress, Reading, 1, "Making the region"), cancellation);
        var id = JobKind.IdOf(command);
        var voi = region.ToMask(layout.Geometry);
        var draft = ProposalDraft.Describe(id, layout, series.PeakIndex, AlgorithmType.SemiAutomatic, command.Prompt.Method, [region], taken: 0, voi, clock.GetUtcNow());
        drafts.Write(draft with { Owner = command.Owner }, voi.Voxels);
        return new SegmentedStudy(id);
    }

    /// <inheritdoc/>
    public bool IsCurrent(SegmentedStudy result) => drafts.Find(result.SegmentationId) is not null;
}
