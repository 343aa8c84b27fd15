using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class EnhancementWindowTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(100, 100, 10, new(1, 1, 1));

    [Fact]
    public void Most_of_the_tissue_gains_less_than_what_is_white_and_air_does_not_count()
    {
        // A tenth is tissue of brightness 500; its gains run from 0 to 999. The air around it gains nothing.
        float[] image = [.. Enumerable.Range(0, 100_000).Select(n => n < 10_000 ? 500f : 1f)], gain = [.. Enumerable.Range(0, 100_000).Select(n => n < 10_000 ? n / 10 : 0f)];
        EnhancementWindow.HighOf(new Volume(Grid, gain), new Volume(Grid, image)).ShouldBe(1000 * EnhancementWindow.TissueQuantile, 3);
    }

    [Fact]
    public void A_study_without_enhancement_has_a_window_too()
    {
        var nothing = new Volume(Grid, new float[100_000]);
        EnhancementWindow.HighOf(nothing, nothing).ShouldBe(1);
        EnhancementWindow.HighOf(MaximumProjection.Axial(nothing)).ShouldBe(1);
    }

    [Fact]
    public void In_projections_the_brightest_rays_are_white()
    {
        var view = new ProjectionView([.. Enumerable.Range(0, 1000).Select(n => (float)n)], 100, 10, 1, 1, default, new(1, 0, 0), new(0, 1, 0));
        EnhancementWindow.HighOf(view).ShouldBe(1000 * EnhancementWindow.ProjectionQuantile, 2);
    }
}
