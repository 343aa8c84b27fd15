using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Tests.Imaging;

/// <summary>Smoothing, islands, cavities, interpolation and margins of masks.</summary>
public sealed class MaskEditingTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(41, 41, 27, new(1, 1, 1.5));

    [Fact]
    public void Smoothing_keeps_the_volume_and_takes_single_voxels_from_the_surface()
    {
        Mask ball = Shape((x, y, z) => (x * x) + (y * y) + (z * z) <= 100);
        (int spikeAt, int count) = (Grid.Offset(20 + 13, 20, 13), ball.Count());
        ball.Voxels[spikeAt] = 1;
        Mask smooth = MaskSmoothing.Smooth(ball, 1.5);
        smooth.Voxels[spikeAt].ShouldBe((byte)0);
        smooth.Count().ShouldBe(count + 1);
        MaskAgreement.Between(smooth, ball).Dice.ShouldBeGreaterThan(0.95);
        MaskSmoothing.Smooth(ball, 0).Voxels.ShouldBe(ball.Voxels);
    }

    [Fact]
    public void Smoothing_keeps_the_number_of_voxels_of_any_mask() =>
        Prop.ForAll<PositiveInt>(seed =>
        {
            Mask mask = Random((ulong)seed.Get);
            return MaskSmoothing.Smooth(mask, 1.2).Count() == mask.Count();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Islands_below_a_volume_go_and_touched_ones_stay()
    {
        Mask mask = Shape((x, y, z) => (Math.Abs(x) <= 2 && Math.Abs(y) <= 2 && Math.Abs(z) <= 2) || (x == 10 && y == 0 && z == 0));
        Islands.AtLeast(mask, 1.6).Count().ShouldBe(75);
        Islands.AtLeast(mask, 1.5).Count().ShouldBe(76);
        Mask touch = Shape((x, y, z) => x == 10 && y == 0 && z == 0);
        Islands.Touching(mask, touch).Voxels.ShouldBe(touch.Voxels);
    }

    [Fact]
    public void A_cavity_is_filled_and_a_tunnel_to_the_outside_is_not()
    {
        Mask hollow = Shape((x, y, z) => Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z))) is >= 2 and <= 4);
        Mask open = new(Grid, (byte[])hollow.Voxels.Clone());
        open.Voxels[Grid.Offset(20 + 2, 20, 13)] = open.Voxels[Grid.Offset(20 + 3, 20, 13)] = open.Voxels[Grid.Offset(20 + 4, 20, 13)] = 0;
        Mask before = new(Grid, (byte[])open.Voxels.Clone());
        HoleFilling.FillCavities(hollow);
        HoleFilling.FillCavities(open);
        hollow[20, 20, 13].ShouldBeTrue();
        open.Voxels.ShouldBe(before.Voxels);
    }

    [Fact]
    public void Between_two_discs_the_radius_changes_evenly()
    {
        // Radius 12 in the first and 4 in the last slice: 8 in the middle one.
        Mask drawn = Shape((x, y, z) => (Math.Abs(z + 9) < 0.1 && (x * x) + (y * y) <= 144) || (Math.Abs(z - 9) < 0.1 && (x * x) + (y * y) <= 16));
        Mask filled = SliceInterpolation.Fill(drawn);
        double radius = Math.Sqrt(filled.Voxels.Skip(Grid.Offset(0, 0, 13)).Take(Grid.SliceLength).Count(v => v != 0) / Math.PI);
        radius.ShouldBe(8, 0.4);
        filled.Voxels.AsSpan(0, 7 * Grid.SliceLength).Contains((byte)1).ShouldBeFalse();
        MaskAgreement.Between(SliceInterpolation.Between(filled, [7, 19]), filled).Dice.ShouldBe(1);
    }

    [Fact]
    public void An_edited_empty_slice_ends_the_shape_and_a_missing_one_is_refused()
    {
        Mask ball = Shape((x, y, z) => (x * x) + (y * y) + (z * z) <= 36);
        Mask cut = SliceInterpolation.Between(ball, [13, 15]);
        cut.Voxels.Skip(Grid.Offset(0, 0, 13)).Take(Grid.SliceLength).ShouldBe(ball.Voxels.Skip(Grid.Offset(0, 0, 13)).Take(Grid.SliceLength));
        Should.Throw<ArgumentOutOfRangeException>(() => SliceInterpolation.Between(ball, [0, 27])).Message.ShouldContain("0 … 26");
    }

    [Fact]
    public void Interpolation_leaves_drawn_slices_alone() =>
        Prop.ForAll<PositiveInt>(seed =>
        {
            Mask mask = Random((ulong)seed.Get);
            Mask filled = SliceInterpolation.Fill(mask);
            int slice = mask.Geometry.SliceLength;
            return Enumerable.Range(0, mask.Geometry.SizeZ).All(k =>
                !mask.Voxels.AsSpan(k * slice, slice).Contains((byte)1) || mask.Voxels.AsSpan(k * slice, slice).SequenceEqual(filled.Voxels.AsSpan(k * slice, slice)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void A_margin_grows_by_its_distance_and_shrinks_again()
    {
        Mask ball = Shape((x, y, z) => (x * x) + (y * y) + (z * z) <= 64);
        double volume = MaskMargin.Grow(ball, 4).VolumeMm3();
        Math.Cbrt(3 * volume / (4 * Math.PI)).ShouldBe(12, 0.5);
        Mask shrunk = MaskMargin.Grow(MaskMargin.Grow(ball, 4), -4);
        ball.Voxels.Zip(shrunk.Voxels).ShouldAllBe(v => v.First == 0 || v.Second != 0);
        MaskMargin.Grow(ball, -30).Count().ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => MaskMargin.Grow(ball, double.NaN));
    }

    private static Mask Random(ulong seed)
    {
        var random = new SeededRandom(seed);
        VolumeGeometry g = VolumeGeometry.AxisAligned(9, 8, 7, new(1, 0.8, 1.5));
        var mask = new Mask(g);
        for (int n = 0; n < 40; n++)
        {
            mask.Voxels[random.Below(g.VoxelCount)] = 1;
        }

        return mask;
    }

    /// <summary>A mask from what holds at (x, y, z) mm from the middle.</summary>
    private static Mask Shape(Func<double, double, double, bool> inside) =>
        new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n =>
        {
            (int i, int j, int k) = Grid.IndicesOf(n);
            return inside(i - 20, j - 20, (k - 13) * 1.5) ? (byte)1 : (byte)0;
        })]);
}
