using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>The first VOI on a study of clinical size: 448 × 448 × 160 voxels, 5 phases.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 1, iterationCount: 5)]
public class SegmentationBenchmarks
{
    private DynamicSeries _series = null!;
    private VoxelSeed _click;
    private GeodesicRegion _prepared = null!;

    /// <summary>Enlarges a small phantom to the clinical matrix by repeating voxels.</summary>
    [GlobalSetup]
    public void Setup()
    {
        PhantomPatient phantom = PhantomPatient.Generate(3, new PhantomOptions { Plane = SliceOrientation.Axial });
        VolumeGeometry small = phantom.Series.Geometry;
        VolumeGeometry large = VolumeGeometry.AxisAligned(448, 448, 160, new(0.76, 0.76, 1.1));
        _series = new DynamicSeries(
            [.. Enumerable.Range(0, 5).Select(p => new DynamicPhase(Enlarge(phantom.Series.Phases[Math.Min(p, phantom.Series.Phases.Count - 1)].Volume, large), 90 * p))],
            phantom.Series.PreContrastIndex, phantom.Series.PeakIndex);
        IndexBox box = phantom.Truth.BoundingBox()!.Value;
        _click = new((box.MinI + box.MaxI) * 448 / (2 * small.SizeX), (box.MinJ + box.MaxJ) * 448 / (2 * small.SizeY), (box.MinK + box.MaxK) * 160 / (2 * small.SizeZ));
        _prepared = ClickedRegion.Find(_series, _click, 30);
    }

    /// <summary>The search through the whole study.</summary>
    [Benchmark]
    public int Automatic() => TumourProposal.Propose(_series).Count;

    /// <summary>The region around a click, subtraction included.</summary>
    [Benchmark]
    public int Click() => TumourProposal.Propose(_series, _click).Count;

    /// <summary>Another fraction for the same click.</summary>
    [Benchmark]
    public int Slider() => _prepared.Grow(0.4).Voxels.Length;

    /// <summary>The random walk from three voxels of the lesion, in a box of 22 mm around them.</summary>
    [Benchmark]
    public int Scribble() => ScribbledRegion.Find(_series, [_click, _click with { I = _click.I + 1 }, _click with { J = _click.J + 1 }], []).Box.SizeX;

    /// <summary>The functional tumour volume in a box of 60 mm.</summary>
    [Benchmark]
    public int Box() => FunctionalTumourVolume.Find(_series, _series.Geometry.BoxAround(_click.I, _click.J, _click.K, 30)).Box.SizeX;

    /// <summary>The choice of the peak phase.</summary>
    [Benchmark]
    public int PeakPhase() => PhaseSelection.Choose([.. _series.Phases.Select(p => p.Volume)], 0).PeakIndex;

    private static Volume Enlarge(Volume small, VolumeGeometry large)
    {
        var volume = new Volume(large, new float[large.VoxelCount]);
        VolumeGeometry s = small.Geometry;
        for (int n = 0; n < volume.Voxels.Length; n++)
        {
            (int i, int j, int k) = large.IndicesOf(n);
            volume.Voxels[n] = small[i * s.SizeX / large.SizeX, j * s.SizeY / large.SizeY, k * s.SizeZ / large.SizeZ];
        }

        return volume;
    }
}
