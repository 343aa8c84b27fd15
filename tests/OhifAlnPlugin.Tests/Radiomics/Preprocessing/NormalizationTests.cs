using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;

namespace OhifAlnPlugin.Tests.Radiomics.Preprocessing;

public sealed class NormalizationTests
{
    [Fact]
    public void Whole_numbers_are_summed_to_the_same_bits_with_and_without_compensation() =>
        Prop.ForAll<NonEmptyArray<short>>(values =>
        {
            if (values.Get.Distinct().Count() < 2)
            {
                return true;
            }

            Normalization exact = Of(values.Get, VoxelType.Int16), compensated = Of(values.Get, VoxelType.Float32);
            return exact == compensated;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_standard_deviation_divides_by_one_less_than_the_count() =>
        (Of([1, 2, 3, 6], VoxelType.Int16).Mean, Of([1, 2, 3, 6], VoxelType.Int16).StandardDeviation).ShouldBe((3, Math.Sqrt(14.0 / 3)));

    private static Normalization Of(short[] values, VoxelType type) => Normalization.Of(
        ScalarImage.Of(new Volume(VolumeGeometry.AxisAligned(values.Length, 1, 1, new(1, 1, 1)), [.. values.Select(v => (float)v)]) { StoredAs = type }), clip: null, scale: 1);
}
