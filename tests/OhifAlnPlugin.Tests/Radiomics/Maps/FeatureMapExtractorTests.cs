using System.Collections.Concurrent;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Maps;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics.Maps;

/// <summary>Maps against the ordinary extraction of each kernel, against closed forms, and what they refuse.</summary>
public sealed class FeatureMapExtractorTests
{
    private const int Size = 12;
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(Size, Size, Size, new(0.8, 0.9, 1.5), new(-3, 7, 11));
    private static readonly IndexBox Box = new(3, 4, 3, 8, 8, 7);

    [Theory]
    [InlineData("{}", "{kernelRadius: 1}")]
    [InlineData("{}", "{kernelRadius: 2}")]
    [InlineData("{force2D: true, gldm_a: 2}", "{kernelRadius: 1}")]
    [InlineData("{force2D: true, force2Ddimension: 2}", "{kernelRadius: 2}")]
    [InlineData("{distances: [1, 2], symmetricalGLCM: false, weightingNorm: manhattan}", "{kernelRadius: 2}")]
    [InlineData("{weightingNorm: no_weighting, voxelArrayShift: 50}", "{kernelRadius: 1, voxelBatch: 10}")]
    public void Each_value_is_the_ordinary_feature_of_the_kernel(string setting, string voxelSetting)
    {
        // Smallest and largest intensity lie in every kernel, so that each kernel alone has the grey levels of the whole ROI.
        ExtractionSettings settings = ParameterFile.Parse($"{{setting: {setting}, voxelSetting: {voxelSetting}}}") with { MinimumRoiDimensions = 1 };
        Volume image = Image((i, j, k) => ExtremesInEveryKernel(i, j, k) ?? 40 + (i * 7919 + j * 104729 + k * 1299709) % 200);
        Dictionary<string, double[]> maps = FeatureMapExtractor.Extract(image, Inside(Box), settings).ToDictionary(m => m.Name, m => m.OnGrid(Grid).Select(v => (double)v).ToArray());
        Dictionary<string, FeatureMap> exact = FeatureMapExtractor.Extract(image, Inside(Box), settings).ToDictionary(m => m.Name);
        ExtractionSettings alone = settings with { FeatureClasses = [.. settings.FeatureClasses.Where(c => c.Class != "shape")] };
        for (int n = 0; n < 150; n += 7)
        {
            (int i, int j, int k) = (Box.MinI + (n % 6), Box.MinJ + (n / 6 % 5), Box.MinK + (n / 30));
            FeatureVector expected = FeatureExtractor.Extract(image, Inside(Kernel(i, j, k, settings)), alone);
            expected.Count.ShouldBe(93);
            foreach (string name in expected.Names)
            {
                exact[name].Values[n].ShouldBe(expected[name], 1e-9 * Math.Max(1e-5, Math.Abs(expected[name])), $"{name} at {i}, {j}, {k}");
                maps[name][Grid.Offset(i, j, k)].ShouldBe((float)expected[name], 1e-6 * Math.Max(1e-5, Math.Abs(expected[name])));
            }
        }
    }

    [Fact]
    public void A_kernel_that_sees_all_of_the_ROI_gives_the_ROIs_features_everywhere()
    {
        Mask ball = Ball();
        Volume image = Image((i, j, k) => 300 + (40 * i) - (25 * j) + ((i * k * 37) % 113));
        ExtractionSettings settings = ParameterFile.Parse("{imageType: {Original: {}, Wavelet: {}}, voxelSetting: {kernelRadius: 8}}");
        FeatureVector whole = FeatureExtractor.Extract(image, ball, settings);
        foreach (FeatureMap map in FeatureMapExtractor.Extract(image, ball, settings))
        {
            map.Values.Length.ShouldBe(ball.Count());
            double tolerance = 1e-12 * Math.Max(1e-3, Math.Abs(whole[map.Name]));
            map.Minimum.ShouldBe(whole[map.Name], tolerance, map.Name);
            map.Maximum.ShouldBe(whole[map.Name], tolerance, map.Name);
        }
    }

    [Fact]
    public void Mean_of_a_ramp_is_the_voxel_itself_and_its_variance_that_of_the_kernel()
    {
        Volume ramp = Image((i, j, k) => 10 * i);
        FeatureMap[] maps = [.. FeatureMapExtractor.Extract(ramp, Ball(), new() { MaskedKernel = false }, ["original_firstorder_Mean", "original_firstorder_Variance", "original_firstorder_Range"])];
        for (int n = 0; n < maps[0].Values.Length; n++)
        {
            int i = maps[0].Geometry.IndicesOf(maps[0].Offsets[n]).I + 2;
            maps[0].Values[n].ShouldBe(10 * i, 1e-12);
            maps[1].Values[n].ShouldBe(200.0 / 3, 1e-9);
            maps[2].Values[n].ShouldBe(20);
        }
    }

    [Fact]
    public void Contrast_of_stripes_is_known()
    {
        // Level changes by 2 with each step along x: of 13 directions 9 have a step along x and contrast 4, the others 0.
        Volume stripes = Image((i, j, k) => i % 2 == 0 ? 0 : 50);
        FeatureMap map = FeatureMapExtractor.Extract(stripes, Inside(Box), new(), ["original_glcm_Contrast"]).Single();
        map.Minimum.ShouldBe(9 * 4.0 / 13, 1e-12);
        map.Maximum.ShouldBe(9 * 4.0 / 13, 1e-12);
    }

    [Fact]
    public void The_image_is_the_ROIs_box_and_the_radius_with_the_initial_value_outside()
    {
        Mask ball = Ball();
        FeatureMap map = FeatureMapExtractor.Extract(Image((i, j, k) => i * j), ball, new() { KernelRadius = 2, InitValue = -7 }, ["original_firstorder_Median"]).Single();
        (map.Geometry.SizeX, map.Geometry.SizeY, map.Geometry.SizeZ).ShouldBe((11, 11, 11));
        map.Geometry.OriginMm.ShouldBe(Grid.ToPatient(1, 1, 1));
        double[] values = map.ToImage();
        values.Count(v => v == -7).ShouldBe(values.Length - ball.Count());
        float[] seen = map.OnGrid(Grid);
        Enumerable.Range(0, seen.Length).ShouldAllBe(n => float.IsNaN(seen[n]) == (ball.Voxels[n] == 0));
    }

    [Fact]
    public void A_voxel_alone_in_its_kernel_has_no_texture_and_no_spread()
    {
        Mask mask = Inside(new(2, 2, 2, 4, 4, 4));
        mask.Voxels[Grid.Offset(9, 9, 9)] = 1;
        Dictionary<string, double> alone = FeatureMapExtractor.Extract(Image((i, j, k) => 100 + i), mask, new()).ToDictionary(m => m.Name, m => m.Values[^1]);
        alone["original_glcm_Contrast"].ShouldBe(double.NaN);
        alone["original_glrlm_RunEntropy"].ShouldBe(double.NaN);
        alone["original_firstorder_Mean"].ShouldBe(109);
        alone["original_firstorder_Variance"].ShouldBe(0);
        alone["original_glszm_ZonePercentage"].ShouldBe(1);
        alone["original_ngtdm_Coarseness"].ShouldBe(1e6);
    }

    [Fact]
    public void Values_do_not_depend_on_the_number_of_threads()
    {
        Volume image = Image((i, j, k) => (i * 7919 + j * 104729 + k * 1299709) % 613);
        double[][] one = Values(1);
        for (int threads = 2; threads <= 4; threads++)
        {
            Values(threads).ShouldBe(one);
        }

        double[][] Values(int threads) => [.. FeatureMapExtractor.Extract(image, Ball(), new(), maxThreads: threads).Select(m => m.Values.ToArray())];
    }

    [Fact]
    public void Progress_ends_at_one_and_work_ends_when_it_is_cancelled()
    {
        ConcurrentBag<double> shares = [];
        using var cancellation = new CancellationTokenSource();
        var maps = FeatureMapExtractor.Extract(Image((i, j, k) => i + j), Ball(), new(), progress: new Collected(shares), cancellation: cancellation.Token).ToArray();
        maps.Length.ShouldBe(93);
        shares.Max().ShouldBe(1);
        cancellation.Cancel();
        Should.Throw<OperationCanceledException>(() => FeatureMapExtractor.Extract(Image((i, j, k) => i + j), Ball(), new(), cancellation: cancellation.Token).Count());
    }

    [Fact]
    public void Shape_has_no_map()
    {
        Refusal(() => FeatureMapExtractor.Extract(Image((i, j, k) => i), Ball(), new(), ["original_shape_Sphericity"])).ShouldContain("no map of 'original_shape_Sphericity'");
        Refusal(() => FeatureMapExtractor.Names(ParameterFile.Parse("featureClass: {shape: }"))).ShouldContain("shape only");
        FeatureMapExtractor.Names(new()).Count.ShouldBe(93);
    }

    [Fact]
    public void Undefined_voxels_are_refused_where_kernels_see_them()
    {
        Volume image = Image((i, j, k) => i);
        image.Voxels[Grid.Offset(2, 5, 5)] = float.NaN;
        Mask inside = Inside(Box);
        Means(new()).Length.ShouldBe(1);
        Refusal(() => Means(new() { MaskedKernel = false })).ShouldContain("1 of");

        FeatureMap[] Means(ExtractionSettings settings) => [.. FeatureMapExtractor.Extract(image, inside, settings, ["original_firstorder_Mean"])];
    }

    private static string Refusal(Action action) => Should.Throw<RadiomicsException>(action).Message;

    private static double? ExtremesInEveryKernel(int i, int j, int k) =>
        (i & 1, j & 1, k & 1) switch { (0, 0, 0) or (0, 0, 1) or (1, 0, 0) => 25, (1, 1, 1) or (0, 1, 0) or (0, 1, 1) => 399, _ => null };

    private static IndexBox Kernel(int i, int j, int k, ExtractionSettings settings)
    {
        int r = settings.KernelRadius, flat = settings.Texture.Force2D ? settings.Texture.Force2DDimension : -1;
        (int x, int y, int z) = (flat == 2 ? 0 : r, flat == 1 ? 0 : r, flat == 0 ? 0 : r);
        return new(
            Math.Max(Box.MinI, i - x), Math.Max(Box.MinJ, j - y), Math.Max(Box.MinK, k - z),
            Math.Min(Box.MaxI, i + x), Math.Min(Box.MaxJ, j + y), Math.Min(Box.MaxK, k + z));
    }

    private static Volume Image(Func<int, int, int, double> value)
    {
        float[] voxels = new float[Grid.VoxelCount];
        for (int n = 0; n < voxels.Length; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            voxels[n] = (float)value(i, j, k);
        }

        return new(Grid, voxels);
    }

    private static Mask Inside(IndexBox box) => Where((i, j, k) => i >= box.MinI && i <= box.MaxI && j >= box.MinJ && j <= box.MaxJ && k >= box.MinK && k <= box.MaxK);

    private static Mask Ball() => Where((i, j, k) => ((i - 6) * (i - 6)) + ((j - 6) * (j - 6)) + ((k - 6) * (k - 6)) <= 9);

    private static Mask Where(Func<int, int, int, bool> inside)
    {
        var mask = new Mask(Grid);
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            mask.Voxels[n] = inside(i, j, k) ? (byte)1 : (byte)0;
        }

        return mask;
    }

    private sealed class Collected(ConcurrentBag<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
