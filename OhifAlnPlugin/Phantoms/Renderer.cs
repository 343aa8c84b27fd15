using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Turns a scene into voxels, slice by slice; every voxel depends on its place in the full grid alone.</summary>
internal sealed class Renderer
{
    private const int LargestStored = 4095;

    private readonly Acquisition _acquisition;
    private readonly Scene _scene;
    private readonly IndexBox _region;
    private readonly double[] _blood, _slow, _lesion;
    private readonly ulong[] _noiseSeeds;
    private readonly double _width;

    /// <summary>Prepares rendering.</summary>
    /// <param name="plan">The patient.</param>
    /// <param name="scene">The patient's scene.</param>
    /// <param name="region">Part of the full grid to render.</param>
    public Renderer(PatientPlan plan, Scene scene, IndexBox region)
    {
        (_acquisition, _scene, _region) = (plan.Acquisition, scene, region);
        int phases = _acquisition.PhaseSeconds.Count;
        double[] minutes = [.. Enumerable.Range(0, phases).Select(_acquisition.MinutesAfterInjection)];
        _blood = [.. minutes.Select(Kinetics.Blood)];
        _slow = [.. minutes.Select(Kinetics.Slow)];
        _lesion = [.. minutes.Select(t => Kinetics.Lesion(plan.Lesion.Curve, t, plan.Lesion.WashoutRate))];
        SeededRandom noise = new SeededRandom(plan.Seed).Fork("noise");
        _noiseSeeds = [.. Enumerable.Range(0, phases).Select(_ => noise.NextUInt64())];
        Vector3 s = _acquisition.Geometry.SpacingMm;
        _width = 1.15 * Math.Sqrt(s.X * s.Y);
    }

    /// <summary>Renders all phases and the truth.</summary>
    /// <param name="threads">Threads to use, ≥ 1.</param>
    /// <returns>Voxels of each phase, and 1 where the lesion fills half a voxel or more; x fastest over the region.</returns>
    public (float[][] Phases, byte[] Truth) Render(int threads)
    {
        int count = _region.SizeX * _region.SizeY * _region.SizeZ;
        float[][] phases = [.. _noiseSeeds.Select(_ => new float[count])];
        byte[] truth = new byte[count];
        Parallel.For(0, _region.SizeZ, new ParallelOptions { MaxDegreeOfParallelism = threads }, k => RenderSlice(k, phases, truth));
        return (phases, truth);
    }

    private void RenderSlice(int slice, float[][] phases, byte[] truth)
    {
        VolumeGeometry geometry = _acquisition.Geometry;
        int k = _region.MinK + slice, at = slice * _region.SizeX * _region.SizeY;
        float[] vessels = new float[_region.SizeX * _region.SizeY];
        Tube.Paint(_scene.Vessels, geometry, _region, k, _width, vessels);
        Vector3 origin = geometry.ToPatient(0, 0, k);
        SmallBody[] near = [.. _scene.Bodies.Where(b => Math.Abs(Vector3.Dot(b.Centre - origin, geometry.AxisZ)) < b.Reach + _width)];
        for (int j = _region.MinJ, n = 0; j <= _region.MaxJ; j++)
        {
            for (int i = _region.MinI; i <= _region.MaxI; i++, n++)
            {
                Vector3 p = geometry.ToPatient(i, j, k);
                (Signal signal, double part) = _scene.At(p, _width, vessels[n], near);
                truth[at + n] = part >= 0.5 ? (byte)1 : (byte)0;
                double sensitivity = signal.Pre > 0 ? _scene.Sensitivity(p) : 0;
                ulong offset = (ulong)geometry.Offset(i, j, k) + 1;
                for (int phase = 0; phase < phases.Length; phase++)
                {
                    double value = signal.Pre + (signal.Blood * _blood[phase]) + (signal.Slow * _slow[phase]) + (signal.Lesion * _lesion[phase]);
                    phases[phase][at + n] = Stored(Rician(value * sensitivity, SeededRandom.SplitMix(_noiseSeeds[phase], offset)));
                }
            }
        }
    }

    /// <summary>Magnitude of a signal with complex normal noise: √((s + σn₁)² + (σn₂)²), the two deviates by Box and Muller.</summary>
    private double Rician(double signal, ulong bits)
    {
        double u = ((bits >> 32) + 0.5) * (1.0 / 4294967296.0), angle = (bits & 0xFFFFFFFF) * (2 * Math.PI / 4294967296.0);
        double radius = _acquisition.Centre.Noise * Math.Sqrt(-2 * Math.Log(u));
        return Math.Sqrt(Math.Max(0, (signal * signal) + (2 * signal * radius * Math.Cos(angle)) + (radius * radius)));
    }

    /// <summary>The value as it is stored: a whole number of at most 12 bits, times the rescale slope.</summary>
    private float Stored(double value)
    {
        double slope = _acquisition.Centre.RescaleSlope;
        double stored = Math.Clamp(Math.Round(value * _acquisition.Centre.Gain / slope), 0, LargestStored);
        return (float)(stored * slope);
    }
}
