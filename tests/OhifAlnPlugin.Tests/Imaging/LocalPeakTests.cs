using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class LocalPeakTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(21, 21, 11, new(1, 1, 2));

    [Fact]
    public void The_ball_of_4_mm_around_a_click_decides()
    {
        // Left half: 50 in phase 2, 90 in phase 3. Right half: 80, then 20.
        DynamicSeries series = Series((i, p) => i < 10 ? p * 45 : p == 1 ? 80 : 20);
        LocalPeak.At(series, 3, 10, 5).PeakIndex.ShouldBe(2);
        LocalPeak right = LocalPeak.At(series, 17, 10, 5);
        right.PeakIndex.ShouldBe(1);
        right.Enhancements[0].ShouldBe(double.NaN);
        right.Enhancements.Skip(1).ShouldBe([80, 20]);
        LocalPeak.At(series, 20, 20, 10).Enhancements.Skip(1).ShouldBe([80, 20], "the ball is cut at the border");
    }

    [Fact]
    public void Voxels_up_to_4_mm_count_and_others_do_not()
    {
        DynamicSeries series = Series((i, p) => i == 14 ? 100 * p : 0);
        LocalPeak.At(series, 10, 10, 5).Enhancements[1].ShouldBeGreaterThan(0);
        LocalPeak.At(series, 9, 10, 5).Enhancements[1].ShouldBe(0);
    }

    [Fact]
    public void A_volume_is_judged_where_it_enhances_most_not_in_its_necrotic_middle()
    {
        DynamicSeries series = Series((i, p) => i is > 13 and < 18 ? (p == 1 ? 100 : 60) : i is > 4 and < 9 ? (p == 1 ? 5 : 10) : 0);
        var voi = new Mask(Grid);
        Array.Fill(voi.Voxels, (byte)1);
        LocalPeak.In(series, voi).PeakIndex.ShouldBe(1);
        Should.Throw<ArgumentException>(() => LocalPeak.In(series, new Mask(Grid))).Message.ShouldContain("empty");
    }

    [Fact]
    public void A_click_beside_the_grid_is_refused() =>
        Should.Throw<ArgumentException>(() => LocalPeak.At(Series((_, _) => 1), 21, 0, 0)).Message.ShouldContain("outside the grid of 21×21×11");

    private static DynamicSeries Series(Func<int, int, float> enhancement) => new(
        [.. Enumerable.Range(0, 3).Select(p => new DynamicPhase(
            new Volume(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => 100 + (p == 0 ? 0 : enhancement(n % Grid.SizeX, p)))]), 60 * p))],
        0, 1);
}
