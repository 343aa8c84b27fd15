using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class GaussianFilterTests
{
    [Fact]
    public void A_point_becomes_a_normalised_gaussian()
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(31, 31, 31, new(1, 0.5, 2));
        var point = new Volume(g, new float[g.VoxelCount]);
        point.Voxels[g.Offset(15, 15, 15)] = 1;
        Volume smooth = GaussianFilter.Smooth(point, 1);
        smooth.Voxels.Sum(v => (double)v).ShouldBe(1, 1e-5);
        (smooth[17, 15, 15] / smooth[15, 15, 15]).ShouldBe(MathF.Exp(-2), 1e-5f);
        (smooth[15, 19, 15] / smooth[15, 15, 15]).ShouldBe(MathF.Exp(-2), 1e-5f);
        (smooth[15, 15, 16] / smooth[15, 15, 15]).ShouldBe(MathF.Exp(-2), 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(19)]
    public void A_constant_stays_constant_up_to_the_border_whatever_the_width(int size)
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(size, 3, 2, new(1, 1, 1));
        GaussianFilter.Smooth(new Volume(g, [.. Enumerable.Repeat(5f, g.VoxelCount)]), 1.7).Voxels.ShouldAllBe(v => Math.Abs(v - 5) < 1e-5);
    }

    [Fact]
    public void Width_zero_copies()
    {
        var volume = new Volume(VolumeGeometry.AxisAligned(2, 1, 1, new(1, 1, 1)), [1, 9]);
        Volume copy = GaussianFilter.Smooth(volume, 0);
        copy.Voxels.ShouldBe(volume.Voxels);
        copy.Voxels.ShouldNotBeSameAs(volume.Voxels);
    }

    [Fact]
    public void The_border_is_mirrored()
    {
        // σ = 0.5 voxel, cut at 2 voxels: weights 1, e⁻², e⁻⁸ on each side; left of the first voxel stands its mirror image.
        Volume smooth = GaussianFilter.Smooth(new Volume(VolumeGeometry.AxisAligned(3, 1, 1, new(1, 1, 1)), [1, 0, 0]), 0.5);
        double near = Math.Exp(-2), far = Math.Exp(-8), sum = 1 + (2 * near) + (2 * far);
        smooth.Voxels[0].ShouldBe((float)((1 + near) / sum), 1e-6f);
        smooth.Voxels[1].ShouldBe((float)((near + far) / sum), 1e-6f);
    }
}
