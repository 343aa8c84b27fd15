using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class MaskAgreementTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(20, 10, 10, new(2, 1, 1));

    [Fact]
    public void Equal_masks_agree_fully() =>
        MaskAgreement.Between(Shapes.Box(Grid, new(3, 3, 3, 7, 6, 5)), Shapes.Box(Grid, new(3, 3, 3, 7, 6, 5))).ShouldBe(new MaskAgreement(1, 0, 0, 0));

    [Fact]
    public void A_box_shifted_by_one_voxel_is_computed_by_hand()
    {
        // 5×1×1 voxels, shifted by one voxel of 2 mm along x: 4 shared; only the two end voxels are away from the other.
        MaskAgreement agreement = MaskAgreement.Between(Shapes.Box(Grid, new(3, 4, 4, 7, 4, 4)), Shapes.Box(Grid, new(4, 4, 4, 8, 4, 4)));
        agreement.Dice.ShouldBe(0.8, 1e-12);
        agreement.HausdorffDistance95Mm.ShouldBe(2, 1e-6);
        agreement.MeanSurfaceDistanceMm.ShouldBe((2 + 2) / 10.0, 1e-6);
        agreement.VolumeDifferenceMm3.ShouldBe(0);
    }

    [Fact]
    public void Two_single_voxels_are_as_far_apart_as_their_centres()
    {
        MaskAgreement agreement = MaskAgreement.Between(Shapes.Box(Grid, new(0, 0, 0, 0, 0, 0)), Shapes.Box(Grid, new(2, 3, 0, 2, 3, 0)));
        agreement.ShouldBe(new MaskAgreement(0, 5, 5, 0));
    }

    [Fact]
    public void Empty_masks_have_no_distance()
    {
        Mask empty = new(Grid), box = Shapes.Box(Grid, new(3, 3, 3, 7, 6, 5));
        MaskAgreement.Between(empty, empty).Dice.ShouldBe(double.NaN);
        MaskAgreement.Between(box, empty).ShouldBe(new MaskAgreement(0, double.NaN, double.NaN, 60 * 2));
    }

    [Fact]
    public void Masks_on_different_grids_are_refused() =>
        Should.Throw<ArgumentException>(() => MaskAgreement.Between(new Mask(Grid), new Mask(Grid.Crop(new(0, 0, 0, 3, 3, 3))))).Message.ShouldContain("different grids");

    [Fact]
    public void The_order_changes_only_the_sign_of_the_volume_difference()
    {
        Mask a = Shapes.Random(Grid, 1, 0.2), b = Shapes.Random(Grid, 2, 0.4);
        MaskAgreement ab = MaskAgreement.Between(a, b), ba = MaskAgreement.Between(b, a);
        ba.ShouldBe(ab with { VolumeDifferenceMm3 = -ab.VolumeDifferenceMm3 });
    }
}
