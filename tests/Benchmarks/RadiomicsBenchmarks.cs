using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>Feature extraction in smooth texture: 11 image types, all classes, 1037 features; <c>radiomics CASE</c> measures the same cases with their memory.</summary>
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

    /// <summary>Which image, ROI and settings; see <see cref="RadiomicsMemory"/>.</summary>
    [Params("2k", "20k", "100k", "shell", "20k-bin5", "linear", "bspline", "native-crop", "native")]
    public string Case { get; set; } = "";

    /// <summary>Makes image and ROI.</summary>
    [GlobalSetup]
    public void Setup() => (_image, _roi, _settings) = RadiomicsMemory.Prepare(Case);

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
