using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class BodySideTests
{
    [Theory]
    [InlineData(10, BodySide.Right)]
    [InlineData(30, BodySide.Left)]
    public void X_grows_towards_the_left_of_the_patient(int i, BodySide expected) =>
        BodySides.Of(Point(VolumeGeometry.AxisAligned(41, 8, 4, new Vector3(8, 8, 8)), i)).ShouldBe(expected);

    [Theory]
    [InlineData(10, BodySide.Left)]
    [InlineData(30, BodySide.Right)]
    public void A_grid_whose_columns_run_to_the_right_is_read_in_patient_space(int i, BodySide expected)
    {
        var prone = new VolumeGeometry(41, 8, 4, new(8, 8, 8), new(160, 0, 0), new(-1, 0, 0), new(0, -1, 0), new(0, 0, 1));
        BodySides.Of(Point(prone, i)).ShouldBe(expected);
    }

    [Fact]
    public void One_breast_alone_does_not_tell_its_side() =>
        BodySides.Of(Point(VolumeGeometry.AxisAligned(41, 8, 4, new Vector3(4, 4, 4)), 30)).ShouldBeNull();

    [Fact]
    public void An_empty_voi_has_no_side() =>
        BodySides.Of(new Mask(VolumeGeometry.AxisAligned(41, 8, 4, new Vector3(8, 8, 8)))).ShouldBeNull();

    private static Mask Point(VolumeGeometry geometry, int i)
    {
        var mask = new Mask(geometry);
        mask.Voxels[geometry.Offset(i, 3, 2)] = 1;
        return mask;
    }
}
