using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>A study as a network sees it: axial, its channels scaled.</summary>
internal sealed class StudyChannels
{
    private readonly PatientAxes _axes;
    private readonly NetworkChannel[] _channels;
    private readonly (float[] Plus, float[]? Minus)[] _images;
    private readonly ChannelScale[] _scales;

    /// <summary>Prepares a study.</summary>
    /// <param name="card">The network.</param>
    /// <param name="series">The study.</param>
    /// <param name="cancellation">Stops between channels.</param>
    /// <exception cref="NetworkInputException">The study lacks a phase.</exception>
    public StudyChannels(NetworkCard card, DynamicSeries series, CancellationToken cancellation)
    {
        _axes = new PatientAxes(series.Geometry);
        _channels = [.. card.Channels];
        _images = [.. card.Channels.Select(c => (c.Plus.In(series).Voxels, c.Minus?.In(series).Voxels))];
        _scales = ChannelScale.Of(card, series, cancellation);
    }

    /// <summary>The voxels counted from the right, the front and the feet.</summary>
    public VolumeGeometry Grid => _axes.Counted;

    /// <summary>Number of channels.</summary>
    public int Count => _channels.Length;

    /// <summary>Limits of what the network is given in a channel.</summary>
    public (float Low, float High) Limits(int channel) => (_scales[channel].FinalLow, _scales[channel].FinalHigh);

    /// <summary>Reads one channel of one axial slice, scaled.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="slice">The slice; neighbours beyond the ends are those at the ends.</param>
    /// <param name="neighbour">How many slices away a neighbouring channel lies, ≥ 1.</param>
    /// <param name="values">Receives the slice, rows from the front, columns from the right.</param>
    public void Read(int channel, int slice, int neighbour, Span<float> values)
    {
        (float[] plus, float[]? minus) = _images[channel];
        ChannelScale scale = _scales[channel];
        int k = Math.Clamp(slice + (neighbour * _channels[channel].Neighbour), 0, Grid.SizeZ - 1), step = _axes.StepLeft;
        for (int j = 0, n = 0; j < Grid.SizeY; j++)
        {
            int at = _axes.Offset(0, j, k);
            for (int i = 0; i < Grid.SizeX; i++, n++, at += step)
            {
                values[n] = scale.Apply(minus is null ? plus[at] : plus[at] - minus[at]);
            }
        }
    }
}
