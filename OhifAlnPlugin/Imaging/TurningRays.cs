namespace OhifAlnPlugin.Imaging;

/// <summary>Parallel rays through the planes across the axis from feet to head, turned about the middle of the volume.</summary>
internal sealed class TurningRays
{
    private readonly PatientAxes _axes;
    private readonly double _step;
    private readonly int _samples;

    /// <summary>Plans the rays: they reach from corner to corner, and at 0° and 90° they run through voxel centres.</summary>
    /// <param name="axes">The volume seen from the patient.</param>
    public TurningRays(PatientAxes axes)
    {
        (_axes, _step) = (axes, Math.Min(axes.WidthMm, axes.DepthMm));
        int across = (int)Math.Ceiling(Math.Sqrt(Square(axes.Width * axes.WidthMm) + Square(axes.Depth * axes.DepthMm)) / _step);
        Columns = WithParityOf(axes.Width, across);
        _samples = WithParityOf(axes.Depth, across);
    }

    /// <summary>Rays side by side, one smallest voxel side apart.</summary>
    public int Columns { get; }

    /// <summary>One plane counted from the right and the front, its last row and column repeated, so that every interpolation has neighbours.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="up">The plane, counted from the feet.</param>
    public float[] SliceOf(Volume volume, int up)
    {
        int width = _axes.Width + 1;
        var slice = new float[width * (_axes.Depth + 1)];
        for (int back = 0; back < _axes.Depth; back++)
        {
            Span<float> row = slice.AsSpan(back * width, width);
            for (int left = 0, n = _axes.Offset(0, back, up); left < _axes.Width; left++, n += _axes.StepLeft)
            {
                row[left] = volume.Voxels[n];
            }

            row[^1] = row[^2];
        }

        slice.AsSpan((_axes.Depth - 1) * width, width).CopyTo(slice.AsSpan(_axes.Depth * width));
        return slice;
    }

    /// <summary>Raises the pixels of one row to the largest values along their rays.</summary>
    /// <param name="slice">A plane.</param>
    /// <param name="angle">Turn about the axis, radians; 0 looks from the front.</param>
    /// <param name="row">The row of the view; at least 0 before.</param>
    public void Project(float[] slice, double angle, Span<float> row)
    {
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        double stepLeft = -sin * _step / _axes.WidthMm, stepBack = cos * _step / _axes.DepthMm;
        for (int column = 0; column < row.Length; column++)
        {
            double across = (column - ((Columns - 1) / 2.0)) * _step, first = -(_samples - 1) / 2.0;
            double left = ((_axes.Width - 1) / 2.0) + (across * cos / _axes.WidthMm) + (first * stepLeft);
            double back = ((_axes.Depth - 1) / 2.0) + (across * sin / _axes.DepthMm) + (first * stepBack);
            (int from, int to) = Inside(left, stepLeft, _axes.Width, Inside(back, stepBack, _axes.Depth, (0, _samples - 1)));
            row[column] = Largest(slice, (left + (from * stepLeft), back + (from * stepBack)), (stepLeft, stepBack), to - from + 1, row[column]);
        }
    }

    /// <summary>Gives the pixels of a view their place: a plane in front of the volume.</summary>
    /// <param name="pixels">Rows from head to feet.</param>
    /// <param name="angle">Turn about the axis, radians.</param>
    public ProjectionView Place(float[] pixels, double angle)
    {
        VolumeGeometry grid = _axes.Counted;
        Vector3 right = (Math.Cos(angle) * grid.AxisX) + (Math.Sin(angle) * grid.AxisY);
        Vector3 away = (-Math.Sin(angle) * grid.AxisX) + (Math.Cos(angle) * grid.AxisY);
        Vector3 top = grid.ToPatient((grid.SizeX - 1) / 2.0, (grid.SizeY - 1) / 2.0, grid.SizeZ - 1);
        Vector3 origin = top + (-(Columns - 1) / 2.0 * _step * right) + (-((_samples / 2) + 1) * _step * away);
        return new(pixels, Columns, grid.SizeZ, _step, grid.SpacingMm.Z, origin, right, -1.0 * grid.AxisZ);
    }

    private float Largest(float[] slice, (double Left, double Back) at, (double Left, double Back) step, int samples, float largest)
    {
        int width = _axes.Width + 1;
        for (int n = 0; n < samples; n++)
        {
            double left = Math.Clamp(at.Left + (n * step.Left), 0, _axes.Width - 1), back = Math.Clamp(at.Back + (n * step.Back), 0, _axes.Depth - 1);
            int i = (int)left, j = (int)back, corner = i + (width * j);
            float a = slice[corner], b = slice[corner + 1], c = slice[corner + width], d = slice[corner + width + 1];
            if (Math.Max(Math.Max(a, b), Math.Max(c, d)) > largest)
            {
                float x = (float)(left - i), y = (float)(back - j);
                float front = a + (x * (b - a)), behind = c + (x * (d - c));
                largest = Math.Max(largest, front + (y * (behind - front)));
            }
        }

        return largest;
    }

    /// <summary>Of some samples those whose index lies on the grid along one axis, half a step's rounding allowed for.</summary>
    private static (int From, int To) Inside(double start, double step, int size, (int From, int To) samples)
    {
        const double Slack = 1e-6;
        if (Math.Abs(step) < 1e-12)
        {
            return start >= -Slack && start <= size - 1 + Slack ? samples : (0, -1);
        }

        double first = (-Slack - start) / step, last = (size - 1 + Slack - start) / step;
        return (Math.Max(samples.From, (int)Math.Ceiling(Math.Min(first, last))), Math.Min(samples.To, (int)Math.Floor(Math.Max(first, last))));
    }

    private static int WithParityOf(int size, int count) => count + ((count - size) & 1);

    private static double Square(double value) => value * value;
}
