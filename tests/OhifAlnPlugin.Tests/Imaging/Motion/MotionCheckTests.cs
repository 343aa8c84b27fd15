using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Tests.Dicom.Series;

namespace OhifAlnPlugin.Tests.Imaging.Motion;

public sealed class MotionCheckTests
{
    private const double Degree = Math.PI / 180;

    public static TheoryData<ulong, SliceOrientation, double[], double[]> Motions() => new()
    {
        { 1, SliceOrientation.Axial, [3.1, -1.7, 1.2], [0, 0, 0] },
        { 2, SliceOrientation.Axial, [-2.3, 3.4, -2.9], [0.8, -0.5, 2.1] },
        { 3, SliceOrientation.Sagittal, [0.9, 2.2, -3.3], [0, 0, 0] },
        { 4, SliceOrientation.Sagittal, [-1.4, -3.1, 2.6], [1.6, 0.4, -0.7] },
    };

    [Theory]
    [MemberData(nameof(Motions))]
    public void A_patient_who_moved_is_found_within_a_fifth_of_a_voxel_though_the_contrast_agent_came_in(ulong seed, SliceOrientation plane, double[] shift, double[] degrees)
    {
        MovedPhantom patient = MovedPhantom.Of(seed, plane, new(shift[0], shift[1], shift[2]), Degree * new Vector3(degrees[0], degrees[1], degrees[2]));
        Vector3 s = patient.Phases[0].Geometry.SpacingMm;
        var measured = MotionCheck.Of(patient.Phases, 0, MotionModel.Rigid);
        for (int p = 1; p < patient.Phases.Count; p++)
        {
            patient.ErrorMm(measured[p].Motion).ShouldBeLessThan(0.2 * Math.Min(s.X, s.Z), $"phase {p + 1}");
            measured[p].Effect.IsNoticeable.ShouldBeTrue();
            measured[p].Effect.AgreementAfter.ShouldBeGreaterThan(measured[p].Effect.AgreementBefore + 0.1);
            measured[p].Effect.LargestMm.ShouldBeGreaterThanOrEqualTo(measured[p].Effect.MeanMm);
        }

        if (degrees.All(d => d == 0))
        {
            patient.ErrorMm(MotionCheck.Of(patient.Phases, 0, MotionModel.Translation)[1].Motion).ShouldBeLessThan(0.2 * Math.Min(s.X, s.Z));
        }
    }

    [Fact]
    public void A_patient_who_lay_still_is_not_said_to_have_moved()
    {
        MovedPhantom patient = MovedPhantom.Of(5, SliceOrientation.Axial, default, default);
        var measured = MotionCheck.Of(patient.Phases, 0, MotionModel.Rigid);
        measured.Select(m => m.Effect.MeanMm).ShouldAllBe(mm => mm < 0.25);
        measured.ShouldAllBe(m => !m.Effect.IsNoticeable);
        (measured[0].Effect.MeanMm, measured[0].Effect.AgreementBefore).ShouldBe((0, 1));
    }

    [ReferenceFact]
    public void The_real_patient_moved_in_the_23_minutes_before_the_contrast_agent_and_less_afterwards()
    {
        Volume[] phases = [.. DukeStudy.Load().Series.Phases.Select(p => p.Volume)];
        var against = MotionCheck.Of(phases, 0, MotionModel.Rigid);
        against.Skip(1).Select(m => m.Effect.MeanMm).ShouldAllBe(mm => mm > 1.5 && mm < 2.5);
        against.Skip(1).ShouldAllBe(m => m.Effect.AgreementAfter > m.Effect.AgreementBefore + 0.03);
        MotionCheck.Of(phases, 1, MotionModel.Rigid).Skip(2).Select(m => m.Effect.MeanMm).ShouldAllBe(mm => mm < 1);
        MotionCheck.Of(MotionCorrection.Apply(phases, against, 1), 1, MotionModel.Rigid).ShouldAllBe(m => m.Effect.MeanMm < 0.6);
    }

    [ReferenceFact]
    public void A_shift_of_the_real_images_is_found()
    {
        Volume[] phases = [.. DukeStudy.Load().Series.Phases.Select(p => p.Volume)];
        Vector3 shift = new(1.6, -2.4, 1.3);
        var before = MotionCheck.Of(phases, 1, MotionModel.Translation)[2];
        phases[2] = MotionCorrection.Resample(phases[2], RigidMotion.Of(before.Motion.Centre, -1 * shift));
        var found = MotionCheck.Of(phases, 1, MotionModel.Translation)[2];
        (found.Effect.ShiftMm - (before.Effect.ShiftMm + shift)).Length.ShouldBeLessThan(0.25);
    }

    [Fact]
    public void An_image_without_any_edge_stays_where_it_is()
    {
        var flat = new Volume(VolumeGeometry.AxisAligned(20, 20, 10, new(1, 1, 2)), new float[4000]);
        Array.Fill(flat.Voxels, 100f);
        MotionCheck.Of([flat, flat], 0, MotionModel.Rigid)[1].Effect.MeanMm.ShouldBe(0);
    }

    [Fact]
    public void No_model_is_no_measurement() =>
        Should.Throw<ArgumentException>(() => MotionCheck.Of([], 0, MotionModel.None)).Message.ShouldContain("cannot be measured");
}
