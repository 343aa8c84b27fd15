using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis.Networks;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The core's candidates, with its refusals as problems.</summary>
internal static class Candidates
{
    /// <summary>The region around a click.</summary>
    /// <exception cref="Http.ProblemException">Nothing enhances there, or the click is refused.</exception>
    public static TumourCandidate AtClick(DynamicSeries series, VoxelSeed click)
    {
        try
        {
            return TumourProposal.Propose(series, click) is [var region, ..] ? region : throw SegmentationProblems.NoCandidate(clicked: true);
        }
        catch (SegmentationRefusedException reason)
        {
            throw SegmentationProblems.Refused(reason);
        }
    }

    /// <summary>Proposes candidates.</summary>
    /// <param name="models">What can search the breasts.</param>
    /// <param name="model">Which of them; null for the default. Not used with a click.</param>
    /// <param name="series">The pixels.</param>
    /// <param name="click">Where was clicked; null to search the breasts.</param>
    /// <param name="options">Outline and number of candidates; null for the defaults.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Candidates, most suspicious first, at least one; and the method that found them.</returns>
    /// <exception cref="Http.ProblemException">Nothing looks like a tumour, the click is refused, or the model cannot be used.</exception>
    public static async Task<(IReadOnlyList<TumourCandidate> Candidates, SegmentationMethod Method)> FindAsync(
        ProposalModels models,
        string? model,
        DynamicSeries series,
        VoxelSeed? click,
        ProposalOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        try
        {
            (IReadOnlyList<TumourCandidate> Candidates, SegmentationMethod Method) found = click is { } seed
                ? (TumourProposal.Propose(series, seed, options, progress, cancellation), TumourProposal.Method)
                : await models.ProposeAsync(model, series, options, progress, cancellation);
            return found.Candidates.Count > 0 ? found : throw SegmentationProblems.NoCandidate(click is not null);
        }
        catch (SegmentationRefusedException reason)
        {
            throw SegmentationProblems.Refused(reason);
        }
    }
}
