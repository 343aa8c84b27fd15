using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>Settings as text, written as PyRadiomics writes them into its results.</summary>
public static class SettingsText
{
    /// <summary>The settings as a Python dictionary.</summary>
    /// <param name="settings">The settings.</param>
    public static string Describe(ExtractionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<(string Key, string Value)> entries =
        [
            ("minimumROIDimensions", Text(settings.MinimumRoiDimensions)), ("minimumROISize", Text(settings.MinimumRoiSize)),
            ("equalize", Text(settings.Equalize)), ("normalize", Text(settings.Normalize)), ("normalizeScale", Text(settings.NormalizeScale)),
            ("removeOutliers", Text(settings.RemoveOutliers)), ("resampledPixelSpacing", Text(settings.ResampledPixelSpacing)),
            ("interpolator", InterpolatorText(settings.Interpolator)), ("preCrop", Text(settings.PreCrop)), ("padDistance", Text(settings.PadDistance)),
            ("resegmentRange", Text(settings.ResegmentRange)), ("resegmentMode", $"'{settings.ResegmentMode.ToString().ToLowerInvariant()}'"),
            ("resegmentShape", Text(settings.ResegmentShape)), ("geometryTolerance", Text(settings.GeometryTolerance)),
            ("correctMask", Text(settings.CorrectMask)), ("label", Text(settings.Label)),
            .. RegionEntries(settings), .. TextureEntries(settings.Texture),
        ];
        return Dictionary(entries);
    }

    /// <summary>The image types with their options as a Python dictionary.</summary>
    /// <param name="settings">The settings.</param>
    public static string DescribeImageTypes(ExtractionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Dictionary(settings.ImageTypes.Select(t => (t.Type.ToString(), Dictionary(Options(t)))));
    }

    /// <summary>SHA-256 over everything that decides the values, in hexadecimal.</summary>
    /// <param name="settings">The settings.</param>
    public static string Digest(ExtractionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string classes = string.Join(';', settings.FeatureClasses.Select(c => $"{c.Class}={string.Join(',', c.Features ?? [])}"));
        string text = $"{Describe(settings)}\n{DescribeImageTypes(settings)}\n{classes}\n{settings.KernelRadius} {settings.MaskedKernel} {settings.InitValue:R}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static IEnumerable<(string Key, string Value)> Options(ImageTypeSettings type)
    {
        IEnumerable<(string Key, string Value)> own = type.Type switch
        {
            ImageType.LoG => [("sigma", $"[{string.Join(", ", type.Sigma.Select(s => s.Text))}]")],
            ImageType.Wavelet when type is not { Wavelet: "coif1", Level: 1, StartLevel: 0 } =>
                [("wavelet", $"'{type.Wavelet}'"), ("level", Text(type.Level)), ("start_level", Text(type.StartLevel))],
            ImageType.Gradient when !type.GradientUseSpacing => [("gradientUseSpacing", "False")],
            ImageType.LBP2D when type is not { Lbp2DRadius: 1, Lbp2DSamples: 8 } => [("lbp2DRadius", Text(type.Lbp2DRadius)), ("lbp2DSamples", Text(type.Lbp2DSamples))],
            _ => [],
        };
        return type.Texture is { } texture ? own.Concat(TextureEntries(texture)) : own;
    }

    private static IEnumerable<(string Key, string Value)> RegionEntries(ExtractionSettings settings) => settings.Region == RegionOfInterest.Tumour ? [] :
        [("region", $"'{RegionNames.Of(settings.Region)}'"), ("shellThickness", Text(settings.ShellThicknessMm)), ("shellInBody", Text(settings.ShellInBody))];

    private static IEnumerable<(string Key, string Value)> TextureEntries(TextureSettings texture) =>
    [
        texture.BinCount is { } count ? ("binCount", Text(count)) : ("binWidth", Text(texture.BinWidth)),
        ("force2D", Text(texture.Force2D)), ("force2Ddimension", Text(texture.Force2DDimension)),
        ("distances", $"[{string.Join(", ", texture.Distances)}]"), ("symmetricalGLCM", Text(texture.SymmetricalGlcm)),
        ("weightingNorm", WeightingText(texture.WeightingNorm)), ("gldm_a", Text(texture.GldmA)), ("voxelArrayShift", Text(texture.VoxelArrayShift)),
    ];

    private static string Dictionary(IEnumerable<(string Key, string Value)> entries) =>
        $"{{{string.Join(", ", entries.Select(e => $"'{e.Key}': {e.Value}"))}}}";

    private static string InterpolatorText(Interpolator? interpolator) => interpolator switch
    {
        Interpolator.Nearest => "'sitkNearestNeighbor'",
        Interpolator.Linear => "'sitkLinear'",
        Interpolator.BSpline => "'sitkBSpline'",
        _ => "None",
    };

    private static string WeightingText(WeightingNorm norm) => norm switch
    {
        WeightingNorm.None => "None",
        WeightingNorm.NoWeighting => "'no_weighting'",
        _ => $"'{norm.ToString().ToLowerInvariant()}'",
    };

    private static string Text(bool value) => value ? "True" : "False";

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "None";

    private static string Text(IReadOnlyList<double>? values) => values is null ? "None" : $"[{string.Join(", ", values.Select(v => Text(v)))}]";
}
