using System.Text.Json;
using System.Text.Json.Serialization;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radscore;

/// <summary>How the features of a model are extracted. The same settings must be used for every score.</summary>
public sealed record RadscoreExtraction
{
    /// <summary>Value of <see cref="Phase"/> of a model that was trained on a table of features from elsewhere, which cannot be extracted here.</summary>
    public const string TablePhase = "table";

    /// <summary>Features that come as a table and cannot be extracted from an image by this product.</summary>
    public static RadscoreExtraction Table { get; } = new()
    {
        Phase = TablePhase, BinWidth = 25, ResampledSpacingMm = null, Interpolator = "bspline", Normalize = false, NormalizeScale = 1,
    };

    /// <summary>Phase of the dynamic series the features come from: <c>peak</c>, or <c>table</c> for features that are not extracted at all.</summary>
    public required string Phase { get; init; }

    /// <summary>Whether the features can be extracted from an image.</summary>
    [JsonIgnore]
    public bool IsFromImage => Phase != TablePhase;

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
    /// <exception cref="RadscoreUndefinedException">The features come from a table.</exception>
    public ExtractionSettings SettingsFor(IEnumerable<string> featureNames)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        if (!IsFromImage)
        {
            throw new RadscoreUndefinedException("There is no radscore of an image: this model was trained on a table of features from elsewhere, which cannot be extracted here.");
        }

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

    /// <summary>The settings as a PyRadiomics parameter file, to compute maps of the model's features as the model sees them.</summary>
    /// <param name="featureNames">PyRadiomics keys of the features.</param>
    /// <param name="kernelRadius">Radius of the cube around each voxel of a map, voxels.</param>
    /// <returns>JSON, which is YAML too.</returns>
    /// <exception cref="ArgumentException">A name is not of the form <c>image_class_Feature</c>, or its image type is not known.</exception>
    /// <exception cref="RadscoreUndefinedException">The features come from a table.</exception>
    public string ParameterText(IEnumerable<string> featureNames, int kernelRadius)
    {
        ExtractionSettings settings = SettingsFor(featureNames);
        return JsonSerializer.Serialize(new
        {
            imageType = settings.ImageTypes.ToDictionary(t => t.Type.ToString(), _ => new object()),
            setting = new
            {
                binWidth = BinWidth,
                normalize = Normalize,
                normalizeScale = NormalizeScale,
                resampledPixelSpacing = ResampledSpacingMm,
                interpolator = Interpolator == "linear" ? "sitkLinear" : "sitkBSpline",
            },
            voxelSetting = new { kernelRadius },
        });
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    internal void Require()
    {
        if (Phase is not ("peak" or TablePhase))
        {
            throw new ArgumentException($"The extraction phase '{Phase}' is not known; 'peak' and '{TablePhase}' are.");
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
