using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class ClickedRegionTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(101, 101, 67, new(1, 1, 1.5));
    private static readonly VoxelSeed Centre = new(50, 50, 33);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(14, 0, 0)]
    [InlineData(-10, 8, 6)]
    [InlineData(0, 0, -10)]
    public void A_lesion_that_fills_most_of_the_search_is_found_whole_from_any_click(int i, int j, int k)
    {
        Volume ball = GaussianFilter.Smooth(Image((x, y, z) => Length(x, y, z) <= 26 ? 200 : 20), 0.8);
        var region = ClickedRegion.Find(ball, new VoxelSeed(Centre.I + i, Centre.J + j, Centre.K + k), 30);
        region.Grow().VolumeMm3().ShouldBe(4.0 / 3 * Math.PI * 26 * 26 * 26, 2500);
        region.Background.ShouldBe(20, 3); // the blurred edge is among the dim voxels
    }

    [Fact]
    public void A_click_in_a_small_dark_centre_means_the_rim_around_it()
    {
        Volume ring = Image((x, y, z) => Length(x, y, z) is > 3 and <= 8 ? 200 : Length(x, y, z) <= 3 ? 68 : 10);
        ClickedRegion.Find(ring, Centre, 30).Grow().VolumeMm3().ShouldBe(4.0 / 3 * Math.PI * 512, 200);
    }

    [Fact]
    public void A_click_in_a_faint_lesion_does_not_run_to_the_vessel_beside_it()
    {
        Volume both = Image((x, y, z) => Length(x, y, z) <= 6 ? 60 : ((x - 12) * (x - 12)) + (y * y) <= 4 ? 200 : 5);
        var region = ClickedRegion.Find(both, Centre, 30);
        Mask mask = region.Grow().Uncrop(Grid, region.Box);
        mask[Centre.I + 12, Centre.J, Centre.K].ShouldBeFalse();
        mask.VolumeMm3().ShouldBe(4.0 / 3 * Math.PI * 216, 150);
    }

    [Fact]
    public void Any_two_clicks_in_a_lesion_of_a_phantom_give_nearly_the_same_region()
    {
        PhantomPatient patient = PhantomPatient.Generate(3, new PhantomOptions { Form = LesionForm.Irregular, CropMarginMm = 40 });
        VolumeGeometry g = patient.Truth.Geometry;
        int[] inside = [.. Enumerable.Range(0, g.VoxelCount).Where(n => patient.Truth.Voxels[n] != 0)];
        Mask[] masks = [.. Enumerable.Range(0, 6).Select(n =>
        {
            (int i, int j, int k) = g.IndicesOf(inside[n * (inside.Length - 1) / 5]);
            var region = ClickedRegion.Find(patient.Series, new VoxelSeed(i, j, k), 30);
            return region.Grow().Uncrop(g, region.Box);
        })];
        masks.ShouldAllBe(m => MaskAgreement.Between(m, masks[2]).Dice > 0.9);
    }

    [Fact]
    public void The_same_click_gives_the_same_bits_again()
    {
        Volume hill = Image((x, y, z) => 300 * Math.Exp(-Length(x, y, z) / 12));
        ClickedRegion.Find(hill, Centre, 25).Grow(0.4).Voxels.ShouldBe(ClickedRegion.Find(hill, Centre, 25).Grow(0.4).Voxels);
    }

    [Fact]
    public void A_click_beside_the_image_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ClickedRegion.Find(Image((_, _, _) => 1), new VoxelSeed(101, 0, 0), 30)).Message.ShouldContain("101×101×67");

    private static double Length(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));

    /// <summary>An image from its value at (x, y, z) mm from the centre.</summary>
    private static Volume Image(Func<double, double, double, double> value) =>
        new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n =>
        {
            (int i, int j, int k) = Grid.IndicesOf(n);
            return (float)value(i - Centre.I, j - Centre.J, (k - Centre.K) * 1.5);
        })]);
}
