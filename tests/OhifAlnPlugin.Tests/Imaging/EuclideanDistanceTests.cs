using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class EuclideanDistanceTests
{
    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.6)]
    public void It_equals_the_distance_found_by_trying_every_voxel(int seed, double density)
    {
        Mask mask = Shapes.Random(VolumeGeometry.AxisAligned(11, 9, 8, new(0.7, 1.3, 2.1)), seed, density);
        VolumeGeometry g = mask.Geometry;
        Vector3[] inside = [.. Enumerable.Range(0, mask.Voxels.Length).Where(n => mask.Voxels[n] != 0).Select(Centre)];
        float[] squared = EuclideanDistance.SquaredMm(mask);
        for (int n = 0; n < squared.Length; n++)
        {
            Vector3 p = Centre(n);
            ((double)squared[n]).ShouldBe(inside.Min(q => Vector3.Dot(p - q, p - q)), 1e-4);
        }

        Vector3 Centre(int n)
        {
            (int i, int j, int k) = g.IndicesOf(n);
            return g.ToPatient(i, j, k);
        }
    }

    [Fact]
    public void An_empty_mask_is_infinitely_far() =>
        EuclideanDistance.SquaredMm(new Mask(VolumeGeometry.AxisAligned(2, 2, 2, new(1, 1, 1)))).ShouldAllBe(d => float.IsPositiveInfinity(d));

    [Fact]
    public void The_depth_in_a_row_of_five_grows_to_its_middle() =>
        EuclideanDistance.SquaredDepthMm(Shapes.Of(new(2, 1, 1), [[".#####."]])).ShouldBe([0, 4, 16, 36, 16, 4, 0]);
}
