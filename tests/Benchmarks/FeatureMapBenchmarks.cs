using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Maps;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>Feature maps of a ball of 20 000 voxels in smooth texture, every feature of one class.</summary>
[MemoryDiagnoser]
public class FeatureMapBenchmarks
{
    private Volume _image = null!;
    private Mask _roi = null!;
    private ExtractionSettings _settings = null!;

    /// <summary>Feature class.</summary>
    [Params("firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm")]
    public string Class { get; set; } = "";

    /// <summary>Radius of the kernel, voxels.</summary>
    [Params(1, 2)]
    public int KernelRadius { get; set; }

    /// <summary>Makes image and ROI.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_image, _roi) = RadiomicsPhantom.Ball(20_000);
        _settings = ParameterFile.Parse($"{{featureClass: {{{Class}: }}, setting: {{binWidth: 25}}, voxelSetting: {{kernelRadius: {KernelRadius}}}}}");
    }

    /// <summary>All maps of the class on one thread.</summary>
    [Benchmark(Baseline = true)]
    public int OneThread() => FeatureMapExtractor.Extract(_image, _roi, _settings, maxThreads: 1).Count();

    /// <summary>All maps of the class on all cores.</summary>
    [Benchmark]
    public int AllCores() => FeatureMapExtractor.Extract(_image, _roi, _settings).Count();
}
