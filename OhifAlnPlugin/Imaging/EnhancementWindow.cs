namespace OhifAlnPlugin.Imaging;

/// <summary>The range of gains in which a subtraction is best seen: black where nothing is gained, white where vessels and tumours are.</summary>
public static class EnhancementWindow
{
    /// <summary>Part of the tissue that gains less than what is shown white.</summary>
    public const double TissueQuantile = 0.997;

    /// <summary>Part of the rays of a projection that gain less than what is shown white: the heart and the great vessels gain more.</summary>
    public const double ProjectionQuantile = 0.985;

    /// <summary>Voxels looked at: enough for a quantile, few enough to take no time.</summary>
    private const int Samples = 1 << 20;

    /// <summary>What is shown white in the slices of a subtraction.</summary>
    /// <param name="gain">The subtraction.</param>
    /// <param name="image">The image with contrast agent, on the same grid: it tells tissue from air.</param>
    /// <returns>Signal units, above 0.</returns>
    public static double HighOf(Volume gain, Volume image)
    {
        ArgumentNullException.ThrowIfNull(gain);
        ArgumentNullException.ThrowIfNull(image);
        int step = Math.Max(1, image.Voxels.Length / Samples) | 1;
        float[] brightness = [.. Every(image.Voxels, step)], gains = [.. Every(gain.Voxels, step)];
        float tissue = (float)(BodyMask.TissueFraction * Quantile.OfScratch((float[])brightness.Clone(), 0.995));
        float[] inTissue = [.. gains.Where((_, n) => brightness[n] > tissue)];
        return Positive(inTissue.Length > 0 ? inTissue : gains, TissueQuantile);
    }

    /// <summary>What is shown white in projections of a subtraction.</summary>
    /// <param name="projection">One of the projections.</param>
    /// <returns>Signal units, above 0.</returns>
    public static double HighOf(ProjectionView projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return Positive((float[])projection.Pixels.Clone(), ProjectionQuantile);
    }

    private static double Positive(float[] scratch, double quantile) => Quantile.OfScratch(scratch, quantile) is var high and > 0 ? high : 1;

    private static IEnumerable<float> Every(float[] values, int step)
    {
        for (int n = 0; n < values.Length; n += step)
        {
            yield return values[n];
        }
    }
}
