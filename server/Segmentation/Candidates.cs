using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The core's candidates, with its refusals as problems.</summary>
internal static class Candidates
{
    /// <summary>Proposes candidates.</summary>
    /// <param name="series">The pixels.</param>
    /// <param name="click">Where was clicked; null to search the breasts.</param>
    /// <param name="options">Outline and number of candidates; null for the defaults.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Candidates, most suspicious first; at least one.</returns>
    /// <exception cref="Http.ProblemException">Nothing looks like a tumour, or the click is refused.</exception>
    public static IReadOnlyList<TumourCandidate> Of(
        DynamicSeries series, VoxelSeed? click, ProposalOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            var candidates = TumourProposal.Propose(series, click, options, progress, cancellation);
            return candidates.Count > 0 ? candidates : throw SegmentationProblems.NoCandidate(click is not null);
        }
        catch (SegmentationRefusedException reason)
        {
            throw SegmentationProblems.Refused(reason);
        }
    }
}
