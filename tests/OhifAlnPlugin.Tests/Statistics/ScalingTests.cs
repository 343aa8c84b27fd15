using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

public sealed class ScalingTests
{
    [Fact]
    public void Moments_are_those_of_the_population() => Scaling.Moments([2, 4, 4, 4, 5, 5, 7, 9]).ShouldBe((5, 2));

    [Fact]
    public void Scaling_of_the_network_golden_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read("20_bp_neural_network", "input_train.csv");
        GoldenTable expected = GoldenTable.Read("20_bp_neural_network", "expected_zscore_params.csv");
        for (int f = 0; f < expected.Rows; f++)
        {
            (double mean, double deviation) = Scaling.Moments(input.Column(expected.Text(f, "feature")));
            mean.ShouldBeNear(expected.Number(f, "mean"), 1e-14);
            deviation.ShouldBeNear(expected.Number(f, "sd_population"), 1e-14);
        }
    }

    [Fact]
    public void Z_scores_have_mean_zero_and_unit_variance()
    {
        double[] z = Scaling.ZScores([1, 5, 2, 8, 1e6]);

        z.Average().ShouldBe(0, 1e-12);
        z.Average(v => v * v).ShouldBe(1, 1e-12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.9, 3.7)]
    [InlineData(1, 4)]
    public void Quantiles_are_of_type_seven(double p, double expected) => Scaling.Quantile([1, 2, 3, 4], p).ShouldBe(expected, 1e-12);

    [Fact]
    public void Nothing_has_no_moments() => Should.Throw<ArgumentException>(() => Scaling.Moments([])).Message.ShouldContain("no value");
}
