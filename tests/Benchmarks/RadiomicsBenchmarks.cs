using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>Feature extraction of a ball in smooth texture: 11 image types, all classes, 1037 features.</summary>
[MemoryDiagnoser]
public class RadiomicsBenchmarks
{
    private static readonly string[] NineNames =
    [
        "original_shape_Sphericity", "original_firstorder_Median", "original_glcm_Contrast", "wavelet-LLH_glcm_JointEntropy", "wavelet-HHH_glszm_ZoneEntropy",
        "wavelet-LLL_firstorder_Mean", "square_glrlm_RunEntropy", "original_ngtdm_Strength", "exponential_gldm_DependenceVariance",
    ];

    private Volume _image = null!;
    private Mask _roi = null!;
    private ExtractionSettings _settings = null!;

    /// <summary>Number of ROI voxels, about.</summary>
    [Params(2_000, 20_000, 100_000)]
    public int Voxels { get; set; }

    /// <summary>Width of a grey-level bin.</summary>
    [Params(25.0, 5.0)]
    public double BinWidth { get; set; }

    /// <summary>Makes image and ROI.</summary>
    [GlobalSetup]
    public void Setup()
    {
        double radius = Math.Cbrt(Voxels * 0.75 / Math.PI);
        int size = (int)Math.Ceiling(2 * radius) + 12;
        var grid = VolumeGeometry.AxisAligned(size, size, size, new(1, 1, 1));
        _image = new Volume(grid, new float[grid.VoxelCount]) { StoredAs = VoxelType.Int16 };
        _roi = new Mask(grid);
        for (int n = 0; n < grid.VoxelCount; n++)
        {
            var (i, j, k) = grid.IndicesOf(n);
            double texture = (180 * Math.Sin(i * 0.31) * Math.Cos(j * 0.23)) + (140 * Math.Sin((k * 0.41) + (i * 0.07))) + (n * 2654435761L % 97);
            _image.Voxels[n] = (float)Math.Floor(600 + texture);
            double x = i - (size / 2.0), y = j - (size / 2.0), z = k - (size / 2.0);
            _roi.Voxels[n] = (x * x) + (y * y) + (z * z) <= radius * radius ? (byte)1 : (byte)0;
        }

        _settings = ParameterFile.Parse("imageType: {Original: {}, Wavelet: {}, Exponential: {}, Square: {}}") with { Texture = new() { BinWidth = BinWidth } };
    }

    /// <summary>Everything on one thread.</summary>
    [Benchmark(Baseline = true)]
    public int OneThread() => FeatureExtractor.ExtractWithDiagnostics(_image, _roi, _settings, maxThreads: 1).Features.Count;

    /// <summary>Everything on all cores.</summary>
    [Benchmark]
    public int AllCores() => FeatureExtractor.ExtractWithDiagnostics(_image, _roi, _settings).Features.Count;

    /// <summary>Nine named features on all cores.</summary>
    [Benchmark]
    public int NineFeatures() => FeatureExtractor.Extract(_image, _roi, _settings, NineNames).Count;
}
