namespace OhifAlnPlugin.Imaging;

/// <summary>Exact Euclidean distance on an anisotropic grid.</summary>
/// <remarks>Felzenszwalb and Huttenlocher 2012, Theory of Computing 8:415: lower envelope of parabolas, one axis after the other, O(n).</remarks>
public static class EuclideanDistance
{
    private const float Far = float.PositiveInfinity;

    /// <summary>Squared distance from every voxel's centre to the nearest voxel centre inside a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <returns>mm², flat, x fastest; 0 inside, +∞ everywhere when the mask is empty.</returns>
    public static float[] SquaredMm(Mask mask, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mask);
        VolumeGeometry g = mask.Geometry;
        float[] d = new float[mask.Voxels.Length];
        for (int n = 0; n < d.Length; n++)
        {
            d[n] = mask.Voxels[n] != 0 ? 0 : Far;
        }

        AlongAxis(d, g.SizeX, 1, g.SpacingMm.X, Lines(g.SizeY * g.SizeZ, n => n * g.SizeX), cancellation);
        AlongAxis(d, g.SizeY, g.SizeX, g.SpacingMm.Y, Lines(g.SizeX * g.SizeZ, n => (n / g.SizeX * g.SliceLength) + (n % g.SizeX)), cancellation);
        AlongAxis(d, g.SizeZ, g.SliceLength, g.SpacingMm.Z, Lines(g.SliceLength, n => n), cancellation);
        return d;
    }

    /// <summary>Distance from every voxel inside a mask to the nearest voxel centre outside it; the grid's border counts as inside.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <returns>mm², flat, x fastest; 0 outside, +∞ inside when nothing is outside.</returns>
    public static float[] SquaredDepthMm(Mask mask, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var outside = new Mask(mask.Geometry);
        for (int n = 0; n < outside.Voxels.Length; n++)
        {
            outside.Voxels[n] = mask.Voxels[n] == 0 ? (byte)1 : (byte)0;
        }

        return SquaredMm(outside, cancellation);
    }

    private static (int Count, Func<int, int> Start) Lines(int count, Func<int, int> start) => (count, start);

    private static void AlongAxis(
        float[] d, int size, int stride, double spacing, (int Count, Func<int, int> Start) lines, CancellationToken cancellation)
    {
        if (size == 1)
        {
            return;
        }

        const int batch = 1024;
        int batches = (lines.Count + batch - 1) / batch;
        Parallel.For(0, batches, new ParallelOptions { CancellationToken = cancellation }, b =>
        {
            float[] line = new float[size];
            int[] vertices = new int[size];
            double[] bounds = new double[size + 1];
            for (int n = b * batch; n < Math.Min(lines.Count, (b + 1) * batch); n++)
            {
                Transform(d, lines.Start(n), stride, spacing, line, vertices, bounds);
            }
        });
    }

    private static void Transform(float[] d, int start, int stride, double spacing, float[] line, int[] vertices, double[] bounds)
    {
        int top = -1;
        for (int q = 0, at = start; q < line.Length; q++, at += stride)
        {
            line[q] = d[at];
            if (float.IsPositiveInfinity(line[q]))
            {
                continue;
            }

            double from = double.NegativeInfinity;
            while (top >= 0 && (from = Crossing(line, vertices[top], q, spacing)) <= bounds[top])
            {
                top--;
                from = double.NegativeInfinity;
            }

            top++;
            (vertices[top], bounds[top]) = (q, from);
        }

        if (top < 0)
        {
            return;
        }

        bounds[top + 1] = double.PositiveInfinity;
        for (int q = 0, at = start, v = 0; q < line.Length; q++, at += stride)
        {
            while (bounds[v + 1] < q)
            {
                v++;
            }

            double distance = (q - vertices[v]) * spacing;
            d[at] = (float)(line[vertices[v]] + (distance * distance));
        }
    }

    /// <summary>Index from which the parabola over q lies below the one over p, p before q.</summary>
    private static double Crossing(float[] line, int p, int q, double spacing) =>
        ((((double)line[q] - line[p]) / (spacing * spacing * (q - p))) + q + p) / 2;
}
