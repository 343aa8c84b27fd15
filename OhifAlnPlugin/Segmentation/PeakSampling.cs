namespace OhifAlnPlugin.Segmentation;

/// <summary>Where a region's local peak is taken from.</summary>
/// <param name="RadiusMm">How far around the seed, mm.</param>
/// <param name="Quantile">Which quantile of the enhancement there, 0 … 1.</param>
/// <param name="FromRegion">Whether the whole region found at half of that peak then decides.</param>
internal readonly record struct PeakSampling(double RadiusMm, double Quantile, bool FromRegion)
{
    /// <summary>The seed lies in enhancing tissue.</summary>
    public static PeakSampling AtSeed { get; } = new(2.5, 0.75, FromRegion: true);

    /// <summary>The seed lies in a dark centre: the bright rim around it decides.</summary>
    public static PeakSampling AroundDarkCentre { get; } = new(5, 0.9, FromRegion: false);
}
