namespace OhifAlnPlugin.Imaging;

/// <summary>The phase in which one place of the patient enhances most.</summary>
/// <param name="PeakIndex">The phase, 0-based, later than the pre-contrast phase; the earliest of equals.</param>
/// <param name="Enhancements">Per phase, the mean of (phase − pre-contrast) in the ball, signal units; NaN up to the pre-contrast phase.</param>
public sealed record LocalPeak(int PeakIndex, IReadOnlyList<double> Enhancements)
{
    /// <summary>Radius of the ball, mm.</summary>
    public const double RadiusMm = 4;

    /// <summary>Measures the ball around a voxel.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="i">Column of the voxel, 0-based.</param>
    /// <param name="j">Row of the voxel, 0-based.</param>
    /// <param name="k">Slice of the voxel, 0-based.</param>
    /// <returns>The phase and the enhancements.</returns>
    /// <exception cref="ArgumentException">The voxel lies outside the grid.</exception>
    public static LocalPeak At(DynamicSeries series, int i, int j, int k)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!series.Geometry.Contains(i, j, k))
        {
            throw new ArgumentException($"Voxel {i},{j},{k} lies outside the grid of {series.Geometry.SizeX}×{series.Geometry.SizeY}×{series.Geometry.SizeZ}.", nameof(i));
        }

        List<int> ball = VoxelBall.Around(series.Geometry, i, j, k, RadiusMm);
        double pre = Mean(series.PreContrast.Voxels, ball);
        double[] enhancements = [.. series.Phases.Select((p, n) => n > series.PreContrastIndex ? Mean(p.Volume.Voxels, ball) - pre : double.NaN)];
        return new(Enumerable.Range(series.PreContrastIndex + 1, series.Phases.Count - series.PreContrastIndex - 1).MaxBy(p => enhancements[p]), enhancements);
    }

    /// <summary>Measures a volume of interest by the ball around its voxel that enhances most in any phase: tumours enhance unevenly, and their middle may be necrotic.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="voi">The volume, on the grid of the series, not empty.</param>
    /// <returns>The phase and the enhancements.</returns>
    /// <exception cref="ArgumentException">The volume is empty or lies on another grid.</exception>
    public static LocalPeak In(DynamicSeries series, Mask voi)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(voi);
        if (!voi.Geometry.IsCloseTo(series.Geometry))
        {
            throw new ArgumentException("The VOI lies on another grid than the dynamic series.", nameof(voi));
        }

        int hottest = -1;
        float most = float.NegativeInfinity;
        foreach (DynamicPhase phase in series.Phases.Skip(series.PreContrastIndex + 1))
        {
            for (int n = 0; n < voi.Voxels.Length; n++)
            {
                if (voi.Voxels[n] != 0 && phase.Volume.Voxels[n] - series.PreContrast.Voxels[n] is var enhancement && enhancement > most)
                {
                    (hottest, most) = (n, enhancement);
                }
            }
        }

        (int i, int j, int k) = hottest >= 0 ? series.Geometry.IndicesOf(hottest) : throw new ArgumentException("The VOI is empty: it has no peak.", nameof(voi));
        return At(series, i, j, k);
    }

    private static double Mean(float[] voxels, List<int> ball)
    {
        double sum = 0;
        foreach (int n in ball)
        {
            sum += voxels[n];
        }

        return sum / ball.Count;
    }
}
