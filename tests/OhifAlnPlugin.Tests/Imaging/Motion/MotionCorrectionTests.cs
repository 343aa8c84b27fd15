using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Imaging.Motion;

public sealed class MotionCorrectionTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(12, 11, 10, new(1, 1.5, 2));

    [Fact]
    public void A_shift_by_whole_voxels_takes_the_neighbours_values_and_repeats_the_border()
    {
        Volume image = Noise();
        Volume moved = MotionCorrection.Resample(image, RigidMotion.Of(default, new(2, -1.5, 2)));
        moved[3, 4, 5].ShouldBe(image[5, 3, 6], 1e-5f);
        moved[11, 4, 5].ShouldBe(image[11, 3, 6], 1e-5f);
    }

    [Fact]
    public void Quadratic_images_are_interpolated_without_error_between_voxels()
    {
        var image = new Volume(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => Quadratic(Grid.IndicesOf(n)))]);
        Volume moved = MotionCorrection.Resample(image, RigidMotion.Of(default, new(0.3, 0.6, -0.9)));
        moved[5, 5, 5].ShouldBe(Quadratic((5.3, 5.4, 4.55)), 1e-3f);

        static float Quadratic((double I, double J, double K) at) => (float)((at.I * at.I) - (2 * at.I * at.J) + (0.5 * at.K * at.K) + at.J);
    }

    [Fact]
    public void A_turn_takes_the_value_from_where_the_patient_turned_to()
    {
        var cube = VolumeGeometry.AxisAligned(11, 11, 11, new(1, 1, 1), new(-5, -5, -5));
        var image = new Volume(cube, [.. Enumerable.Range(0, cube.VoxelCount).Select(n => (float)(n * 37 % 101))]);
        Volume turned = MotionCorrection.Resample(image, RigidMotion.Of(default, default, new(0, 0, Math.PI / 2)));

        // A quarter turn about the head-foot axis takes (x, y) to (−y, x).
        turned[7, 4, 6].ShouldBe(image[6, 7, 6], 1e-3f);
    }

    [Fact]
    public void Motions_are_undone_and_chained()
    {
        RigidMotion a = RigidMotion.Of(new(1, 2, 3), new(4, -5, 6), new(0.1, -0.2, 0.3)), b = RigidMotion.Of(new(1, 2, 3), new(-1, 0, 2), new(0, 0.4, 0));
        Vector3 p = new(10, 20, -30);
        (a.Inverse().Apply(a.Apply(p)) - p).Length.ShouldBeLessThan(1e-12);
        (a.Then(b).Apply(p) - b.Apply(a.Apply(p))).Length.ShouldBeLessThan(1e-12);
        a.RotationDegrees.ShouldBe(Math.Sqrt(0.14) * 180 / Math.PI, 1e-9);
    }

    [Fact]
    public void Phases_of_a_patient_who_moved_look_as_if_he_had_not()
    {
        MovedPhantom patient = MovedPhantom.Of(6, SliceOrientation.Axial, new(3, -2.5, 1.5), new(0.01, 0, 0.02));
        var motions = MotionCheck.Of(patient.Phases, 0, MotionModel.Rigid);
        IReadOnlyList<Volume> corrected = MotionCorrection.Apply(patient.Phases, motions, referenceIndex: 0);
        corrected[0].ShouldBeSameAs(patient.Phases[0]);
        for (int p = 1; p < corrected.Count; p++)
        {
            patient.Difference(corrected[p], p).ShouldBeLessThan(0.5 * patient.Difference(patient.Phases[p], p));
        }
    }

    [Fact]
    public void The_reference_phase_keeps_its_voxels_and_the_others_come_to_it()
    {
        MovedPhantom patient = MovedPhantom.Of(7, SliceOrientation.Axial, new(-3, 2, 2), default);
        var motions = MotionCheck.Of(patient.Phases, 0, MotionModel.Translation);
        IReadOnlyList<Volume> corrected = MotionCorrection.Apply(patient.Phases, motions, referenceIndex: 2);
        corrected[2].ShouldBeSameAs(patient.Phases[2]);
        var after = MotionCheck.Of(corrected, 2, MotionModel.Rigid);
        after.Select(m => m.Effect.MeanMm).ShouldAllBe(mm => mm < 0.5);
    }

    [Fact]
    public void One_motion_per_phase_is_needed() =>
        Should.Throw<ArgumentException>(() => MotionCorrection.Apply([Noise()], [], 0)).Message.ShouldContain("do not fit 1 phases");

    private static Volume Noise()
    {
        var random = new Random(5);
        return new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(_ => (float)random.Next(1000))]);
    }
}
