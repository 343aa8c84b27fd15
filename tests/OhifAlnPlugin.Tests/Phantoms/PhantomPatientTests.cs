using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Phantoms;

public sealed class PhantomPatientTests
{
    private static readonly PhantomOptions Cropped = new() { CropMarginMm = 14, Threads = 2 };

    [Fact]
    public void The_same_seed_gives_the_same_voxels_whatever_the_number_of_threads()
    {
        PhantomPatient one = PhantomPatient.Generate(5, new PhantomOptions { Threads = 1 });
        PhantomPatient two = PhantomPatient.Generate(5, new PhantomOptions { Threads = 2 });
        for (int p = 0; p < one.Series.Phases.Count; p++)
        {
            one.Series.Phases[p].Volume.Voxels.AsSpan().SequenceEqual(two.Series.Phases[p].Volume.Voxels).ShouldBeTrue();
        }

        one.Truth.Voxels.AsSpan().SequenceEqual(two.Truth.Voxels).ShouldBeTrue();
        one.Clinical.ShouldBe(two.Clinical);
    }

    [Fact]
    public void Another_seed_gives_other_voxels() =>
        PhantomPatient.Generate(5, Cropped).Series.Peak.Voxels.ShouldNotBe(PhantomPatient.Generate(6, Cropped).Series.Peak.Voxels);

    [Fact]
    public void A_crop_has_the_voxels_of_the_whole()
    {
        PhantomPatient whole = PhantomPatient.Generate(7), crop = PhantomPatient.Generate(7, Cropped);
        VolumeGeometry part = crop.Series.Geometry;
        Vector3 shift = whole.Series.Geometry.ToIndex(part.OriginMm);
        (int i0, int j0, int k0) = ((int)Math.Round(shift.X), (int)Math.Round(shift.Y), (int)Math.Round(shift.Z));
        crop.Truth.Count().ShouldBe(whole.Truth.Count());
        for (int n = 0; n < part.VoxelCount; n++)
        {
            (int i, int j, int k) = part.IndicesOf(n);
            int there = whole.Series.Geometry.Offset(i0 + i, j0 + j, k0 + k);
            crop.Series.Peak.Voxels[n].ShouldBe(whole.Series.Peak.Voxels[there]);
            crop.Truth.Voxels[n].ShouldBe(whole.Truth.Voxels[there]);
        }
    }

    [Theory]
    [InlineData(LesionForm.Round)]
    [InlineData(LesionForm.Irregular)]
    [InlineData(LesionForm.Spiculated)]
    [InlineData(LesionForm.NonMass)]
    public void The_lesion_enhances_more_than_its_surroundings(LesionForm form)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            PhantomPatient patient = PhantomPatient.Generate(seed, Cropped with { Form = form });
            float[] pre = patient.Series.PreContrast.Voxels, peak = patient.Series.Peak.Voxels;
            double inside = 0, outside = 0, n = patient.Truth.Count();
            n.ShouldBeGreaterThan(5);
            for (int v = 0; v < pre.Length; v++)
            {
                if (patient.Truth.Voxels[v] != 0)
                {
                    inside += peak[v] - pre[v];
                }
                else
                {
                    outside += peak[v] - pre[v];
                }
            }

            (inside / n).ShouldBeGreaterThan(2 * outside / (pre.Length - n));
        }
    }

    [Theory]
    [InlineData(KineticCurve.Washout)]
    [InlineData(KineticCurve.Plateau)]
    [InlineData(KineticCurve.Persistent)]
    public void The_course_measured_in_the_VOI_is_the_one_asked_for(KineticCurve curve)
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            PhantomPatient patient = PhantomPatient.Generate(seed, Cropped with { Curve = curve });
            double[] mean = [.. patient.Series.Phases.Select(p => MeanInside(p.Volume, patient.Truth) - MeanInside(patient.Series.PreContrast, patient.Truth))];
            double late = (mean[^1] - mean[1]) / mean[1];
            KineticCurve measured = late > 0.1 ? KineticCurve.Persistent : late < -0.1 ? KineticCurve.Washout : KineticCurve.Plateau;
            measured.ShouldBe(curve, $"seed {seed}: {late:P1}");
        }
    }

    [Fact]
    public void Options_outside_their_range_are_refused_with_value_and_limit()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PhantomPatient.Generate(1, new PhantomOptions { TrueAuc = 0.3 })).Message.ShouldContain("[0.5, 0.97]");
        Should.Throw<ArgumentOutOfRangeException>(() => PhantomPatient.Generate(1, new PhantomOptions { Centres = 0 })).Message.ShouldContain("1 … 50");
        Should.Throw<ArgumentOutOfRangeException>(() => PhantomPatient.Generate(1, new PhantomOptions { CropMarginMm = -1 }));
    }

    private static double MeanInside(Volume volume, Mask mask)
    {
        double sum = 0;
        for (int n = 0; n < volume.Voxels.Length; n++)
        {
            sum += mask.Voxels[n] * volume.Voxels[n];
        }

        return sum / mask.Count();
    }
}
