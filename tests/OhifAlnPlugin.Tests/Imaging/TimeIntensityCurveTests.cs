using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class TimeIntensityCurveTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(3, 1, 1, new(1, 1, 1));

    private static readonly DynamicSeries Series = new(
        [new(new Volume(Grid, [10, 20, 90]), 0), new(new Volume(Grid, [30, 40, 90]), 60.5), new(new Volume(Grid, [15, 45, 90]), 120)], 0, 1);

    [Fact]
    public void Means_and_enhancement_are_those_inside() =>
        TimeIntensityCurve.Of(Series, new Mask(Grid, [1, 1, 0])).ShouldBe([new(0, 15, 0), new(60.5, 35, 100 * 20.0 / 15), new(120, 30, 100)]);

    [Fact]
    public void Enhancement_over_a_signal_of_zero_is_undefined()
    {
        var dark = new DynamicSeries([new(new Volume(Grid, new float[3]), 0), new(new Volume(Grid, [1, 1, 1]), 1)], 0, 1);
        TimeIntensityCurve.Of(dark, new Mask(Grid, [1, 0, 0]))[1].EnhancementPercent.ShouldBe(double.NaN);
    }

    [Fact]
    public void An_empty_or_foreign_mask_is_refused()
    {
        Should.Throw<ArgumentException>(() => TimeIntensityCurve.Of(Series, new Mask(Grid))).Message.ShouldContain("empty");
        Should.Throw<ArgumentException>(() => TimeIntensityCurve.Of(Series, new Mask(VolumeGeometry.AxisAligned(3, 1, 1, new(2, 1, 1))))).Message.ShouldContain("another grid");
    }
}
