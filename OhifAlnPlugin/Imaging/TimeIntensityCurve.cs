namespace OhifAlnPlugin.Imaging;

/// <summary>One point of the time-intensity curve of a VOI.</summary>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="Mean">Mean signal of the VOI, arbitrary MR units.</param>
/// <param name="EnhancementPercent">100 · (Mean − pre) / pre, pre the mean of the pre-contrast phase; NaN when that is 0.</param>
public readonly record struct TimeIntensityPoint(double TimeSeconds, double Mean, double EnhancementPercent);

/// <summary>Time-intensity curves of VOIs in dynamic series.</summary>
public static class TimeIntensityCurve
{
    /// <summary>Mean signal and enhancement of a VOI in every phase.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="voi">The VOI, on the series' grid, not empty.</param>
    /// <returns>One point per phase, in order of time.</returns>
    /// <exception cref="ArgumentException">The VOI is empty or lies on another grid.</exception>
    public static IReadOnlyList<TimeIntensityPoint> Of(DynamicSeries series, Mask voi)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(voi);
        if (!voi.Geometry.IsCloseTo(series.Geometry))
        {
            throw new ArgumentException("The VOI lies on another grid than the dynamic series.", nameof(voi));
        }

        IndexBox box = voi.BoundingBox() ?? throw new ArgumentException("The VOI is empty: its time-intensity curve is undefined.", nameof(voi));
        double[] means = [.. series.Phases.Select(p => MeanInside(p.Volume, voi, box))];
        double pre = means[series.PreContrastIndex];
        return [.. means.Select((mean, p) => new TimeIntensityPoint(
            series.Phases[p].TimeSeconds, mean, pre == 0 ? double.NaN : 100 * (mean - pre) / pre))];
    }

    private static double MeanInside(Volume volume, Mask voi, IndexBox box)
    {
        double sum = 0;
        long count = 0;
        for (int k = box.MinK; k <= box.MaxK; k++)
        {
            for (int j = box.MinJ; j <= box.MaxJ; j++)
            {
                int row = volume.Geometry.Offset(0, j, k);
                for (int n = row + box.MinI; n <= row + box.MaxI; n++)
                {
                    if (voi.Voxels[n] != 0)
                    {
                        sum += volume.Voxels[n];
                        count++;
                    }
                }
            }
        }

        return sum / count;
    }
}
