using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class HoleFillingTests
{
    [Fact]
    public void Enclosed_regions_are_filled_and_open_ones_are_not()
    {
        Mask mask = Shapes.Of(new(1, 1, 1),
            [".####..", ".#..#.#", ".####.#", "....###"],
            [".......", "..###..", "..#.#..", "..#.#.."],
            [".......", ".......", ".......", "......."]);
        HoleFilling.FillSlices(mask);
        mask.Voxels.ShouldBe(Shapes.Of(new(1, 1, 1),
            [".####..", ".####.#", ".####.#", "....###"],
            [".......", "..###..", "..#.#..", "..#.#.."],
            [".......", ".......", ".......", "......."]).Voxels);
    }

    [Fact]
    public void A_hole_that_opens_only_across_a_corner_is_filled()
    {
        Mask mask = Shapes.Of(new(1, 1, 1), [".##..", "#..#.", ".##..", "....."]);
        HoleFilling.FillSlices(mask);
        mask.Count().ShouldBe(8);
    }
}
