using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Filters;

namespace OhifAlnPlugin.Tests.Radiomics.Filters;

/// <summary>The recursive filters against what a Gaussian does by definition.</summary>
public sealed class RecursiveGaussianTests
{
    private const int Length = 101, Middle = 50;
    private static readonly IndexBox Line = new(0, 0, 0, Length - 1, 0, 0);

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.5)]
    [InlineData(6.0)]
    public void An_impulse_becomes_a_Gaussian(double sigma)
    {
        float[] line = Impulse();
        RecursiveGaussian.Smoothing(sigma).Apply(line, Line, 0);
        double peak = 1 / (sigma * Math.Sqrt(2 * Math.PI));
        for (int n = 0; n < Length; n++)
        {
            double x = (n - Middle) / sigma;
            ((double)line[n]).ShouldBe(peak * Math.Exp(-x * x / 2), 0.01 * peak);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Smoothing_keeps_the_sum_and_a_constant(double sigma)
    {
        float[] impulse = Impulse(), constant = [.. Enumerable.Repeat(7f, Length)];
        RecursiveGaussian.Smoothing(sigma).Apply(impulse, Line, 0);
        RecursiveGaussian.Smoothing(sigma).Apply(constant, Line, 0);
        impulse.Sum(v => (double)v).ShouldBe(1, 1e-5);
        constant.ShouldAllBe(v => Math.Abs(v - 7) < 1e-4);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(3.0)]
    public void The_second_derivative_of_a_parabola_is_constant(double sigma)
    {
        float[] parabola = [.. Enumerable.Range(0, Length).Select(n => 0.5f * (n - Middle) * (n - Middle))];
        RecursiveGaussian.SecondDerivative(sigma, 1).Apply(parabola, Line, 0);
        parabola[Middle].ShouldBe(1, 0.01f);
        parabola[Middle + 5].ShouldBe(1, 0.01f);
    }

    [Fact]
    public void A_scale_multiplies_the_second_derivative_by_its_square()
    {
        float[] once = Impulse(), scaled = Impulse();
        RecursiveGaussian.SecondDerivative(2, 1).Apply(once, Line, 0);
        RecursiveGaussian.SecondDerivative(2, 3).Apply(scaled, Line, 0);
        scaled[Middle].ShouldBe(9 * once[Middle], 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_axis_is_filtered_alike(int axis)
    {
        float[] alongX = Impulse(), other = Impulse();
        RecursiveGaussian.Smoothing(2).Apply(alongX, Line, 0);
        RecursiveGaussian.Smoothing(2).Apply(other, axis == 1 ? new(0, 0, 0, 0, Length - 1, 0) : new(0, 0, 0, 0, 0, Length - 1), axis);
        other.ShouldBe(alongX);
    }

    private static float[] Impulse()
    {
        float[] line = new float[Length];
        line[Middle] = 1;
        return line;
    }
}
