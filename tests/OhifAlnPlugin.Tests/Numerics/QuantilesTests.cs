using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Tests.Numerics;

/// <summary>Quantiles and tails where the distribution has a closed form.</summary>
public sealed class QuantilesTests
{
    private static readonly double[] Probabilities = [1e-6, 0.01, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999];

    [Fact]
    public void Normal_quantile_of_the_usual_interval_is_the_tabulated_one() =>
        Quantiles.Normal(0.975).ShouldBe(1.959963984540054, 1e-15);

    [Fact]
    public void Normal_quantile_is_the_inverse_of_the_tail()
    {
        foreach (double p in Probabilities)
        {
            TailProbabilities.NormalUpper(-Quantiles.Normal(p)).ShouldBe(p, 1e-14 * p);
        }
    }

    [Fact]
    public void Student_with_one_degree_of_freedom_is_the_Cauchy_distribution()
    {
        foreach (double p in Probabilities)
        {
            Quantiles.Student(p, 1).ShouldBe(Math.Tan(Math.PI * (p - 0.5)), 1e-9 * Math.Max(1, Math.Abs(Math.Tan(Math.PI * (p - 0.5)))));
        }
    }

    [Fact]
    public void Chi_square_with_two_degrees_of_freedom_is_exponential()
    {
        foreach (double p in Probabilities)
        {
            Quantiles.ChiSquare(p, 2).ShouldBe(-2 * Math.Log(1 - p), 1e-12);
        }
    }

    [Fact]
    public void Fisher_with_two_numerator_degrees_has_a_power_tail()
    {
        TailProbabilities.FisherUpper(3.5, 2, 10).ShouldBe(Math.Pow(1 + (2 * 3.5 / 10), -5), 1e-14);
        Quantiles.Fisher(0.95, 2, 10).ShouldBe(5 * (Math.Pow(0.05, -0.2) - 1), 1e-11);
    }

    [Fact]
    public void Beta_with_first_shape_one_is_a_power()
    {
        foreach (double p in Probabilities)
        {
            Quantiles.Beta(p, 1, 7).ShouldBe(1 - Math.Pow(1 - p, 1 / 7.0), 1e-13);
        }
    }

    [Fact]
    public void Tails_far_out_keep_their_digits()
    {
        TailProbabilities.NormalUpper(10).ShouldBe(7.619853024160527e-24, 1e-36);
        TailProbabilities.StudentTwoSided(1, 1).ShouldBe(0.5, 1e-14);
        TailProbabilities.ChiSquareUpper(100, 2).ShouldBe(Math.Exp(-50), 1e-34);
    }

    [Fact]
    public void Edges_are_exact()
    {
        TailProbabilities.StudentTwoSided(double.PositiveInfinity, 5).ShouldBe(0);
        TailProbabilities.ChiSquareUpper(-1, 3).ShouldBe(1);
        TailProbabilities.FisherUpper(double.PositiveInfinity, 3, 4).ShouldBe(0);
        TailProbabilities.NormalTwoSided(double.NaN).ShouldBe(double.NaN);
        Quantiles.Beta(0, 2, 3).ShouldBe(0);
        Quantiles.Beta(1, 2, 3).ShouldBe(1);
    }
}
