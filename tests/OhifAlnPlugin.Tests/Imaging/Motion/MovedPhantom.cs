using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Imaging.Motion;

/// <summary>A phantom patient who moves once the contrast agent is given: the later phases are rendered anew, with their own noise, on a grid that is moved the other way.</summary>
internal sealed record MovedPhantom(IReadOnlyList<Volume> Phases, IReadOnlyList<Volume> Still, RigidMotion Truth, Mask Body)
{
    private const double SmoothMm = 3;

    public static MovedPhantom Of(ulong seed, SliceOrientation plane, Vector3 shiftMm, Vector3 rotation)
    {
        var options = new PhantomOptions { Plane = plane, Style = AcquisitionStyle.SeriesPerPhase };
        PatientPlan plan = PatientPlan.Draw(seed, options);
        PhantomPatient still = PhantomPatient.Render(plan, options);
        VolumeGeometry g = still.Series.Geometry;
        RigidMotion truth = RigidMotion.Of(g.ToPatient((g.SizeX - 1) / 2.0, (g.SizeY - 1) / 2.0, (g.SizeZ - 1) / 2.0), shiftMm, rotation), back = truth.Inverse();
        var moved = new VolumeGeometry(g.SizeX, g.SizeY, g.SizeZ, g.SpacingMm, back.Apply(g.OriginMm), back.Turn(g.AxisX), back.Turn(g.AxisY), back.Turn(g.AxisZ));
        PhantomPatient later = PhantomPatient.Render(plan with { Acquisition = plan.Acquisition with { Geometry = moved } }, options);
        Volume[] phases = [.. still.Series.Phases.Select((p, n) => n == 0 ? p.Volume : new Volume(g, later.Series.Phases[n].Volume.Voxels))];
        return new(phases, [.. still.Series.Phases.Select(p => p.Volume)], truth, BodyMask.Of(phases[0]));
    }

    /// <summary>Mean distance of the voxels of the body between where they are and where a motion puts them, mm.</summary>
    public double ErrorMm(RigidMotion motion)
    {
        double sum = 0;
        int count = 0;
        for (int n = 0; n < Body.Voxels.Length; n += 29)
        {
            if (Body.Voxels[n] != 0)
            {
                (int i, int j, int k) = Body.Geometry.IndicesOf(n);
                Vector3 place = Body.Geometry.ToPatient(i, j, k);
                sum += (motion.Apply(place) - Truth.Apply(place)).Length;
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>Mean of |image − how the phase looks without motion| in the body, both smoothed: their noise is not the same.</summary>
    public double Difference(Volume image, int phase)
    {
        float[] smooth = GaussianFilter.Smooth(image, SmoothMm).Voxels, still = GaussianFilter.Smooth(Still[phase], SmoothMm).Voxels;
        double sum = 0;
        int count = 0;
        for (int n = 0; n < Body.Voxels.Length; n++)
        {
            sum += Body.Voxels[n] * Math.Abs(smooth[n] - still[n]);
            count += Body.Voxels[n];
        }

        return sum / count;
    }
}
