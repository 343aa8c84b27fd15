using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class QuantileTests
{
    [Fact]
    public void It_is_the_sorted_value_of_its_rank() =>
        Prop.ForAll<NonEmptyArray<int>, byte>((values, p) =>
        {
            float[] scratch = [.. values.Get.Select(v => (float)v)];
            float[] sorted = [.. scratch.Order()];
            double probability = p / 255.0;
            return Quantile.OfScratch(scratch, probability) == sorted[(int)(probability * (sorted.Length - 1))];
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0.0f)]
    [InlineData(0.5, 499.0f)]
    [InlineData(0.995, 994.0f)]
    [InlineData(1, 999.0f)]
    public void Long_runs_and_many_ties_are_selected_rightly(double p, float expected)
    {
        Quantile.OfScratch([.. Enumerable.Range(0, 1000).Select(n => (float)(n * 617 % 1000))], p).ShouldBe(expected);
        Quantile.OfScratch([.. Enumerable.Range(0, 1000).Select(n => (float)n)], p).ShouldBe(expected);
        Quantile.OfScratch([.. Enumerable.Repeat(3f, 1000)], p).ShouldBe(3);
    }

    [Fact]
    public void No_values_and_no_probability_are_refused()
    {
        Should.Throw<ArgumentException>(() => Quantile.OfScratch([], 0.5));
        Should.Throw<ArgumentException>(() => Quantile.OfScratch([1f], 1.5)).Message.ShouldContain("1.5");
    }
}
