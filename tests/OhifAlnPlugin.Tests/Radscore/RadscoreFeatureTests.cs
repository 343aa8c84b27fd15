using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class RadscoreFeatureTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(50, 50)]
    [InlineData(50.25, 50.25)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void Percentile_is_linear_between_quantiles(double value, double percentile) =>
        Evenly().PercentileOf(value).ShouldBe(percentile, 1e-12);

    [Fact]
    public void Percentile_of_a_common_value_is_the_middle_of_its_range()
    {
        double[] quantiles = [.. Enumerable.Range(0, 101).Select(q => q <= 40 ? 0.0 : q - 40)];

        Feature(quantiles).PercentileOf(0).ShouldBe(20);
    }

    [Theory]
    [InlineData(-0.001, true)]
    [InlineData(0, false)]
    [InlineData(100, false)]
    [InlineData(100.001, true)]
    public void A_value_beyond_all_training_values_is_outside(double value, bool outside) =>
        Evenly().IsOutsideTraining(value).ShouldBe(outside);

    [Fact]
    public void Scaling_is_the_z_score() => Evenly().Scale(60).ShouldBe(0.5);

    [Fact]
    public void A_constant_feature_is_refused() =>
        Should.Throw<ArgumentException>(() => new RadscoreFeature("f", "F", "f", "1", 0, 0, new double[101]))
            .Message.ShouldContain("standard deviation of feature 'f' is 0");

    [Fact]
    public void Falling_quantiles_are_refused() =>
        Should.Throw<ArgumentException>(() => Feature([.. Enumerable.Range(0, 101).Select(q => -1.0 * q)]))
            .Message.ShouldContain("1 % quantile");

    private static RadscoreFeature Evenly() => Feature([.. Enumerable.Range(0, 101).Select(q => (double)q)]);

    private static RadscoreFeature Feature(double[] quantiles) => new("f", "F", "what f says", "mm", 50, 20, quantiles);
}
