using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation.Training;

namespace OhifAlnPlugin.Tests.Segmentation.Training;

public sealed class TrainingSlicesTests
{
    private const int Lesion = 6;

    [Fact]
    public void Slices_are_resampled_to_the_networks_pixels_and_show_the_lesion_where_it_is()
    {
        (DynamicSeries series, Mask voi) = Study();
        TrainingStudy study = TrainingSlices.Of("case", series, voi);
        (study.Width, study.Height).ShouldBe((40, 30));
        study.Groups.ShouldBe(Lesion + 6);
        (double x, double y) = Centre(study);
        x.ShouldBe(10.5, 1e-9);
        y.ShouldBe(6.5, 1e-9);
        study.Truth.Count(t => t != 0).ShouldBe(Lesion * 6 * 6);
    }

    [Fact]
    public void The_same_study_stored_in_another_order_of_rows_gives_the_same_slices()
    {
        (DynamicSeries series, Mask voi) = Study();
        (DynamicSeries turned, Mask turnedVoi) = Turned(series, voi);
        TrainingStudy one = TrainingSlices.Of("case", series, voi), other = TrainingSlices.Of("case", turned, turnedVoi);
        other.Truth.ShouldBe(one.Truth);
        // The scale is taken from every fifth voxel, which are others here.
        one.Peak.Zip(other.Peak).Max(p => Math.Abs(p.First - p.Second)).ShouldBeLessThan(TrainingStudy.One / 50);
    }

    [Fact]
    public void A_VOI_on_another_grid_is_refused()
    {
        (DynamicSeries series, _) = Study();
        Should.Throw<ArgumentException>(() => TrainingSlices.Of("case", series, new Mask(VolumeGeometry.AxisAligned(3, 3, 3, new(1, 1, 1)))));
    }

    /// <summary>80 × 60 × 30 voxels of 0.75 × 0.75 × 2.5 mm, with a box of 12 × 12 × 6 that enhances.</summary>
    private static (DynamicSeries Series, Mask Voi) Study()
    {
        var grid = VolumeGeometry.AxisAligned(80, 60, 30, new(0.75, 0.75, 2.5));
        var voi = new Mask(grid);
        float[] pre = new float[grid.VoxelCount], peak = new float[grid.VoxelCount];
        for (int n = 0; n < pre.Length; n++)
        {
            (int i, int j, int k) = grid.IndicesOf(n);
            bool inside = i is >= 16 and < 28 && j is >= 8 and < 20 && k is >= 10 and < 10 + Lesion;
            (voi.Voxels[n], pre[n], peak[n]) = (inside ? (byte)1 : (byte)0, 100 + i, 100 + i + (inside ? 200 : 0));
        }

        return (new DynamicSeries([new(new Volume(grid, pre), 0), new(new Volume(grid, peak), 90)], 0, 1), voi);
    }

    private static (DynamicSeries Series, Mask Voi) Turned(DynamicSeries series, Mask voi)
    {
        VolumeGeometry g = series.Geometry;
        var turned = new VolumeGeometry(g.SizeX, g.SizeY, g.SizeZ, g.SpacingMm, g.ToPatient(0, g.SizeY - 1, 0), g.AxisX, -1 * g.AxisY, g.AxisZ);
        T[] Rows<T>(T[] voxels) => [.. voxels.Chunk(g.SliceLength).SelectMany(slice => slice.Chunk(g.SizeX).Reverse().SelectMany(row => row))];
        return (new DynamicSeries([.. series.Phases.Select(p => new DynamicPhase(new Volume(turned, Rows(p.Volume.Voxels)), p.TimeSeconds))], 0, 1), new Mask(turned, Rows(voi.Voxels)));
    }

    private static (double X, double Y) Centre(TrainingStudy study)
    {
        int[] inside = [.. Enumerable.Range(0, study.Truth.Length).Where(n => study.Truth[n] != 0).Select(n => n % (study.Width * study.Height))];
        return (inside.Average(n => n % study.Width), inside.Average(n => n / study.Width));
    }
}
