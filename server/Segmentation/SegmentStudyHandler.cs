using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Segments a study and leaves every candidate as a draft, the most suspicious one under the job's own identifier.</summary>
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
        for (int n = candidates.Count - 1; n >= 0; n--)
        {
            // The first one last: when it is there, all are.
            var voi = candidates[n].ToMask(layout.Geometry);
            var type = command.Seed is null && n == 0 ? AlgorithmType.Automatic : AlgorithmType.SemiAutomatic;
            var draft = ProposalDraft.Describe(id, layout, series.PeakIndex, type, method, candidates, n, voi, clock.GetUtcNow());
            drafts.Write(draft with { Owner = command.Owner }, voi.Voxels);
        }

        return new SegmentedStudy(id);
    }

    /// <inheritdoc/>
    public bool IsCurrent(SegmentedStudy result) => drafts.Find(result.SegmentationId) is not null;
}
