using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>
/// Local binary pattern per slice, "uniform": neighbours on a circle, by bilinear interpolation and 0 outside the slice, that
/// are at least as bright as the centre; their number when the sequence changes at most twice, else number of neighbours + 1.
/// </summary>
/// <remarks>Ojala 2002, IEEE TPAMI 24:971, with the rounding of the neighbours' places to five decimals of scikit-image.</remarks>
internal static class LocalBinaryPatternFilter
{
    /// <summary>Computes the pattern in the box of the ROI.</summary>
    public static IEnumerable<FilteredImage> Apply(FilterRequest request)
    {
        // Slices are orthogonal to the normal; rows and columns of a slice are what is left when z and the normal are swapped.
        (int normal, int row, int column) = request.Texture.Force2DDimension switch { 0 => (2, 1, 0), 1 => (1, 2, 0), _ => (0, 1, 2) };
        var slice = new SliceNeighbours(request, row, column);
        IndexBox roi = request.Box;
        double[] values = new double[roi.SizeX * roi.SizeY * roi.SizeZ];
        Span<int> index = stackalloc int[3];
        for (int k = 0, at = 0; k < roi.SizeZ; k++)
        {
            for (int j = 0; j < roi.SizeY; j++)
            {
                for (int i = 0; i < roi.SizeX; i++, at++)
                {
                    (index[0], index[1], index[2]) = (roi.MinI + i, roi.MinJ + j, roi.MinK + k);
                    values[at] = slice.PatternAt(index, normal);
                }
            }
        }

        return [new("lbp-2D", values, request.Image.Precision == Preprocessing.Precision.Single)];
    }

    private sealed class SliceNeighbours
    {
        private readonly double[] _block;
        private readonly IndexBox _box;
        private readonly int _row;
        private readonly int _column;
        private readonly double[] _rowSteps;
        private readonly double[] _columnSteps;
        private readonly int[] _size;

        public SliceNeighbours(FilterRequest request, int row, int column)
        {
            var g = request.Image.Geometry;
            double radius = request.Settings.Lbp2DRadius;
            int samples = request.Settings.Lbp2DSamples;
            _box = request.Box.Grow((int)Math.Ceiling(radius) + 1, g);
            _block = request.Image.Block(_box);
            (_row, _column, _size) = (row, column, [g.SizeX, g.SizeY, g.SizeZ]);
            _rowSteps = [.. Enumerable.Range(0, samples).Select(p => Math.Round(-radius * Math.Sin(2 * Math.PI * p / samples), 5))];
            _columnSteps = [.. Enumerable.Range(0, samples).Select(p => Math.Round(radius * Math.Cos(2 * Math.PI * p / samples), 5))];
        }

        public double PatternAt(ReadOnlySpan<int> index, int normal)
        {
            double centre = Value(index[normal], index[_row], index[_column], normal);
            int ones = 0, changes = 0, previous = -1;
            for (int p = 0; p < _rowSteps.Length; p++)
            {
                int bit = Interpolate(index[normal], index[_row] + _rowSteps[p], index[_column] + _columnSteps[p], normal) - centre >= 0 ? 1 : 0;
                ones += bit;
                changes += previous >= 0 && bit != previous ? 1 : 0;
                previous = bit;
            }

            return changes <= 2 ? ones : _rowSteps.Length + 1;
        }

        private double Interpolate(int slice, double row, double column, int normal)
        {
            int r0 = (int)Math.Floor(row), r1 = (int)Math.Ceiling(row), c0 = (int)Math.Floor(column), c1 = (int)Math.Ceiling(column);
            double dr = row - r0, dc = column - c0;
            double top = ((1 - dc) * Value(slice, r0, c0, normal)) + (dc * Value(slice, r0, c1, normal));
            double bottom = ((1 - dc) * Value(slice, r1, c0, normal)) + (dc * Value(slice, r1, c1, normal));
            return ((1 - dr) * top) + (dr * bottom);
        }

        private double Value(int slice, int row, int column, int normal)
        {
            if ((uint)row >= (uint)_size[_row] || (uint)column >= (uint)_size[_column])
            {
                return 0;
            }

            Span<int> index = stackalloc int[3];
            (index[normal], index[_row], index[_column]) = (slice, row, column);
            return _block[index[0] - _box.MinI + (_box.SizeX * (index[1] - _box.MinJ + (_box.SizeY * (index[2] - _box.MinK))))];
        }
    }
}
