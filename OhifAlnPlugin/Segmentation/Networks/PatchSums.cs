namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>The weighted sums of the answers to all blocks.</summary>
internal sealed class PatchSums
{
    /// <summary>Width of the weights: a block over this.</summary>
    private const double Widths = 8;

    private readonly NetworkCard _card;
    private readonly PatchVolumes _volumes;
    private readonly PatchGrid _grid;
    private readonly float[] _blockWeights, _weights;
    private float[] _sums = [];

    /// <summary>Starts with nothing added.</summary>
    public PatchSums(NetworkCard card, PatchVolumes volumes, PatchGrid grid)
    {
        (_card, _volumes, _grid) = (card, volumes, grid);
        _blockWeights = Gaussian(grid);
        _weights = new float[volumes.Grid.VoxelCount];
    }

    /// <summary>Weight of every voxel of a block: exp(−d²/2σ²) around voxel ⌊size/2⌋ of each axis, σ = size/8.</summary>
    public static float[] Gaussian(PatchGrid grid)
    {
        double[] x = Axis(grid.PatchX), y = Axis(grid.PatchY), z = Axis(grid.PatchZ);
        return [.. from c in z from b in y from a in x select (float)Math.Max(a * b * c, float.Epsilon * 1e10)];

        static double[] Axis(int size) => [.. Enumerable.Range(0, size).Select(n => Math.Exp(-0.5 * Math.Pow((n - (size / 2)) * Widths / size, 2)))];
    }

    /// <summary>Adds the answer to a block.</summary>
    /// <exception cref="NetworkInputException">The answer has another shape than the card says.</exception>
    public void Add(PatchPlace place, OnnxTensor<float> answer)
    {
        int classes = NetworkAnswer.Classes(_card, answer, [_grid.PatchZ, _grid.PatchY, _grid.PatchX]);
        int length = _blockWeights.Length, voxels = _weights.Length;
        _sums = _sums.Length == 0 ? new float[classes * voxels] : _sums;
        foreach ((int onGrid, int inBlock, int count) in _volumes.Rows(place, _grid))
        {
            ReadOnlySpan<float> weights = _blockWeights.AsSpan(inBlock, count);
            for (int n = 0; n < count; n++)
            {
                _weights[onGrid + n] += weights[n];
            }

            for (int c = 0; c < classes; c++)
            {
                ReadOnlySpan<float> values = answer.Values.AsSpan((c * length) + inBlock, count);
                Span<float> sums = _sums.AsSpan((c * voxels) + onGrid, count);
                for (int n = 0; n < count; n++)
                {
                    sums[n] += weights[n] * values[n];
                }
            }
        }
    }

    /// <summary>The probabilities of tumour; 0 where no block was run.</summary>
    public float[] ToProbabilities()
    {
        int voxels = _weights.Length, classes = _sums.Length / voxels;
        if (classes == 0)
        {
            return _weights;
        }

        for (int n = 0; n < _sums.Length; n++)
        {
            _sums[n] /= _weights[n % voxels] > 0 ? _weights[n % voxels] : 1;
        }

        NetworkAnswer.ToProbabilities(_card, _sums, classes, voxels);
        Span<float> tumour = _sums.AsSpan(_card.TumourChannel * voxels, voxels);
        for (int n = 0; n < voxels; n++)
        {
            tumour[n] = _weights[n] > 0 ? tumour[n] : 0;
        }

        return tumour.ToArray();
    }
}
