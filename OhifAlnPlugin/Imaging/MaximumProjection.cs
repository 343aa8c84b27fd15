namespace OhifAlnPlugin.Imaging;

/// <summary>
/// Maximum intensity projections of a volume as a reader knows them, whatever the acquisition's orientation: the axial one seen
/// from the feet, and views from around the patient. No pixel is below 0, so that of a subtraction only gains are seen.
/// </summary>
/// <remarks>Parallel rays; within a plane across the turning axis the values are interpolated linearly in both directions, one sample per smallest voxel side.</remarks>
public static class MaximumProjection
{
    /// <summary>Projects along the axis from feet to head.</summary>
    /// <param name="volume">The volume.</param>
    /// <returns>Seen from the feet: the patient's right on the left, the front on top.</returns>
    public static ProjectionView Axial(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var axes = new PatientAxes(volume.Geometry);
        var pixels = new float[axes.Width * axes.Depth];
        Parallel.For(0, axes.Depth, row =>
        {
            Span<float> largest = pixels.AsSpan(row * axes.Width, axes.Width);
            for (int up = 0; up < axes.Height; up++)
            {
                for (int left = 0, n = axes.Offset(0, row, up); left < largest.Length; left++, n += axes.StepLeft)
                {
                    largest[left] = Math.Max(largest[left], volume.Voxels[n]);
                }
            }
        });
        return new(pixels, axes.Width, axes.Depth, axes.WidthMm, axes.DepthMm, axes.Counted.ToPatient(0, 0, -1), axes.Counted.AxisX, axes.Counted.AxisY);
    }

    /// <summary>Projects from around the patient, turning about the axis from feet to head.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="views">Number of views, even, ≥ 2: the angles are n · 360°/views.</param>
    /// <param name="cancellation">Stops the work between two slices.</param>
    /// <returns>The views: the first from the front, a quarter turn later from the patient's left; the head on top. Opposite views mirror each other.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of views is odd or below 2.</exception>
    public static IReadOnlyList<ProjectionView> Turning(Volume volume, int views, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        if (views < 2 || views % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(views), views, "The number of views must be even and at least 2.");
        }

        var axes = new PatientAxes(volume.Geometry);
        var detector = new TurningRays(axes);
        float[][] half = [.. Enumerable.Range(0, views / 2).Select(_ => new float[detector.Columns * axes.Height])];
        Parallel.For(0, axes.Height, new ParallelOptions { CancellationToken = cancellation }, row =>
        {
            float[] slice = detector.SliceOf(volume, axes.Height - 1 - row);
            for (int view = 0; view < half.Length; view++)
            {
                detector.Project(slice, AngleOf(view, views), half[view].AsSpan(row * detector.Columns, detector.Columns));
            }
        });
        return [.. Enumerable.Range(0, views).Select(view => detector.Place(
            view < half.Length ? half[view] : Mirrored(half[view - half.Length], detector.Columns), AngleOf(view, views)))];
    }

    private static double AngleOf(int view, int views) => 2 * Math.PI * view / views;

    private static float[] Mirrored(float[] pixels, int columns)
    {
        var mirrored = (float[])pixels.Clone();
        for (int start = 0; start < mirrored.Length; start += columns)
        {
            mirrored.AsSpan(start, columns).Reverse();
        }

        return mirrored;
    }
}
