using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// Proposes the volume of interest of the primary tumour without a trained network: enhancing regions inside the breasts,
/// ranked by shape, contrast and place, or the region around a reader's click; each outlined at half of its local peak.
/// </summary>
/// <remarks>The same input gives the same masks and scores on every machine, whatever the number of threads.</remarks>
public static class TumourProposal
{
    /// <summary>What is written into segmentations made here.</summary>
    public static SegmentationMethod Method { get; } = new(
        "Half-maximum enhancement", "1.1", "Region of enhancement above half of its local peak, proposed from the subtraction image without a trained network; research use only.");

    /// <summary>A region that lies in a better one by this part or more means the same lesion.</summary>
    private const double SameRegion = 0.5;

    /// <summary>Beside another candidate, a region of fewer voxels has no shape to judge: noise, or a vessel cut across.</summary>
    private const int FewestVoxels = 4;

    /// <summary>Proposes candidates.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="click">A voxel inside the tumour; null searches the breasts.</param>
    /// <param name="options">Outline and number of candidates; null for the defaults.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>Candidates, most suspicious first; one or none for a click; empty when nothing enhances.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The click is not on the grid, or an option is out of range.</exception>
    /// <exception cref="SegmentationRefusedException">The click lies in air, or nothing stands out there.</exception>
    public static IReadOnlyList<TumourCandidate> Propose(
        DynamicSeries series, VoxelSeed? click = null, ProposalOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        options ??= new ProposalOptions();
        options.Validate();
        return click is { } seed ? AtClick(series, seed, options, progress) : Search(series, options, progress, cancellation);
    }

    private static IReadOnlyList<TumourCandidate> AtClick(DynamicSeries series, VoxelSeed seed, ProposalOptions options, IProgress<double>? progress)
    {
        GeodesicRegion region = ClickedRegion.Find(series, seed, options.RadiusMm);
        ClickCheck.RequireTissue(series, seed);
        ClickCheck.RequireContrast(region);
        TumourCandidate? candidate = Outline(region, seed, 1, options);
        progress?.Report(1);
        return candidate is null ? [] : [candidate];
    }

    private static List<TumourCandidate> Search(DynamicSeries series, ProposalOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        CoarseStudy study = CoarseStudy.Of(series, cancellation);
        progress?.Report(0.1);
        BreastRegion region = BreastRegion.Find(study.Pre, cancellation);
        progress?.Report(0.3);
        IReadOnlyList<VoxelSeed> seeds = SeedSearch.Find(study.Enhancement, region, cancellation);
        progress?.Report(0.5);
        IReadOnlyList<(VoxelSeed Seed, double Score)> ranked = CandidateRanking.Rank(study, region, seeds, options, cancellation);
        progress?.Report(0.8);
        var candidates = new List<TumourCandidate>();
        foreach ((VoxelSeed coarse, double score) in ranked)
        {
            cancellation.ThrowIfCancellationRequested();
            if (candidates.Count == options.MaximumCandidates)
            {
                break;
            }

            VoxelSeed seed = study.ToFine(coarse);
            if (Outline(series, seed, score, options) is { } candidate
                && candidate.VolumeMm3 >= options.MinimumVolumeMm3
                && (candidates.Count == 0 || candidate.Region.Count() >= FewestVoxels)
                && !candidates.Exists(better => better.PartIn(candidate) >= SameRegion))
            {
                candidates.Add(candidate);
                progress?.Report(0.8 + (0.2 * candidates.Count / options.MaximumCandidates));
            }
        }

        progress?.Report(1);
        return candidates;
    }

    /// <summary>Outlines the region around a seed.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="seed">A voxel of its grid.</param>
    /// <param name="score">Rank value.</param>
    /// <param name="options">Outline and reach.</param>
    /// <returns>The candidate; null when nothing enhances there.</returns>
    internal static TumourCandidate? Outline(DynamicSeries series, VoxelSeed seed, double score, ProposalOptions options) =>
        Outline(ClickedRegion.Find(series, seed, options.RadiusMm), seed, score, options);

    private static TumourCandidate? Outline(GeodesicRegion region, VoxelSeed seed, double score, ProposalOptions options) =>
        TumourCandidate.Of(region.Box, region.Grow(options.Fraction), seed, score);
}
