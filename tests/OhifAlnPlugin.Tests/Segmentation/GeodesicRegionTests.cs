using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class GeodesicRegionTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(61, 61, 41, new(1, 1, 1.5));
    private static readonly VoxelSeed Centre = new(30, 30, 20);

    [Fact]
    public void A_blurred_ball_is_outlined_at_half_its_height()
    {
        // A blurred edge keeps half its height in place, but for σ²/R = 0.1 mm of curvature: the outline finds the ball again.
        Volume ball = GaussianFilter.Smooth(Image((x, y, z) => Length(x, y, z) <= 10 ? 200 : 20), 0.8);
        var region = GeodesicRegion.Prepare(ball, Centre, 30);
        region.Background.ShouldBe(20, 1);
        region.LocalPeak.ShouldBe(200, 1);
        region.Grow().VolumeMm3().ShouldBe(4.0 / 3 * Math.PI * 1000, 200);
    }

    [Fact]
    public void A_larger_fraction_never_adds_a_voxel()
    {
        Volume hill = Image((x, y, z) => 300 * Math.Exp(-Length(x, y, z) / 12));
        var region = GeodesicRegion.Prepare(hill, Centre, 25);
        byte[] wide = region.Grow(0.25).Voxels, half = region.Grow(0.5).Voxels, narrow = region.Grow(0.75).Voxels;
        wide.Zip(half).ShouldAllBe(v => v.First >= v.Second);
        half.Zip(narrow).ShouldAllBe(v => v.First >= v.Second);
        (wide.Count(v => v != 0) > half.Count(v => v != 0) && half.Count(v => v != 0) > narrow.Count(v => v != 0)).ShouldBeTrue();
    }

    [Fact]
    public void A_dark_centre_belongs_to_the_region_and_a_separate_focus_does_not()
    {
        Volume ring = Image((x, y, z) => Length(x, y, z) is > 5 and <= 9 ? 200 : Length(x - 22, y, z) <= 4 ? 200 : 10);
        var region = GeodesicRegion.Prepare(ring, new VoxelSeed(37, 30, 20), 25);
        Mask mask = region.Grow().Uncrop(Grid, region.Box);
        mask[30, 30, 20].ShouldBeTrue();
        mask[52, 30, 20].ShouldBeFalse();
    }

    [Fact]
    public void A_click_just_beside_the_region_snaps_to_it()
    {
        Volume ball = Image((x, y, z) => Length(x, y, z) <= 6 ? 200 : 0);
        GeodesicRegion.Prepare(ball, new VoxelSeed(37, 30, 20), 20).Grow().Count().ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Nothing_grows_beyond_the_radius()
    {
        var region = GeodesicRegion.Prepare(Image((_, y, z) => Math.Max(Math.Abs(y), Math.Abs(z)) < 4 ? 200 : 0), Centre, 10);
        region.Grow().BoundingBox()!.Value.SizeX.ShouldBeInRange(15, 21);
    }

    [Fact]
    public void A_click_in_a_dark_centre_finds_the_rim_around_it()
    {
        Volume ring = Image((x, y, z) => Length(x, y, z) is > 7 and <= 12 ? 200 : Length(x, y, z) <= 7 ? 60 : 5);
        var region = GeodesicRegion.Prepare(ring, Centre, 25);
        region.LocalPeak.ShouldBe(200, 6); // smoothing rounds the rim's edges
        region.Grow().VolumeMm3().ShouldBe(4.0 / 3 * Math.PI * 12 * 12 * 12, 700);
    }

    [Fact]
    public void An_even_image_has_no_region()
    {
        var region = GeodesicRegion.Prepare(Image((_, _, _) => 100), Centre, 10);
        region.Grow().Count().ShouldBe(0);
    }

    private static double Length(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));

    /// <summary>An image from its value at (x, y, z) mm from the centre.</summary>
    private static Volume Image(Func<double, double, double, double> value) =>
        new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n =>
        {
            (int i, int j, int k) = Grid.IndicesOf(n);
            return (float)value(i - Centre.I, j - Centre.J, (k - Centre.K) * 1.5);
        })]);
}
