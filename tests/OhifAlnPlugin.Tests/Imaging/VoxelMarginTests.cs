using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class VoxelMarginTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(9, 8, 7, new Vector3(1, 1, 2));

    [Fact]
    public void A_single_voxel_grows_to_its_six_neighbours_and_shrinks_to_nothing()
    {
        Mask one = Of((4, 4, 3));

        VoxelMargin.Grown(one).Count().ShouldBe(7);
        VoxelMargin.Shrunk(VoxelMargin.Grown(one)).Voxels.ShouldBe(one.Voxels);
        VoxelMargin.Shrunk(one).Count().ShouldBe(0);
    }

    [Fact]
    public void The_grids_border_is_not_crossed_and_counts_as_outside()
    {
        VoxelMargin.Grown(Of((0, 0, 0))).Count().ShouldBe(4);
        VoxelMargin.Grown(Of((8, 7, 6))).Count().ShouldBe(4);
        Mask full = new(Grid, [.. Enumerable.Repeat((byte)1, Grid.VoxelCount)]);
        VoxelMargin.Grown(full).Voxels.ShouldBe(full.Voxels);
        VoxelMargin.Shrunk(full).Count().ShouldBe(7 * 6 * 5);
        VoxelMargin.Grown(new Mask(Grid)).Count().ShouldBe(0);
        VoxelMargin.Shrunk(new Mask(Grid)).Count().ShouldBe(0);
    }

    [Fact]
    public void Shrinking_is_growing_the_outside()
    {
        Random random = new(3);
        for (int round = 0; round < 20; round++)
        {
            Mask mask = new(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(_ => (byte)(random.NextDouble() < 0.7 ? 1 : 0))]);
            Mask outside = new(Grid, [.. mask.Voxels.Select(v => (byte)(1 - v))]);
            byte[] shrunk = VoxelMargin.Shrunk(mask).Voxels, outsideGrown = VoxelMargin.Grown(outside).Voxels;
            for (int n = 0; n < shrunk.Length; n++)
            {
                (int i, int j, int k) = Grid.IndicesOf(n);
                bool border = i is 0 or 8 || j is 0 or 7 || k is 0 or 6;
                shrunk[n].ShouldBe((byte)(border ? 0 : 1 - outsideGrown[n]));
            }
        }
    }

    private static Mask Of(params (int I, int J, int K)[] inside)
    {
        Mask mask = new(Grid);
        foreach ((int i, int j, int k) in inside)
        {
            mask.Voxels[Grid.Offset(i, j, k)] = 1;
        }

        return mask;
    }
}
