using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class CroppingTests
{
    private static readonly VolumeGeometry Grid = new(6, 5, 4, new(1, 2, 3), new(7, 8, 9), new(0, 1, 0), new(-1, 0, 0), new(0, 0, 1));

    [Fact]
    public void A_cropped_volume_keeps_values_and_places()
    {
        var volume = new Volume(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => (float)n)]);
        Volume crop = volume.Crop(new(1, 2, 1, 4, 3, 3));
        crop[0, 0, 0].ShouldBe(volume[1, 2, 1]);
        crop[3, 1, 2].ShouldBe(volume[4, 3, 3]);
        crop.Geometry.ToPatient(3, 1, 2).ShouldBe(Grid.ToPatient(4, 3, 3));
    }

    [Fact]
    public void Uncropping_undoes_cropping()
    {
        Mask mask = Shapes.Random(Grid, 5, 0.5);
        IndexBox box = new(1, 1, 1, 4, 3, 2);
        Mask back = mask.Crop(box).Uncrop(Grid, box);
        back.Crop(box).Voxels.ShouldBe(mask.Crop(box).Voxels);
        back.Count().ShouldBe(mask.Crop(box).Count());
        Should.Throw<ArgumentException>(() => mask.Crop(box).Uncrop(Grid, new(0, 0, 0, 1, 1, 1)));
    }

    [Fact]
    public void The_box_around_a_voxel_reaches_the_radius_and_stays_on_the_grid() =>
        Grid.BoxAround(1, 2, 3, 4).ShouldBe(new IndexBox(0, 0, 2, 5, 4, 3));
}
