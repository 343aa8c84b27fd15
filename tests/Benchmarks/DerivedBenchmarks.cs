using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Kinetics;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>Subtraction, projections and the curve of a point on a study of clinical size: 4 phases of 448 × 448 × 160 voxels, axial and sagittal.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 1, iterationCount: 5)]
public class DerivedBenchmarks
{
    private DynamicSeries _series = null!;
    private Volume _gain = null!;
    private Volume _sagittal = null!;

    /// <summary>Noise is the worst case of a projection: no sample can be passed over for long.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        VolumeGeometry grid = VolumeGeometry.AxisAligned(448, 448, 160, new(0.76, 0.76, 1.1));
        _series = new DynamicSeries([.. Enumerable.Range(0, 4).Select(p => new DynamicPhase(new Volume(grid, Noise(random, grid.VoxelCount)), 90 * p))], 0, 2);
        _gain = Subtraction.Of(_series.Peak, _series.PreContrast);
        _sagittal = new Volume(new(448, 448, 160, new(0.76, 0.76, 1.1), default, new(0, 1, 0), new(0, 0, -1), new(1, 0, 0)), _gain.Voxels);
    }

    /// <summary>Peak minus pre-contrast phase.</summary>
    [Benchmark]
    public float Subtract() => Subtraction.Of(_series.Peak, _series.PreContrast).Voxels[0];

    /// <summary>The projection seen from the feet.</summary>
    [Benchmark]
    public float Axial() => MaximumProjection.Axial(_gain).Pixels[0];

    /// <summary>36 views from around the patient.</summary>
    [Benchmark]
    public int Turning() => MaximumProjection.Turning(_gain, 36).Count;

    /// <summary>The same of a sagittal acquisition, whose planes lie across the slices.</summary>
    [Benchmark]
    public int TurningSagittal() => MaximumProjection.Turning(_sagittal, 36).Count;

    /// <summary>What is shown white.</summary>
    [Benchmark]
    public double Window() => EnhancementWindow.HighOf(_gain, _series.Peak);

    /// <summary>The curve of a point.</summary>
    [Benchmark]
    public double Point() => KineticAnalysis.At(_series, new(100, 100, 80), 2).Mean().Signals[0];

    private static float[] Noise(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(1000) * 1f)];
}
