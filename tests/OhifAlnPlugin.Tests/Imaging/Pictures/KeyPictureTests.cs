using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

public sealed class KeyPictureTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(8, 6, 3, new Vector3(1, 1, 2));

    [Fact]
    public void The_slice_is_that_of_the_largest_cross_section_the_first_of_equal_ones()
    {
        KeyPicture.SliceOf(Voi((2, 2, 0), (2, 2, 1), (3, 2, 1), (2, 2, 2))).ShouldBe(1);
        KeyPicture.SliceOf(Voi((2, 2, 1), (2, 2, 2))).ShouldBe(1);
    }

    [Fact]
    public void The_outline_runs_inside_the_border_of_the_voxels_and_leaves_their_middle_free()
    {
        Picture picture = KeyPicture.Draw(Ramp(), Voi((3, 2, 1), (4, 2, 1)));
        int scale = picture.Width / Grid.SizeX;

        IsOutline(picture, 3 * scale, (2 * scale) + (scale / 2)).ShouldBeTrue("left side");
        IsOutline(picture, (5 * scale) - 1, (2 * scale) + (scale / 2)).ShouldBeTrue("right side");
        IsOutline(picture, (4 * scale) - 1, (2 * scale) + (scale / 2)).ShouldBeFalse("between both voxels");
        IsOutline(picture, (3 * scale) + (scale / 2), (2 * scale) + (scale / 2)).ShouldBeFalse("middle");
        IsOutline(picture, (2 * scale) + (scale / 2), (2 * scale) + (scale / 2)).ShouldBeFalse("outside");
    }

    [Fact]
    public void An_outline_at_the_edge_of_the_image_is_closed()
    {
        Picture picture = KeyPicture.Draw(Ramp(), Voi((0, 0, 0)));

        IsOutline(picture, 0, 0).ShouldBeTrue();
    }

    [Fact]
    public void Brighter_voxels_are_brighter_and_a_flat_image_is_drawn_too()
    {
        Picture picture = KeyPicture.Draw(Ramp(), Voi((3, 2, 1)));
        int scale = picture.Width / Grid.SizeX;
        int last = ((Grid.SizeY * scale) - 1) * picture.Width;

        picture.Samples[(last + (7 * scale)) * 3].ShouldBeGreaterThan(picture.Samples[(last + scale) * 3]);
        KeyPicture.Draw(new Volume(Grid, new float[Grid.VoxelCount]), Voi((3, 2, 1))).Samples.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void An_empty_voi_and_one_of_another_grid_are_refused()
    {
        Should.Throw<ArgumentException>(() => KeyPicture.Draw(Ramp(), new Mask(Grid))).Message.ShouldContain("empty");
        Should.Throw<ArgumentException>(() => KeyPicture.Draw(Ramp(), new Mask(VolumeGeometry.AxisAligned(2, 2, 2, new Vector3(1, 1, 1))))).Message.ShouldContain("8 voxels");
    }

    private static bool IsOutline(Picture picture, int x, int y)
    {
        ReadOnlySpan<byte> pixel = picture.Samples.AsSpan(((y * picture.Width) + x) * Picture.Colour, Picture.Colour);
        return pixel[0] != pixel[1];
    }

    private static Volume Ramp() => new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => (float)(n % Grid.SizeX))]);

    private static Mask Voi(params (int I, int J, int K)[] voxels)
    {
        var mask = new Mask(Grid);
        foreach ((int i, int j, int k) in voxels)
        {
            mask.Voxels[Grid.Offset(i, j, k)] = 1;
        }

        return mask;
    }
}
