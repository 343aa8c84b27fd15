using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class ConnectedComponentsTests
{
    private static readonly Mask Three = Shapes.Of(new(1, 1, 1),
        ["##...", "....#", "....#"],
        ["#....", "...#.", "....#"]);

    [Fact]
    public void Voxels_that_share_a_face_belong_together_and_those_that_share_an_edge_do_not()
    {
        (int[] labels, IReadOnlyList<int> sizes) = ConnectedComponents.Label(Three);
        sizes.ShouldBe([3, 3, 1]);
        labels[0].ShouldBe(1);
        labels[Three.Geometry.Offset(0, 0, 1)].ShouldBe(1);
        labels[Three.Geometry.Offset(3, 1, 1)].ShouldBe(3);
        labels[2].ShouldBe(0);
    }

    [Fact]
    public void The_first_of_equally_large_components_is_the_largest()
    {
        Mask largest = ConnectedComponents.Largest(Three);
        largest.Count().ShouldBe(3);
        largest[0, 0, 0].ShouldBeTrue();
    }

    [Fact]
    public void The_component_of_a_voxel_is_found_and_is_empty_outside()
    {
        ConnectedComponents.Containing(Three, Three.Geometry.Offset(4, 2, 1)).Count().ShouldBe(3);
        ConnectedComponents.Containing(Three, Three.Geometry.Offset(2, 0, 0)).Count().ShouldBe(0);
    }

    [Fact]
    public void An_empty_mask_has_no_component()
    {
        var empty = new Mask(Three.Geometry);
        ConnectedComponents.Label(empty).Sizes.ShouldBeEmpty();
        ConnectedComponents.Largest(empty).Count().ShouldBe(0);
    }
}
