using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>The input of a network of slices, filled slice by slice by one thread: scaled, resampled, padded below and to the right with zeros.</summary>
internal sealed class SliceInput
{
    private readonly StudyChannels _channels;
    private readonly int _width, _height, _neighbour;
    private readonly LinearResampling _rows, _columns;
    private readonly float[] _native, _low, _slice;
    private readonly OnnxTensor<float> _tensor;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="channels">The study.</param>
    /// <param name="grid">The network's grid.</param>
    /// <param name="width">Pixels of a row at the network's pixel size.</param>
    /// <param name="height">Rows at the network's pixel size.</param>
    public SliceInput(StudyChannels channels, SliceGrid grid, int width, int height)
    {
        VolumeGeometry field = channels.Grid;
        (_channels, _width, _height) = (channels, width, height);
        _neighbour = Math.Max(1, (int)Math.Round(grid.NeighbourMm / field.SpacingMm.Z));
        (PaddedWidth, PaddedHeight) = (Padded(width, grid.PadMultiple), Padded(height, grid.PadMultiple));
        _rows = new(field.SizeY, height, average: true);
        _columns = new(field.SizeX, width, average: true);
        (_native, _low, _slice) = (new float[field.SliceLength], new float[field.SizeX * height], new float[width * height]);
        _tensor = new(new float[channels.Count * PaddedHeight * PaddedWidth], [1, channels.Count, PaddedHeight, PaddedWidth]);
    }

    /// <summary>Columns of the input.</summary>
    public int PaddedWidth { get; }

    /// <summary>Rows of the input.</summary>
    public int PaddedHeight { get; }

    /// <summary>Fills the input.</summary>
    /// <param name="slice">The slice, from the feet.</param>
    /// <returns>Shape (1, channels, rows, columns); the same buffer at every call.</returns>
    public OnnxTensor<float> Fill(int slice)
    {
        for (int c = 0; c < _channels.Count; c++)
        {
            _channels.Read(c, slice, _neighbour, _native);
            _rows.Apply(_native, _channels.Grid.SizeX, _low);
            _columns.Apply(_low, 1, _slice);
            (float low, float high) = _channels.Limits(c);
            for (int j = 0; j < _height; j++)
            {
                Span<float> row = _tensor.Values.AsSpan(((c * PaddedHeight) + j) * PaddedWidth, _width);
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] = Math.Clamp(_slice[(j * _width) + i], low, high);
                }
            }
        }

        return _tensor;
    }

    private static int Padded(int size, int multiple) => (size + multiple - 1) / multiple * multiple;
}
