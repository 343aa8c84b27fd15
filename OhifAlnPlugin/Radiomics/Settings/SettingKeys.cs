namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>The keys below <c>setting</c> in a parameter file: one row per key.</summary>
internal static class SettingKeys
{
    private const double ThinnestShellMm = 0.01, ThickestShellMm = 100;

    /// <summary>Keys that concern one image type's features; an image type may override them.</summary>
    public static readonly Dictionary<string, Func<TextureSettings, ParameterNode, TextureSettings>> Texture = new()
    {
        ["binWidth"] = (s, v) => s with { BinWidth = v.Positive() },
        ["binCount"] = (s, v) => s with { BinCount = v.IsNull ? null : v.Integer(1, 1_000_000) },
        ["force2D"] = (s, v) => s with { Force2D = v.Bool() },
        ["force2Ddimension"] = (s, v) => s with { Force2DDimension = v.Integer(0, 2) },
        ["distances"] = (s, v) => s with { Distances = Distances(v) },
        ["symmetricalGLCM"] = (s, v) => s with { SymmetricalGlcm = v.Bool() },
        ["weightingNorm"] = (s, v) => s with { WeightingNorm = Weighting(v) },
        ["gldm_a"] = (s, v) => s with { GldmA = v.Number(0) },
        ["voxelArrayShift"] = (s, v) => s with { VoxelArrayShift = v.Number() },
    };

    /// <summary>Keys that concern the preparation of image and mask.</summary>
    public static readonly Dictionary<string, Func<ExtractionSettings, ParameterNode, ExtractionSettings>> Preparation = new()
    {
        ["normalize"] = (s, v) => s with { Normalize = v.Bool() },
        ["normalizeScale"] = (s, v) => s with { NormalizeScale = v.Positive() },
        ["removeOutliers"] = (s, v) => s with { RemoveOutliers = v.IsNull ? null : v.Positive() },
        ["equalize"] = (s, v) => s with { Equalize = v.Bool() },
        ["resampledPixelSpacing"] = (s, v) => s with { ResampledPixelSpacing = v.IsNull ? null : Spacing(v) },
        ["interpolator"] = (s, v) => s with { Interpolator = v.IsNull ? null : InterpolatorOf(v) },
        ["padDistance"] = (s, v) => s with { PadDistance = v.Integer(0, 10_000) },
        ["preCrop"] = (s, v) => s with { PreCrop = v.Bool() },
        ["resegmentRange"] = (s, v) => s with { ResegmentRange = v.IsNull ? null : Range(v) },
        ["resegmentMode"] = (s, v) => s with { ResegmentMode = Mode(v) },
        ["resegmentShape"] = (s, v) => s with { ResegmentShape = v.Bool() },
        ["minimumROIDimensions"] = (s, v) => s with { MinimumRoiDimensions = v.Integer(1, 3) },
        ["minimumROISize"] = (s, v) => s with { MinimumRoiSize = v.IsNull ? null : v.Integer(0) },
        ["geometryTolerance"] = (s, v) => s with { GeometryTolerance = v.IsNull ? 1e-6 : v.Positive() },
        ["correctMask"] = (s, v) => s with { CorrectMask = v.Bool() },
        ["label"] = (s, v) => s with { Label = v.Integer(1, 65535) },
        ["region"] = (s, v) => s with { Region = RegionNames.All.Contains(v.Word()) ? RegionNames.Parse(v.Word()) : throw v.Wrong(string.Join(", ", RegionNames.All)) },
        ["shellThickness"] = (s, v) => s with { ShellThicknessMm = v.Number(ThinnestShellMm, ThickestShellMm) },
        ["shellInBody"] = (s, v) => s with { ShellInBody = v.Bool() },
        ["additionalInfo"] = (s, v) => Accepted(s, v.Bool()),
        ["enableCExtensions"] = (s, v) => Accepted(s, v.Bool()),
    };

    /// <summary>Keys below <c>voxelSetting</c>.</summary>
    public static readonly Dictionary<string, Func<ExtractionSettings, ParameterNode, ExtractionSettings>> Voxel = new()
    {
        ["kernelRadius"] = (s, v) => s with { KernelRadius = v.Integer(1, ExtractionSettings.LargestKernelRadius) },
        ["maskedKernel"] = (s, v) => s with { MaskedKernel = v.Bool() },
        ["initValue"] = (s, v) => s with { InitValue = v.Word() == "nan" ? double.NaN : v.Number() },
        ["voxelBatch"] = (s, v) => Accepted(s, v.Integer(-1) != 0),
    };

    /// <summary>Options of one image type.</summary>
    public static readonly Dictionary<ImageType, Dictionary<string, Func<ImageTypeSettings, ParameterNode, ImageTypeSettings>>> ImageTypeOptions = new()
    {
        [ImageType.LoG] = new()
        {
            ["sigma"] = (s, v) => s with { Sigma = Sigmas(v) },
        },
        [ImageType.Wavelet] = new()
        {
            ["wavelet"] = (s, v) => s with { Wavelet = Filters.WaveletFamily.Named(v.Word()).Name },
            ["level"] = (s, v) => s with { Level = v.Integer(1, 8) },
            ["start_level"] = (s, v) => s with { StartLevel = v.Integer(0, 8) },
        },
        [ImageType.Gradient] = new()
        {
            ["gradientUseSpacing"] = (s, v) => s with { GradientUseSpacing = v.Bool() },
        },
        [ImageType.LBP2D] = new()
        {
            ["lbp2DRadius"] = (s, v) => s with { Lbp2DRadius = v.Positive() },
            ["lbp2DSamples"] = (s, v) => s with { Lbp2DSamples = v.Integer(1, 24) },
            ["lbp2DMethod"] = (s, v) => v.Word() == "uniform" ? s : throw v.Wrong("'uniform', the one method there is"),
        },
    };

    /// <summary>A key that PyRadiomics knows and that changes no value here: its value was checked, nothing more.</summary>
    private static ExtractionSettings Accepted(ExtractionSettings settings, bool _) => settings;

    private static int[] Distances(ParameterNode value)
    {
        double[] numbers = value.Numbers();
        return numbers.Length > 0 && numbers.All(d => d >= 1 && d <= 50 && d == Math.Floor(d))
            ? [.. numbers.Select(d => (int)d)]
            : throw value.Wrong("whole numbers from 1 to 50");
    }

    private static LogSigma[] Sigmas(ParameterNode value)
    {
        double[] numbers = value.Numbers();
        return numbers.Length > 0 && numbers.All(s => s > 0)
            ? [.. numbers.Zip(value.Texts(), (mm, text) => new LogSigma(mm, text))]
            : throw value.Wrong("numbers greater than 0");
    }

    private static double[] Spacing(ParameterNode value)
    {
        double[] numbers = value.Numbers();
        return numbers.Length == 3 && numbers.All(s => s >= 0) ? numbers : throw value.Wrong("three numbers of at least 0");
    }

    private static double[] Range(ParameterNode value)
    {
        double[] numbers = value.Numbers();
        return numbers.Length is 1 or 2 ? numbers : throw value.Wrong("one number (lower threshold) or two (lower and upper)");
    }

    private static ResegmentMode Mode(ParameterNode value) => value.Word() switch
    {
        "absolute" => ResegmentMode.Absolute,
        "relative" => ResegmentMode.Relative,
        "sigma" => ResegmentMode.Sigma,
        _ => throw value.Wrong("absolute, relative or sigma"),
    };

    private static WeightingNorm Weighting(ParameterNode value) => value.IsNull ? WeightingNorm.None : value.Word() switch
    {
        "euclidean" => WeightingNorm.Euclidean,
        "manhattan" => WeightingNorm.Manhattan,
        "infinity" => WeightingNorm.Infinity,
        "no_weighting" => WeightingNorm.NoWeighting,
        _ => throw value.Wrong("euclidean, manhattan, infinity or no_weighting"),
    };

    private static Interpolator InterpolatorOf(ParameterNode value) => value.Word() switch
    {
        "sitkNearestNeighbor" or "1" => Interpolator.Nearest,
        "sitkLinear" or "2" => Interpolator.Linear,
        "sitkBSpline" or "3" => Interpolator.BSpline,
        _ => throw value.Wrong("sitkNearestNeighbor, sitkLinear or sitkBSpline"),
    };
}
