using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>
/// Labels of VOIs that may share voxels, as labelmaps on top of each other: the first holds the highest number of each voxel, the second the next lower
/// one where a voxel belongs to two VOIs, and so on. The same VOIs always make the same layers.
/// </summary>
internal sealed class LabelLayers
{
    private readonly List<byte[]> _layers;

    private LabelLayers(List<byte[]> layers) => _layers = layers;

    /// <summary>How many there are, at least one.</summary>
    public int Count => _layers.Count;

    /// <summary>The first layer: what a client sees that knows nothing of shared voxels.</summary>
    public byte[] Top => _layers[0];

    /// <summary>A layer, 0 for the first.</summary>
    public byte[] this[int layer] => _layers[layer];

    /// <summary>Labels that share no voxel.</summary>
    /// <param name="labels">One label per voxel; used, not copied.</param>
    public static LabelLayers Single(byte[] labels) => new([labels]);

    /// <summary>Brings labelmaps on top of each other into order; a voxel belongs to every number that one of them gives it.</summary>
    /// <param name="labelmaps">At least one, all of the same size; used, not copied.</param>
    public static LabelLayers Of(IReadOnlyList<byte[]> labelmaps)
    {
        var layers = Single(labelmaps[0]);
        foreach (byte[] labels in labelmaps.Skip(1))
        {
            for (int n = 0; n < labels.Length; n++)
            {
                layers.Add(n, labels[n]);
            }
        }

        return layers;
    }

    /// <summary>What a client that sees only the first layer made of it: where it left a voxel as it was, what lies beneath stays.</summary>
    /// <param name="top">The first layer as the client has it now; used, not copied.</param>
    /// <param name="numbers">The VOIs that the client still has.</param>
    public LabelLayers Under(byte[] top, IReadOnlySet<int> numbers)
    {
        var layers = Single(top);
        foreach (byte[] beneath in _layers.Skip(1))
        {
            for (int n = 0; n < top.Length; n++)
            {
                if (beneath[n] != 0 && top[n] == Top[n] && numbers.Contains(beneath[n]))
                {
                    layers.Add(n, beneath[n]);
                }
            }
        }

        return layers;
    }

    /// <summary>Lays a VOI over those that are there.</summary>
    /// <param name="mask">Its voxels, on the grid of the layers.</param>
    /// <param name="number">Its number.</param>
    /// <returns>How many of its voxels belonged to another VOI.</returns>
    public int Add(Mask mask, byte number)
    {
        int shared = 0;
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            if (mask.Voxels[n] != 0)
            {
                shared += Top[n] != 0 ? 1 : 0;
                Add(n, number);
            }
        }

        return shared;
    }

    /// <summary>The whole VOI of a number.</summary>
    /// <param name="grid">The grid of the layers.</param>
    /// <param name="number">The number.</param>
    public Mask MaskOf(VolumeGeometry grid, int number)
    {
        Mask mask = SegmentMeasuring.MaskOf(grid, Top, number);
        foreach (byte[] layer in _layers.Skip(1))
        {
            for (int n = 0; n < layer.Length; n++)
            {
                mask.Voxels[n] |= layer[n] == number ? (byte)1 : (byte)0;
            }
        }

        return mask;
    }

    /// <summary>Whether a voxel has this number.</summary>
    public bool Contains(int number) => _layers.Exists(layer => layer.AsSpan().Contains((byte)number));

    /// <summary>Whether all voxels have the same numbers.</summary>
    public bool IsSameAs(LabelLayers other) => Count == other.Count && _layers.Zip(other._layers, (a, b) => a.AsSpan().SequenceEqual(b)).All(same => same);

    /// <summary>Puts a number in its place among those of a voxel.</summary>
    private void Add(int voxel, byte number)
    {
        for (int layer = 0; number != 0; layer++)
        {
            if (layer == _layers.Count)
            {
                _layers.Add(new byte[Top.Length]);
            }

            byte there = _layers[layer][voxel];
            if (there == number)
            {
                return;
            }

            if (there < number)
            {
                (_layers[layer][voxel], number) = (number, there);
            }
        }
    }
}
