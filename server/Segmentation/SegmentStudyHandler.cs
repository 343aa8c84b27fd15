using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
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
        drafts.Write(Describe(id, layout, series.PeakIndex, command.Seed is not null, method, candidates, voi) with { Owner = command.Owner }, voi.Voxels);
        return new SegmentedStudy(id);
    }

    /// <inheritdoc/>
    public bool IsCurrent(SegmentedStudy result) => drafts.Find(result.SegmentationId) is not null;

    private SegmentationInfo Describe(Guid id, DceLayout layout, int peak, bool clicked, SegmentationMethod method, IReadOnlyList<TumourCandidate> candidates, Mask voi)
    {
        var phase = layout.Phases[peak];
        return new SegmentationInfo(
            id.ToString("D"),
            Saved: false,
            layout.StudyInstanceUid,
            phase.SeriesInstanceUid,
            phase.SopInstanceUids,
            layout.Geometry.SizeY,
            layout.Geometry.SizeX,
            clicked ? AlgorithmType.SemiAutomatic : AlgorithmType.Automatic,
            method,
            SegmentMeasuring.Measure(layout.Geometry, voi.Voxels, TumourLabel.Names),
            SopInstanceUid: null,
            clock.GetUtcNow())
        {
            Candidates = [.. candidates.Select((c, n) => new Candidate(n + 1, c.Score, c.VolumeMm3, new Click(phase.SopInstanceUids[c.Seed.K], c.Seed.I, c.Seed.J)))],
        };
    }
}
