using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class SubtractionTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(3, 2, 2, new(1, 1, 2));

    [Fact]
    public void Every_voxel_is_the_later_value_minus_the_earlier_one()
    {
        float[] later = [.. Enumerable.Range(0, 12).Select(n => n * n * 1f)], earlier = [.. Enumerable.Range(0, 12).Select(n => 5f * n)];
        Volume gain = Subtraction.Of(new(Grid, later), new(Grid, earlier));
        gain.Geometry.ShouldBe(Grid);
        gain.Voxels.ShouldBe(Enumerable.Range(0, 12).Select(n => (n * n) - (5f * n)));
        gain.Voxels.Min().ShouldBe(-6, "what was lost is kept as well");
    }

    [Theory]
    [InlineData(VoxelType.UInt16, VoxelType.Int16, VoxelType.Int32)]
    [InlineData(VoxelType.UInt16, VoxelType.Float32, VoxelType.Float32)]
    public void Whole_numbers_stay_whole_numbers(VoxelType image, VoxelType reference, VoxelType expected) =>
        Subtraction.Of(new(Grid, new float[12]) { StoredAs = image }, new(Grid, new float[12]) { StoredAs = reference }).StoredAs.ShouldBe(expected);

    [Fact]
    public void Images_on_different_grids_are_refused() =>
        Should.Throw<ArgumentException>(() => Subtraction.Of(new(Grid, new float[12]), new(VolumeGeometry.AxisAligned(3, 2, 2, new(1, 1, 3)), new float[12]))).Message.ShouldContain("different grids");
}
