using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>Runs a network of slices over a study: several slices side by side, each in one thread.</summary>
internal static class SliceInference
{
    private const int LeastSize = 32;

    /// <summary>Probability of tumour in every axial slice.</summary>
    /// <param name="session">The network; one thread per run.</param>
    /// <param name="card">Its card.</param>
    /// <param name="series">The study.</param>
    /// <param name="isWanted">Which slices are run, from the feet; the others get 0. Null for all.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops soon, also inside a slice.</param>
    /// <returns>The probabilities.</returns>
    /// <exception cref="NetworkInputException">The study lacks a phase, or the network's answer has another shape than its card says.</exception>
    public static ProbabilityMap Run(
        OnnxSession session, NetworkCard card, DynamicSeries series, IReadOnlyList<bool>? isWanted, IProgress<double>? progress, CancellationToken cancellation)
    {
        var grid = (SliceGrid)card.Grid;
        var channels = new StudyChannels(card, series, cancellation);
        VolumeGeometry field = channels.Grid;
        int width = SizeOf(field.SizeX, field.SpacingMm.X, grid), height = SizeOf(field.SizeY, field.SpacingMm.Y, grid);
        VolumeGeometry own = ProbabilityMap.Covering(field, width, height, field.SizeZ);
        var probability = new Volume(own, new float[own.VoxelCount]);
        int[] slices = [.. Enumerable.Range(0, field.SizeZ).Where(k => isWanted is null || isWanted[k])];
        var done = new SharedProgress(progress, slices.Length);
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, slices.Length, parallel, () => new SliceInput(channels, grid, width, height), (s, _, input) =>
        {
            OnnxTensor<float> answer = session.Run(input.Fill(slices[s]), cancellation);
            NetworkAnswer.Read(card, answer, [input.PaddedHeight, input.PaddedWidth])
                .CopyTo(probability.Voxels.AsSpan(slices[s] * own.SliceLength, own.SliceLength), input.PaddedWidth, width);
            done.Step();
            return input;
        }, _ => { });
        return new(series.Geometry, probability);
    }

    private static int SizeOf(int voxels, double spacingMm, SliceGrid grid) => Math.Max(LeastSize, (int)Math.Round(voxels * spacingMm / grid.PixelMm));
}
