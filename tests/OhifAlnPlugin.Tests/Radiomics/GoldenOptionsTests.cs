using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Every option of a parameter file against PyRadiomics 3.0.1, one at a time.</summary>
public sealed class GoldenOptionsTests
{
    private static readonly string[] Options =
    [
        "default", "force2D", "force2D_dim2", "weight_euclidean", "weight_manhattan", "weight_infinity", "no_weighting", "distances_1_2",
        "distance_3", "asym_glcm", "gldm_a1", "shift_1000", "resegment_abs_200_450", "resegment_sigma3", "resegment_rel_0.4", "resegment_shape",
        "binWidth_5", "binWidth_0.37", "norm_scale100", "norm_scale100_outliers3", "lin_2mm", "lin_inplane1", "bspline_1mm", "nn_1mm",
        "lin_1mm_pad0", "preCrop_pad5",
    ];

    private static readonly Dictionary<string, string> Wavelets = new()
    {
        ["coif1_L1"] = "{}", ["coif1_L2"] = "{level: 2}", ["coif1_start1"] = "{start_level: 1}", ["haar"] = "{wavelet: haar}",
        ["db2"] = "{wavelet: db2}", ["bior1.3"] = "{wavelet: bior1.3}", ["sym4"] = "{wavelet: sym4}",
    };

    public static TheoryData<string> OptionCases() => new(Options);

    public static TheoryData<string> WaveletCases() => new(Wavelets.Keys);

    public static TheoryData<string> BrainCases() =>
        new("bw25_native", "bc32_native", "bw25_lin1mm", "bw25_lin1mm_norm100", "bw25_bspline1mm_norm100", "bc32_lin1mm_norm100");

    [Theory]
    [MemberData(nameof(OptionCases))]
    public void An_option_has_the_effect_it_has_in_PyRadiomics(string option) => CompareOption("p01_aniso", option);

    [ReferenceTheory]
    [MemberData(nameof(OptionCases))]
    public void An_option_has_the_same_effect_on_a_single_slice(string option) => CompareOption("p06_single_slice", option);

    [Theory]
    [MemberData(nameof(WaveletCases))]
    public void A_wavelet_option_has_the_effect_it_has_in_PyRadiomics(string option)
    {
        string text = $$"""{"imageType": {"Wavelet": {{Wavelets[option]}} }, "featureClass": {"firstorder": null, "glcm": null} }""";
        var (image, labels) = Case("p02_rotated");
        Comparison("wavelet_options_p02_rotated", option)
            .Compare(Table("wavelet_options_p02_rotated"), FeatureExtractor.ExtractWithDiagnostics(image, labels, ParameterFile.Parse(text)));
    }

    [ReferenceFact]
    public void The_published_settings_give_the_published_944_features()
    {
        var (image, labels) = Case("p10_breast96");
        Extraction extraction = FeatureExtractor.ExtractWithDiagnostics(image, labels, SettingsProfiles.Named("paper-code"));
        extraction.Features.Count.ShouldBe(944);
        Comparison("seed_repo_settings_p10_breast96", "value", 1e-6).Compare(Table("seed_repo_settings_p10_breast96"), extraction);
    }

    [ReferenceTheory]
    [InlineData("tumour", 1, 0)]
    [InlineData("shell15", 2, 0)]
    [InlineData("tumour_plus_shell", 1, 2)]
    public void Tumour_and_shell_agree_on_the_one_millimetre_grid(string column, int label, int other)
    {
        Volume image = Phantom.Image(Radiomics("phantoms", "p10_breast96_1mm_lin_pad20_image.nrrd"));
        LabelMap labels = Phantom.Labels(Radiomics("phantoms", "p10_breast96_peri15_labels.nrrd"));
        var mask = new Mask(labels.Geometry, [.. labels.Labels.Select(l => l == label || (other != 0 && l == other) ? (byte)1 : (byte)0)]);
        ExtractionSettings settings = ParameterFile.Parse("imageType: {Original: {}, Wavelet: {}, Exponential: {}, Square: {}}");
        Comparison("peri15_p10_breast96", column).Compare(Table("peri15_p10_breast96"), FeatureExtractor.ExtractWithDiagnostics(image, mask, settings));
    }

    [ReferenceTheory]
    [InlineData("tumour", RegionOfInterest.Tumour)]
    [InlineData("shell15", RegionOfInterest.Shell)]
    [InlineData("tumour_plus_shell", RegionOfInterest.TumourAndShell)]
    public void The_region_setting_lays_the_shell_on_the_resampled_grid(string column, RegionOfInterest region)
    {
        var (image, labels) = Case("p10_breast96");
        ExtractionSettings settings = ParameterFile.Parse(
            "{imageType: {Original: {}, Wavelet: {}, Exponential: {}, Square: {}}, "
            + $"setting: {{resampledPixelSpacing: [1, 1, 1], interpolator: sitkLinear, padDistance: 20, region: {RegionNames.Of(region)}, shellInBody: false}}}}");
        var comparison = new GoldenComparison("peri15_p10_breast96", column)
        {
            Fragile = FragileFeatures.Of("peri15_p10_breast96.csv", column),
            Tolerance = 1e-8,
            Rows = name => !name.StartsWith("diagnostics_", StringComparison.Ordinal),
        };
        comparison.Compare(Table("peri15_p10_breast96"), FeatureExtractor.ExtractWithDiagnostics(image, labels, settings));
    }

    [ReferenceFact]
    public void Features_after_adaptive_equalisation_elsewhere_agree()
    {
        Volume image = Phantom.Image(Radiomics("intermediate", "p01_aniso_skimage_equalize_adapthist_clip0.01.nrrd"));
        LabelMap labels = Phantom.Labels(Radiomics("phantoms", "p01_aniso_label.nrrd"));
        // The file holds the image in single precision, the values were made from double.
        Comparison("histeq_p01_aniso_bc32", "skimage_equalize_adapthist_clip0.01", 1e-7)
            .Compare(Table("histeq_p01_aniso_bc32"), FeatureExtractor.ExtractWithDiagnostics(image, labels, ParameterFile.Parse("setting: {binCount: 32}")));
    }

    [ReferenceTheory]
    [InlineData("skimage_equalize_hist_256", 1)]
    [InlineData("skimage_equalize_hist_256_x255", 255)]
    public void Histogram_equalisation_is_that_of_scikit_image(string column, double scale)
    {
        var (image, labels) = Case("p01_aniso");
        ScalarImage equalized = HistogramEqualization.Equalize(ScalarImage.Of(image));
        var g = image.Geometry;
        double[] values = [.. equalized.Block(new(0, 0, 0, g.SizeX - 1, g.SizeY - 1, g.SizeZ - 1)).Select(v => v * scale)];
        Mask mask = labels.Select(1);
        var prepared = new PreparedCase(ScalarImage.Of(g, values, Precision.Double, VoxelType.Float64), mask, mask, mask.BoundingBox()!.Value, []);
        ExtractionSettings settings = ParameterFile.Parse("setting: {binCount: 32}");
        var comparison = Comparison("histeq_p01_aniso_bc32", column);
        comparison.Compare(Table("histeq_p01_aniso_bc32"), FeatureExtractor.Extract(prepared, settings));
    }

    [Theory]
    [InlineData("correctMask", "{correctMask: true}")]
    [InlineData("resample_lin1mm(no correctMask)", "{resampledPixelSpacing: [1, 1, 1], interpolator: sitkLinear}")]
    public void A_mask_on_another_grid_is_brought_to_the_image(string column, string settings)
    {
        Volume image = Phantom.Image(Radiomics("phantoms", "p01_aniso_image.nrrd"));
        LabelMap labels = Phantom.Labels(Radiomics("phantoms", "p12_mask_other_grid_label.nrrd"));
        ExtractionSettings parsed = ParameterFile.Parse($"imageType: {{Original: {{}}, Wavelet: {{}}}}\nsetting: {settings}");
        Comparison("p12_mask_other_grid", column).Compare(Table("p12_mask_other_grid"), FeatureExtractor.ExtractWithDiagnostics(image, labels, parsed));
    }

    [ReferenceTheory]
    [MemberData(nameof(BrainCases))]
    public void A_real_brain_tumour_agrees(string configuration)
    {
        Volume image = Phantom.Image(Radiomics("pyradiomics-data", "brain1_image.nrrd"));
        LabelMap labels = Phantom.Labels(Radiomics("pyradiomics-data", "brain1_label.nrrd"));
        ExtractionSettings settings = ParameterFile.Parse(File.ReadAllText(Radiomics("golden", "params", configuration + ".yaml")));
        double tolerance = configuration.Contains("bspline", StringComparison.Ordinal) ? 1e-6 : configuration.Contains("lin1mm", StringComparison.Ordinal) ? 1e-8 : 1e-9;
        Comparison("real_brain1", configuration, tolerance).Compare(Table("real_brain1"), FeatureExtractor.ExtractWithDiagnostics(image, labels, settings));
    }

    private static void CompareOption(string phantom, string option)
    {
        string golden = $"options_{phantom}";
        using JsonDocument options = JsonDocument.Parse(File.ReadAllText(Radiomics("golden", "params", "options.json")));
        string text = $$"""{"imageType": {"Original": {}, "Wavelet": {} }, "featureClass": {{Classes(option)}}, "setting": {{options.RootElement.GetProperty(option)}} }""";
        var (image, labels) = Case(phantom);
        Comparison(golden, option).Compare(Table(golden), FeatureExtractor.ExtractWithDiagnostics(image, labels, ParameterFile.Parse(text)));
    }

    private static string Classes(string option) => option.StartsWith("force2D", StringComparison.Ordinal)
        ? """{"shape": null, "shape2D": null, "firstorder": null, "glcm": null, "glrlm": null, "glszm": null, "gldm": null, "ngtdm": null}"""
        : """{"shape": null, "firstorder": null, "glcm": null, "glrlm": null, "glszm": null, "gldm": null, "ngtdm": null}""";

    private static GoldenComparison Comparison(string golden, string column, double? tolerance = null) => new(golden, column)
    {
        Fragile = FragileFeatures.Of(golden + ".csv", column),
        Tolerance = tolerance ?? (column.StartsWith("bspline", StringComparison.Ordinal) ? 1e-6 : column.Contains("lin_", StringComparison.Ordinal) || column.StartsWith("nn_", StringComparison.Ordinal) ? 1e-8 : 1e-9),
    };

    private static (Volume Image, LabelMap Labels) Case(string phantom) =>
        (Phantom.Image(Radiomics("phantoms", phantom + "_image.nrrd")), Phantom.Labels(Radiomics("phantoms", phantom + "_label.nrrd")));

    private static GoldenTable Table(string name) => GoldenTable.Read(Radiomics("golden", name + ".csv"));

    private static string Radiomics(params string[] parts) => Phantom.PathOf(parts);
}
