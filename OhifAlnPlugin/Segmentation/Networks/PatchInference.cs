using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>
/// Runs a 3-D network over a study block by block: the blocks overlap, and where they do the answers are averaged, weighted by a Gaussian
/// around the middle of each block.
/// </summary>
/// <remarks>
/// Places and weights of the blocks as nnU-Net has them (Isensee 2021, Nat Methods 18:203): the fewest blocks whose steps are at most
/// (1 − overlap) of a block, evenly spread; σ = an eighth of the block. A volume smaller than a block is padded with zeros on both sides.
/// Images are resampled linearly, where nnU-Net uses cubic splines. Sums are formed in a fixed order: the same input gives the same answer.
/// </remarks>
internal static class PatchInference
{
    /// <summary>Probability of tumour in every voxel of the network's grid.</summary>
    /// <inheritdoc cref="SliceInference.Run"/>
    public static ProbabilityMap Run(
        OnnxSession session, NetworkCard card, DynamicSeries series, IReadOnlyList<bool>? isWanted, IProgress<double>? progress, CancellationToken cancellation)
    {
        var grid = (PatchGrid)card.Grid;
        var channels = new StudyChannels(card, series, cancellation);
        var volumes = PatchVolumes.Of(channels, grid, cancellation);
        PatchPlace[] places = [.. PatchPlace.All(volumes, grid).Where(p => isWanted is null || volumes.SlicesOf(p, grid, isWanted.Count).Any(k => isWanted[k]))];
        var sums = new PatchSums(card, volumes, grid);
        var done = new SharedProgress(progress, places.Length);
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        foreach (PatchPlace[] together in places.Chunk(Environment.ProcessorCount))
        {
            var answers = new OnnxTensor<float>[together.Length];
            Parallel.For(0, together.Length, parallel, n =>
            {
                answers[n] = session.Run(volumes.Cut(together[n], grid), cancellation);
                done.Step();
            });
            for (int n = 0; n < together.Length; n++)
            {
                sums.Add(together[n], answers[n]);
            }
        }

        return new(series.Geometry, new Volume(volumes.Grid, sums.ToProbabilities()));
    }
}
