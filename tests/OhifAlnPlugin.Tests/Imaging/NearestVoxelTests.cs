using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class NearestVoxelTests
{
    private static readonly VolumeGeometry Image = VolumeGeometry.AxisAligned(7, 5, 6, new(0.7, 0.8, 2.5), new(-31.4, 12.7, 5.1));

    [Fact]
    public void A_mask_whose_axes_are_ordered_and_turned_otherwise_keeps_every_voxel()
    {
        // i runs down the slices, j back along the columns, k along the rows.
        var turned = new VolumeGeometry(6, 7, 5, new(2.5, 0.7, 0.8), Image.ToPatient(6, 0, 0), new(0, 0, 1), new(-1, 0, 0), new(0, 1, 0));
        Mask mask = Random(turned, 1);

        NearestVoxel.IsSameLattice(turned, Image).ShouldBeTrue();
        Mask placed = NearestVoxel.Resample(mask, Image);

        placed.Count().ShouldBe(mask.Count());
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            (int i, int j, int k) = turned.IndicesOf(n);
            placed[6 - j, k, i].ShouldBe(mask[i, j, k]);
        }
    }

    [Fact]
    public void A_part_of_the_image_lies_on_its_lattice()
    {
        var part = new VolumeGeometry(2, 3, 1, new(0.7, 0.8, 9), Image.ToPatient(3, 1, 2), Image.AxisX, Image.AxisY, Image.AxisZ);
        Mask placed = NearestVoxel.Resample(new Mask(part, [1, 0, 0, 1, 1, 1]), Image);

        NearestVoxel.IsSameLattice(part, Image).ShouldBeTrue("the thickness of a single slice does not matter");
        Enumerable.Range(0, Image.VoxelCount).Where(n => placed.Voxels[n] != 0 && Image.IndicesOf(n).K == 2).Select(n => Image.IndicesOf(n))
            .ShouldBe([(3, 1, 2), (4, 2, 2), (3, 3, 2), (4, 3, 2)]);
    }

    [Theory]
    [InlineData(0.8, 0, "a larger pixel")]
    [InlineData(0.7, 0.2, "a shift by part of a pixel")]
    [InlineData(1.4, 0, "every second pixel")]
    public void Another_lattice_is_told_apart(double spacing, double shift, string because) =>
        NearestVoxel.IsSameLattice(new VolumeGeometry(7, 5, 6, new(spacing, 0.8, 2.5), Image.OriginMm + new Vector3(shift, 0, 0), Image.AxisX, Image.AxisY, Image.AxisZ), Image)
            .ShouldBeFalse(because);

    [Fact]
    public void On_finer_and_coarser_grids_a_block_keeps_its_place_and_volume()
    {
        VolumeGeometry coarse = VolumeGeometry.AxisAligned(8, 8, 8, new(2, 2, 4), new(0.5, 0.5, 1.5)), fine = VolumeGeometry.AxisAligned(16, 16, 32, new(1, 1, 1));
        var block = new Mask(coarse);
        foreach ((int i, int j, int k) in (ReadOnlySpan<(int, int, int)>)[(2, 3, 4), (3, 3, 4), (2, 4, 4)])
        {
            block.Voxels[coarse.Offset(i, j, k)] = 1;
        }

        Mask onFine = NearestVoxel.Resample(block, fine);
        onFine.VolumeMm3().ShouldBe(block.VolumeMm3(), 1e-9);
        onFine.BoundingBox().ShouldBe(new IndexBox(4, 6, 16, 7, 9, 19));
        NearestVoxel.Resample(onFine, coarse).Voxels.ShouldBe(block.Voxels);
    }

    [Fact]
    public void Labels_stay_labels_and_what_lies_beside_is_background()
    {
        ushort[] labels = [.. Enumerable.Range(0, Image.VoxelCount).Select(n => (ushort)(n % 5 * 1000))];
        VolumeGeometry wide = VolumeGeometry.AxisAligned(9, 5, 6, Image.SpacingMm, Image.ToPatient(-1, 0, 0));

        LabelMap placed = NearestVoxel.Resample(new LabelMap(Image, labels), wide);

        placed.Labels[wide.Offset(0, 2, 2)].ShouldBe((ushort)0);
        placed.Labels[wide.Offset(8, 2, 2)].ShouldBe((ushort)0);
        placed.Labels[wide.Offset(4, 2, 2)].ShouldBe(labels[Image.Offset(3, 2, 2)]);
    }

    private static Mask Random(VolumeGeometry grid, int seed)
    {
        var random = new Random(seed);
        return new Mask(grid, [.. Enumerable.Range(0, grid.VoxelCount).Select(_ => random.NextDouble() < 0.3 ? (byte)1 : (byte)0)]);
    }
}
