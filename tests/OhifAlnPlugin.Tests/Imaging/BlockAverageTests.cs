using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class BlockAverageTests
{
    [Fact]
    public void Blocks_are_averaged_and_lie_in_the_middle_of_their_voxels()
    {
        var fine = VolumeGeometry.AxisAligned(5, 4, 3, new(1, 1, 1.9), new(10, 20, 30));
        BlockAverage blocks = BlockAverage.To(fine, 2);
        (blocks.X, blocks.Y, blocks.Z).ShouldBe((2, 2, 1));
        Volume coarse = blocks.Of(new Volume(fine, [.. Enumerable.Range(0, fine.VoxelCount).Select(n => (float)n)]));
        coarse.Geometry.ShouldBe(VolumeGeometry.AxisAligned(2, 2, 3, new(2, 2, 1.9), new(10.5, 20.5, 30)));
        coarse.Voxels[..4].ShouldBe([3f, 5, 13, 15]);
    }

    [Fact]
    public void Voxels_that_are_large_already_stay() => BlockAverage.To(VolumeGeometry.AxisAligned(3, 3, 3, new(3, 3, 3)), 2).Coarse.SizeX.ShouldBe(3);

    [Fact]
    public void A_size_of_zero_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => BlockAverage.To(VolumeGeometry.AxisAligned(3, 3, 3, new(3, 3, 3)), 0));
}
