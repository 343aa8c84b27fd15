using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>What theory says of features under changes of image and ROI.</summary>
public sealed class ExtractionPropertyTests
{
    private const int Size = 24;
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(Size, Size, Size, new(1, 1, 1));
    private static readonly ExtractionSettings Everything = ParameterFile.Parse(
        "{imageType: {Original: {}, Wavelet: {}, LoG: {sigma: [1.0]}, Square: {}, Gradient: {}, LBP2D: {}}, setting: {binWidth: 25}}");

    private static readonly string[] TextureNames =
        ["original_glcm_Contrast", "original_glcm_MCC", "original_glrlm_RunEntropy", "original_glszm_ZonePercentage", "original_gldm_DependenceVariance", "original_ngtdm_Coarseness"];

    private static readonly string[] ShapeNames =
        ["original_shape_MeshVolume", "original_shape_SurfaceArea", "original_shape_Elongation", "original_shape_Flatness", "original_shape_Maximum3DDiameter", "original_shape_LeastAxisLength"];

    [Fact]
    public void Values_do_not_depend_on_the_number_of_threads()
    {
        double[] one = [.. FeatureExtractor.ExtractWithDiagnostics(Image(), Roi(), Everything, maxThreads: 1).Features.Values];
        for (int threads = 2; threads <= 4; threads++)
        {
            FeatureExtractor.ExtractWithDiagnostics(Image(), Roi(), Everything, maxThreads: threads).Features.Values.ToArray().ShouldBe(one);
        }
    }

    [Theory]
    [InlineData(Interpolator.Linear, false)]
    [InlineData(Interpolator.BSpline, false)]
    [InlineData(Interpolator.Linear, true)]
    public void Resampling_does_not_depend_on_the_number_of_threads(Interpolator interpolator, bool equalize)
    {
        var settings = new ExtractionSettings { ResampledPixelSpacing = [0.7, 1.1, 0.9], Interpolator = interpolator, Normalize = true, Equalize = equalize, Region = RegionOfInterest.TumourAndShell, ShellThicknessMm = 3 };
        double[] one = [.. FeatureExtractor.ExtractWithDiagnostics(Image(), Roi(), settings, maxThreads: 1).Features.Values];
        foreach (int threads in (int[])[2, 4])
        {
            FeatureExtractor.ExtractWithDiagnostics(Image(), Roi(), settings, maxThreads: threads).Features.Values.ToArray().ShouldBe(one);
        }
    }

    [Fact]
    public void Named_features_have_the_values_they_have_among_all()
    {
        string[] names = ["wavelet-HLH_glszm_ZoneEntropy", "original_shape_Sphericity", "log-sigma-1-0-mm-3D_glcm_MCC", "original_firstorder_Median", "wavelet-LLL_ngtdm_Busyness"];
        FeatureVector all = FeatureExtractor.Extract(Image(), Roi(), Everything), named = FeatureExtractor.Extract(Image(), Roi(), Everything, names);
        named.Names.ShouldBe(names);
        named.Values.ToArray().ShouldBe(all.Select(names).Values.ToArray());
    }

    [Fact]
    public void A_constant_of_whole_bins_leaves_texture_as_it_is() =>
        ShouldAgree(Original(Image()), Original(Map(v => v + 25 * 40)), f => IsTexture(f) && !DependsOnLevel(f));

    [Fact]
    public void Intensities_scaled_together_with_the_bin_width_keep_texture() =>
        ShouldAgree(Original(Image()), FeatureExtractor.Extract(Map(v => 4 * v), Roi(), new() { Texture = new() { BinWidth = 100 } }), IsTexture);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_flip_keeps_every_feature(int axis)
    {
        (int, int, int) Flip(int i, int j, int k) => axis switch { 0 => (Size - 1 - i, j, k), 1 => (i, Size - 1 - j, k), _ => (i, j, Size - 1 - k) };
        ShouldAgree(Original(Image()), FeatureExtractor.Extract(Move(Image(), Flip), Move(Roi(), Flip), new()), _ => true);
    }

    [Fact]
    public void A_rotation_by_a_right_angle_exchanges_row_and_column_and_keeps_the_rest()
    {
        static (int, int, int) Turn(int i, int j, int k) => (j, Size - 1 - i, k);
        FeatureVector before = Original(Image()), after = FeatureExtractor.Extract(Move(Image(), Turn), Move(Roi(), Turn), new());
        ShouldAgree(before, after, f => !f.Contains("Diameter", StringComparison.Ordinal));
        after["original_shape_Maximum2DDiameterColumn"].ShouldBe(before["original_shape_Maximum2DDiameterRow"], 1e-9);
        after["original_shape_Maximum2DDiameterSlice"].ShouldBe(before["original_shape_Maximum2DDiameterSlice"], 1e-9);
    }

    [Fact]
    public void A_translation_away_from_the_borders_keeps_every_feature()
    {
        static (int, int, int) Shift(int i, int j, int k) => ((i + 2) % Size, (j + 1) % Size, (k + Size - 2) % Size);
        ShouldAgree(FeatureExtractor.Extract(Image(), Roi(), Everything), FeatureExtractor.Extract(Move(Image(), Shift), Move(Roi(), Shift), Everything), f => !f.StartsWith("log", StringComparison.Ordinal));
    }

    [Fact]
    public void Texture_keeps_its_value_under_any_shift_by_whole_bins_and_any_common_scale() =>
        Prop.ForAll<PositiveInt, NonNegativeInt>((scale, bins) =>
        {
            float factor = 1 << (scale.Get % 6);
            float shift = 25 * factor * (bins.Get % 50);
            FeatureVector before = FeatureExtractor.Extract(Image(), Roi(), new(), TextureNames);
            FeatureVector after = FeatureExtractor.Extract(Map(v => (v * factor) + shift), Roi(), new() { Texture = new() { BinWidth = 25 * factor } }, TextureNames);
            return TextureNames.All(n => Math.Abs(before[n] - after[n]) <= 1e-9 * Math.Max(1e-3, Math.Abs(before[n])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shape_does_not_change_wherever_the_ROI_lies_and_whichever_way_it_is_flipped() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, bool>((x, y, flip) =>
        {
            (int, int, int) To(int i, int j, int k) => (((flip ? Size - 1 - i : i) + (x.Get % 4)) % Size, (j + (y.Get % 5)) % Size, k);
            FeatureVector before = FeatureExtractor.Extract(Image(), Roi(), new(), ShapeNames), after = FeatureExtractor.Extract(Image(), Move(Roi(), To), new(), ShapeNames);
            return ShapeNames.All(n => Math.Abs(before[n] - after[n]) <= 1e-9 * before[n]);
        }).QuickCheckThrowOnFailure();

    private static FeatureVector Original(Volume image) => FeatureExtractor.Extract(image, Roi(), new());

    private static bool IsTexture(string name) => name.Split('_')[1] is "glcm" or "glrlm" or "glszm" or "gldm" or "ngtdm";

    /// <summary>Features weighted by the level itself, Ng among them, move with the numbering of the levels.</summary>
    private static bool DependsOnLevel(string name) =>
        name.Contains("GrayLevelEmphasis", StringComparison.Ordinal) || name.Contains("GrayLevelRunEmphasis", StringComparison.Ordinal)
        || name.Contains("GrayLevelZoneEmphasis", StringComparison.Ordinal);

    private static void ShouldAgree(FeatureVector expected, FeatureVector actual, Predicate<string> included)
    {
        string[] names = [.. expected.Names.Where(n => included(n))];
        names.Length.ShouldBeGreaterThan(20);
        foreach (string name in names)
        {
            actual[name].ShouldBe(expected[name], 1e-9 * Math.Max(1e-3, Math.Abs(expected[name])), name);
        }
    }

    private static Volume Image() => Map(v => v);

    private static Volume Map(Func<float, float> change)
    {
        float[] voxels = new float[Grid.VoxelCount];
        for (int n = 0; n < voxels.Length; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            voxels[n] = change(MathF.Floor(300 + (90 * MathF.Sin(0.7f * i)) + (70 * MathF.Cos((0.9f * j) + (0.3f * k))) + (n * 7919 % 61)));
        }

        return new(Grid, voxels);
    }

    private static Mask Roi()
    {
        var mask = new Mask(Grid);
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            bool inside = ((i - 11.5) * (i - 11.5) / 36) + ((j - 12) * (j - 12) / 25) + ((k - 12) * (k - 12) / 16) <= 1;
            mask.Voxels[n] = inside ? (byte)1 : (byte)0;
        }

        return mask;
    }

    private static Volume Move(Volume image, Func<int, int, int, (int I, int J, int K)> to)
    {
        var moved = new Volume(Grid, new float[Grid.VoxelCount]);
        for (int n = 0; n < moved.Voxels.Length; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            var (a, b, c) = to(i, j, k);
            moved.Voxels[Grid.Offset(a, b, c)] = image.Voxels[n];
        }

        return moved;
    }

    private static Mask Move(Mask mask, Func<int, int, int, (int I, int J, int K)> to)
    {
        Volume moved = Move(new Volume(Grid, [.. mask.Voxels.Select(v => (float)v)]), to);
        return new(Grid, [.. moved.Voxels.Select(v => (byte)v)]);
    }
}
