using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Tests.Segmentation.Networks;

public sealed class PatchPlaceTests
{
    [Theory]
    [InlineData(16, 16, 0.5, new[] { 0 })]
    [InlineData(17, 16, 0.5, new[] { 0, 1 })]
    [InlineData(32, 16, 0.5, new[] { 0, 8, 16 })]
    [InlineData(30, 16, 0.5, new[] { 0, 7, 14 })]
    [InlineData(48, 16, 0.0, new[] { 0, 16, 32 })]
    public void Blocks_start_evenly(int size, int patch, double overlap, int[] expected) => PatchPlace.Starts(size, patch, overlap).ShouldBe(expected);

    [Fact]
    public void Blocks_cover_every_voxel_and_stay_inside() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (patch, more, tenths) =>
        {
            int size = patch + more;
            int[] starts = PatchPlace.Starts(size, patch, tenths / 10.0);
            return starts[0] == 0 && starts[^1] == size - patch && starts.Zip(starts.Skip(1)).All(pair => pair.Second > pair.First && pair.Second - pair.First <= patch);
        }).QuickCheckThrowOnFailure();
}
