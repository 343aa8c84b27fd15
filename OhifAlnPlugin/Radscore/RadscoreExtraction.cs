using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radscore;

/// <summary>How the features of a model are extracted. The same settings must be used for every score.</summary>
public sealed record RadscoreExtraction
{
    /// <summary>Phase of the dynamic series the features come from; only <c>peak</c> is known.</summary>
    public required string Phase { get; init; }

    /// <summary>Width of an intensity bin, in units of the (normalised) image.</summary>
    public required double BinWidth { get; init; }

    /// <summary>Voxel size after resampling along x, y, z in mm, or null for the image's own grid.</summary>
    public required IReadOnlyList<double>? ResampledSpacingMm { get; init; }

    /// <summary>Interpolation of the image when it is resampled: <c>bspline</c> or <c>linear</c>.</summary>
    public required string Interpolator { get; init; }

    /// <summary>Whether the whole image is first brought to mean 0 and standard deviation <see cref="NormalizeScale"/>.</summary>
    public required bool Normalize { get; init; }

    /// <summary>Standard deviation after normalisation.</summary>
    public required double NormalizeScale { get; init; }

    /// <summary>Settings of the radiomics engine that compute given features.</summary>
    /// <param name="featureNames">PyRadiomics keys, e.g. <c>original_shape_Sphericity</c>; image types original, square and wavelet.</param>
    /// <returns>Settings with the image types and feature classes of these features.</returns>
    /// <exception cref="ArgumentException">A name is not of the form <c>image_class_Feature</c>, or its image type is not among those.</exception>
    public ExtractionSettings SettingsFor(IEnumerable<string> featureNames)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        string[][] keys = [.. featureNames.Select(n => n.Split('_'))];
        return new ExtractionSettings
        {
            ImageTypes = [.. keys.Select(ImageTypeOf).Distinct().Order().Select(t => new ImageTypeSettings(t))],
            FeatureClasses = [.. keys.Select(k => k[1]).Distinct(StringComparer.Ordinal).Select(c => new FeatureClassSettings(c))],
            Texture = new TextureSettings { BinWidth = BinWidth },
            Normalize = Normalize,
            NormalizeScale = NormalizeScale,
            ResampledPixelSpacing = ResampledSpacingMm,
            Interpolator = Interpolator == "linear" ? Radiomics.Settings.Interpolator.Linear : Radiomics.Settings.Interpolator.BSpline,
        };
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    internal void Require()
    {
        if (Phase is not "peak")
        {
            throw new ArgumentException($"The extraction phase '{Phase}' is not known; 'peak' is.");
        }

        if (Interpolator is not ("bspline" or "linear"))
        {
            throw new ArgumentException($"The interpolator '{Interpolator}' is not known; 'bspline' and 'linear' are.");
        }

        RequirePositive(BinWidth, "The bin width");
        RequirePositive(NormalizeScale, "The normalisation scale");
        if (ResampledSpacingMm is { } spacing)
        {
            if (spacing.Count != 3)
            {
                throw new ArgumentException($"The resampled spacing has {spacing.Count} numbers; it needs 3.");
            }

            foreach (double s in spacing)
            {
                RequirePositive(s, "The resampled spacing");
            }
        }
    }

    private static ImageType ImageTypeOf(string[] key) => key.Length != 3
        ? throw new ArgumentException($"The feature name '{string.Join('_', key)}' is not of the form image_class_Feature.")
        : key[0] switch
        {
            "original" => ImageType.Original,
            "square" => ImageType.Square,
            _ when key[0].StartsWith("wavelet-", StringComparison.Ordinal) => ImageType.Wavelet,
            _ => throw new ArgumentException($"The image type '{key[0]}' of the feature '{string.Join('_', key)}' is not known; original, square and wavelet are."),
        };

    private static void RequirePositive(double value, string what)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentException($"{what} is {value}; it must be positive.");
        }
    }
}
