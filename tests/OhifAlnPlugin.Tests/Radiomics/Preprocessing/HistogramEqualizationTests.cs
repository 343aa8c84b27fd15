using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics.Preprocessing;

public sealed class HistogramEqualizationTests
{
    [Fact]
    public void Whole_numbers_become_the_share_of_voxels_up_to_them() =>
        Equalized(VoxelType.Int16, 3, 1, 1, 2, 3, 3, 9, 1).ShouldBe([7.0 / 8, 3.0 / 8, 3.0 / 8, 4.0 / 8, 7.0 / 8, 7.0 / 8, 1, 3.0 / 8]);

    [Fact]
    public void Two_values_of_a_fractional_image_lie_in_the_first_and_the_last_bin() =>
        Equalized(VoxelType.Float32, 0.5f, 0.5f, 0.5f, 2.5f).ShouldBe([0.75, 0.75, 0.75, 1]);

    [Fact]
    public void Order_is_kept_and_the_largest_value_becomes_1()
    {
        float[] voxels = [.. Enumerable.Range(0, 4096).Select(n => (float)Math.Exp(n * 2654435761L % 977 / 200.0))];
        double[] equalized = Equalized(VoxelType.Float32, voxels);
        double before = 0;
        foreach (int n in Enumerable.Range(0, voxels.Length).OrderBy(n => voxels[n]))
        {
            equalized[n].ShouldBeGreaterThanOrEqualTo(before);
            before = equalized[n];
        }

        before.ShouldBe(1);
    }

    [Theory]
    [InlineData(4f, 4f)]
    [InlineData(1f, float.NaN)]
    public void A_constant_or_undefined_image_is_refused(float first, float second) =>
        Should.Throw<RadiomicsException>(() => Equalized(VoxelType.Float32, first, second)).Message.ShouldContain("cannot be equalised");

    [Fact]
    public void The_volume_that_was_given_is_left_as_it_is()
    {
        var volume = Line([1, 2, 3, 4], VoxelType.Int16);
        HistogramEqualization.Equalize(ScalarImage.Of(volume));
        volume.Voxels.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Equalisation_comes_after_resampling_and_before_normalisation()
    {
        var grid = VolumeGeometry.AxisAligned(16, 16, 16, new(2, 2, 2));
        var image = new Volume(grid, [.. Enumerable.Range(0, grid.VoxelCount).Select(n => (float)(n * 37 % 211))]) { StoredAs = VoxelType.Int16 };
        var mask = new Mask(grid);
        for (int n = 0; n < grid.VoxelCount; n++)
        {
            var (i, j, k) = grid.IndicesOf(n);
            mask.Voxels[n] = i is > 4 and < 11 && j is > 4 and < 11 && k is > 4 and < 11 ? (byte)1 : (byte)0;
        }

        var settings = new ExtractionSettings { ResampledPixelSpacing = [1, 1, 1], Interpolator = Interpolator.Linear, Equalize = true, Normalize = true, NormalizeScale = 100, PadDistance = 1000 };
        PreparedCase prepared = Preparation.Prepare(image, mask, settings);
        double[] whole = prepared.Image.Block(prepared.Image.Geometry.WholeBox());
        (prepared.Image.Geometry.SizeX, prepared.Image.Geometry.SpacingMm.X).ShouldBe((32, 1));
        whole.Average().ShouldBe(0, 1e-9);
        Math.Sqrt(whole.Sum(v => v * v) / (whole.Length - 1)).ShouldBe(100, 1e-9);
    }

    private static double[] Equalized(VoxelType type, params float[] voxels)
    {
        ScalarImage equalized = HistogramEqualization.Equalize(ScalarImage.Of(Line(voxels, type)));
        return equalized.Block(equalized.Geometry.WholeBox());
    }

    private static Volume Line(float[] voxels, VoxelType type) => new(VolumeGeometry.AxisAligned(voxels.Length, 1, 1, new(1, 1, 1)), voxels) { StoredAs = type };
}
