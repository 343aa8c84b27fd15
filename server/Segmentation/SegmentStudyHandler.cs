using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Segments a study and leaves the most suspicious candidate as a draft.</summary>
internal sealed class SegmentStudyHandler(DynamicStudies studies, ProposalModels models, DraftFolder drafts, TimeProvider clock) : IJobHandler<SegmentStudy, SegmentedStudy>
{
    /// <summary>Part of the progress that the reading of the images takes.</summary>
    private const double Reading = 0.6;

    /// <inheritdoc/>
    public async Task<SegmentedStudy> RunAsync(SegmentStudy command, IJobProgress progress, CancellationToken cancellation)
    {
        progress.Report(0, "Reading the headers");
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(command.StudyInstanceUid, cancellation));
        var series = await studies.LoadAsync(layout, new JobStage(progress, 0, Reading, "Reading the images"), cancellation);
        string looking = command.Seed is null ? "Looking for the tumour" : "Growing the region around the click";
        var (candidates, method) = await Candidates.FindAsync(
            models, command.Model, series, command.Seed, command.Options(), new JobStage(progress, Reading, 1, looking), cancellation);
        var id = JobKind.IdOf(command);
        var voi = candidates[0].ToMask(layout.Geometry);
        var type = command.Seed is null ? AlgorithmType.Automatic : AlgorithmType.SemiAutomatic;
        var draft = ProposalDraft.Describe(id, layout, series.PeakIndex, type, method, candidates, voi, clock.GetUtcNow());
        drafts.Write(draft with { Owner = command.Owner }, voi.Voxels);
        return new SegmentedStudy(id);
    }

    /// <inheritdoc/>
    public bool IsCurrent(SegmentedStudy result) => drafts.Find(result.SegmentationId) is not null;
}
