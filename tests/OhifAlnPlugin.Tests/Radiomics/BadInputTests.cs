using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>What the engine says where it cannot or should not compute.</summary>
public sealed class BadInputTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(12, 11, 10, new(1, 1, 1));

    [Theory]
    [InlineData("setting: {binWith: 25}", "Unknown setting 'binWith'; did you mean 'binWidth'?")]
    [InlineData("setting: {normalise: true}", "did you mean 'normalize'?")]
    [InlineData("imageType: {Wavlet: {}}", "did you mean 'Wavelet'?")]
    [InlineData("imageType: {LBP3D: {}}", "'LBP3D' is not computed here")]
    [InlineData("imageType: {Wavelet: {wavelet: coif2x}}", "did you mean 'coif1'?")]
    [InlineData("featureClass: {glcm: [Contrst]}", "did you mean 'Contrast'?")]
    [InlineData("featureClass: {kinetics: }", "Unknown feature class 'kinetics'")]
    [InlineData("seting: {}", "did you mean 'setting'?")]
    [InlineData("setting: {binWidth: -1}", "'binWidth' is '-1', but must be a number greater than 0")]
    [InlineData("setting: {resampledPixelSpacing: [1, 1]}", "three numbers")]
    [InlineData("setting: {interpolator: sitkGaussian}", "sitkNearestNeighbor, sitkLinear or sitkBSpline")]
    [InlineData("setting: {label: 0}", "from 1 to 65535")]
    [InlineData("setting: {region: rim}", "must be tumour, shell, tumour+shell")]
    [InlineData("setting: {shellThickness: 500}", "from 0.01 to 100")]
    [InlineData("setting: [1", "not valid YAML")]
    public void A_wrong_parameter_file_is_refused_with_the_nearest_right_word(string text, string expected) =>
        Should.Throw<RadiomicsException>(() => ParameterFile.Parse(text)).Message.ShouldContain(expected);

    [Fact]
    public void Keys_that_PyRadiomics_accepts_without_effect_are_accepted() =>
        ParameterFile.Parse("{setting: {enableCExtensions: true, additionalInfo: false}, voxelSetting: {kernelRadius: 2, initValue: nan}}").KernelRadius.ShouldBe(2);

    [Fact]
    public void An_image_type_may_have_its_own_bin_width()
    {
        ExtractionSettings settings = ParameterFile.Parse("{imageType: {Original: {}, Square: {binWidth: 7}}, setting: {binWidth: 25, gldm_a: 1}}");
        settings.ImageTypes[1].Texture.ShouldNotBeNull().BinWidth.ShouldBe(7);
        settings.ImageTypes[1].Texture!.GldmA.ShouldBe(1);
    }

    [Fact]
    public void An_absent_label_names_those_that_exist()
    {
        var labels = new LabelMap(Grid, new ushort[Grid.VoxelCount]);
        labels.Labels.AsSpan(0, 30).Fill(4);
        Refusal(() => FeatureExtractor.ExtractWithDiagnostics(Ramp(), labels, new())).ShouldContain("label 1; it has 4 (30 voxels)");
    }

    [Fact]
    public void Another_grid_is_refused_with_the_difference_and_the_remedy()
    {
        var shifted = VolumeGeometry.AxisAligned(12, 11, 10, new(1, 1, 1), new(0, 2.5, 0));
        var mask = new Mask(shifted, Box(3, 3, 3).Voxels);
        string text = Refusal(() => FeatureExtractor.Extract(Ramp(), mask, new()));
        text.ShouldContain("(0, 2.5, 0) mm");
        text.ShouldContain("correctMask");
        FeatureExtractor.Extract(Ramp(), mask, new() { CorrectMask = true }).Count.ShouldBe(107);
    }

    [Fact]
    public void Another_spacing_size_or_direction_is_refused_with_the_difference()
    {
        Refusal(() => FeatureExtractor.Extract(Ramp(), new Mask(VolumeGeometry.AxisAligned(12, 11, 10, new(1, 1, 1.25)), Box(3, 3, 3).Voxels), new())).ShouldContain("the spacings differ by (0, 0, 0.25) mm");
        var smaller = new Mask(VolumeGeometry.AxisAligned(6, 11, 10, new(2, 1, 1), new(0.5, 0, 0)));
        smaller.Voxels.AsSpan(100, 40).Fill(1);
        string text = Refusal(() => FeatureExtractor.Extract(Ramp(), smaller, new()));
        text.ShouldContain("12×11×10 voxels, the mask 6×11×10; the origins differ by (0.5, 0, 0) mm, the spacings by (1, 0, 0) mm");
        text.ShouldContain("correctMask");
        var turned = new VolumeGeometry(12, 11, 10, new(1, 1, 1), new(0, 0, 0), new(-1, 0, 0), new(0, -1, 0), new(0, 0, 1));
        Refusal(() => FeatureExtractor.Extract(Ramp(), new Mask(turned, Box(3, 3, 3).Voxels), new())).ShouldContain("the direction cosines differ by up to 2");
    }

    [Fact]
    public void A_mask_outside_the_image_is_refused()
    {
        var mask = new Mask(VolumeGeometry.AxisAligned(12, 11, 10, new(1, 1, 1), new(500, 0, 0)), Box(3, 3, 3).Voxels);
        Refusal(() => FeatureExtractor.Extract(Ramp(), mask, new() { CorrectMask = true })).ShouldContain("outside the image");
    }

    [Fact]
    public void An_empty_mask_is_refused() => Refusal(() => FeatureExtractor.Extract(Ramp(), new Mask(Grid), new())).ShouldContain("no voxel");

    [Fact]
    public void A_single_voxel_is_refused() => Refusal(() => FeatureExtractor.Extract(Ramp(), Box(1, 1, 1), new())).ShouldContain("single voxel");

    [Fact]
    public void A_line_is_refused() => Refusal(() => FeatureExtractor.Extract(Ramp(), Box(5, 1, 1), new())).ShouldContain("minimumROIDimensions asks for 2");

    [Fact]
    public void A_ROI_that_is_too_small_is_refused() =>
        Refusal(() => FeatureExtractor.Extract(Ramp(), Box(2, 2, 2), new() { MinimumRoiSize = 8 })).ShouldContain("has 8 voxels");

    [Fact]
    public void An_empty_ROI_after_resegmentation_is_refused() =>
        Refusal(() => FeatureExtractor.Extract(Ramp(), Box(4, 4, 4), new() { ResegmentRange = [1e6, 2e6] })).ShouldContain("empty after resegmentation");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Undefined_voxels_in_the_ROI_are_counted(float value)
    {
        Volume image = Ramp();
        image.Voxels[Grid.Offset(4, 4, 4)] = value;
        Refusal(() => FeatureExtractor.Extract(image, Box(4, 4, 4), new())).ShouldContain("1 of 64 ROI voxels");
    }

    [Fact]
    public void Too_many_grey_levels_are_refused_before_memory_is_taken() =>
        Refusal(() => FeatureExtractor.Extract(Ramp(), Box(4, 4, 4), new() { Texture = new() { BinWidth = 1e-4 } })).ShouldContain("the limit is 65535");

    [Fact]
    public void Ten_thousand_grey_levels_are_computed()
    {
        // A full co-occurrence table of 10 000 levels would take 400 MB per direction, a run-length table as much again.
        // Everything ever allocated, not the peak, stays far below one of them.
        long before = GC.GetAllocatedBytesForCurrentThread();
        FeatureVector features = FeatureExtractor.ExtractWithDiagnostics(Ramp(), Box(8, 8, 8), new() { Texture = new() { BinCount = 10_000 } }, maxThreads: 1).Features;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200 << 20);
        features["original_glcm_JointEntropy"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_whole_image_and_the_border_are_allowed()
    {
        var whole = new Mask(Grid, [.. Enumerable.Repeat((byte)1, Grid.VoxelCount)]);
        ExtractionSettings settings = ParameterFile.Parse("imageType: {Original: {}, Wavelet: {}, LoG: {sigma: [1.0]}, Gradient: {}, LBP2D: {}}");
        FeatureExtractor.Extract(Ramp(), whole, settings).Values.ToArray().ShouldAllBe(v => double.IsFinite(v));
    }

    [Fact]
    public void A_constant_ROI_has_defined_texture()
    {
        var image = new Volume(Grid, [.. Enumerable.Repeat(50f, Grid.VoxelCount)]);
        FeatureVector features = FeatureExtractor.Extract(image, Box(4, 4, 4), new());
        (features["original_glcm_MCC"], features["original_glcm_Correlation"], features["original_ngtdm_Coarseness"], features["original_ngtdm_Busyness"]).ShouldBe((1, 1, 1e6, 0));
    }

    [Fact]
    public void A_constant_image_cannot_be_normalised() =>
        Refusal(() => FeatureExtractor.Extract(new Volume(Grid, new float[Grid.VoxelCount]), Box(4, 4, 4), new() { Normalize = true })).ShouldContain("same value 0 everywhere");

    [Fact]
    public void More_than_256_grey_levels_come_with_a_warning() =>
        FeatureExtractor.ExtractWithDiagnostics(Ramp(), Box(8, 8, 8), new() { Texture = new() { BinWidth = 0.25 } }).Warnings.ShouldContain(w => w.Contains("more than 256 grey levels", StringComparison.Ordinal));

    [Fact]
    public void A_shell_without_room_is_refused()
    {
        var whole = new Mask(Grid, [.. Enumerable.Repeat((byte)1, Grid.VoxelCount)]);
        Refusal(() => FeatureExtractor.Extract(Ramp(), whole, new() { Region = RegionOfInterest.Shell, ShellInBody = false })).ShouldContain("is empty as region 'shell'");
    }

    [Fact]
    public void A_shell_ends_at_the_skin()
    {
        Volume image = Ramp();
        for (int n = 0; n < Grid.VoxelCount; n++)
        {
            image.Voxels[n] = Grid.IndicesOf(n).I < 7 ? 100 + image.Voxels[n] : 0;
        }

        double Volume(bool inBody) => FeatureExtractor.Extract(image, Box(4, 4, 4), new() { Region = RegionOfInterest.Shell, ShellThicknessMm = 3, ShellInBody = inBody })["original_shape_VoxelVolume"];
        Volume(true).ShouldBeLessThan(Volume(false));
    }

    [Fact]
    public void Doubtful_values_come_with_a_warning()
    {
        var flat = VolumeGeometry.AxisAligned(12, 11, 10, new(0.5, 0.5, 4));
        Extraction extraction = FeatureExtractor.ExtractWithDiagnostics(new Volume(flat, Ramp().Voxels), new Mask(flat, Box(3, 3, 3).Voxels), new());
        extraction.Warnings.ShouldContain(w => w.Contains("27 voxels", StringComparison.Ordinal));
        extraction.Warnings.ShouldContain(w => w.Contains("far from cubes", StringComparison.Ordinal));
        extraction.Warnings.ShouldContain(w => w.Contains("fewer than 8 grey levels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "single voxel")]
    [InlineData(2, "minimumROIDimensions")]
    public void Where_PyRadiomics_refuses_so_does_the_engine(int label, string expected)
    {
        using JsonDocument errors = JsonDocument.Parse(File.ReadAllText(Phantom.PathOf("golden", "errors.json")));
        Volume image = Phantom.Image(Phantom.PathOf("phantoms", "p05_tiny_image.nrrd"));
        LabelMap labels = Phantom.Labels(Phantom.PathOf("phantoms", "p05_tiny_label.nrrd"));
        foreach (JsonProperty error in errors.RootElement.EnumerateObject().Where(e => e.Name.Contains($":label{label}:", StringComparison.Ordinal)))
        {
            ExtractionSettings settings = ParameterFile.Parse(File.ReadAllText(Phantom.PathOf("golden", "params", error.Name.Split(':')[2] + ".yaml"))) with { Label = label };
            Refusal(() => FeatureExtractor.ExtractWithDiagnostics(image, labels, settings)).ShouldContain(expected);
        }
    }

    private static string Refusal(Func<object> act) => Should.Throw<RadiomicsException>(() => act()).Message;

    private static Volume Ramp() => new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => (float)(n * 13 % 97))]);

    private static Mask Box(int x, int y, int z)
    {
        var mask = new Mask(Grid);
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            mask.Voxels[n] = i >= 2 && i < 2 + x && j >= 2 && j < 2 + y && k >= 2 && k < 2 + z ? (byte)1 : (byte)0;
        }

        return mask;
    }
}
