using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Tests.Numerics;

public sealed class FixedLanesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Sums_are_those_of_a_plain_loop(int count)
    {
        var random = new SeededRandom((ulong)count);
        double[] a = [.. Enumerable.Range(0, count).Select(_ => random.Normal())], b = [.. a.Select(_ => random.Normal())];

        FixedLanes.Dot(a, b).ShouldBe(a.Zip(b, (x, y) => x * y).Sum(), 1e-12);
        FixedLanes.WeightedSquares(a, b).ShouldBe(a.Zip(b, (w, x) => w * x * x).Sum(), 1e-12);
        FixedLanes.Sum(a, 0.25).ShouldBe(a.Sum(x => x - 0.25), 1e-12);
        FixedLanes.SquaresAround(a, 0.25).ShouldBe(a.Sum(x => (x - 0.25) * (x - 0.25)), 1e-12);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(21)]
    public void Additions_change_every_element_in_place(int count)
    {
        double[] w = [.. Enumerable.Range(1, count).Select(i => (double)i)], x = [.. w.Select(v => 2 * v)];
        double[] weighted = new double[count], scaled = new double[count];

        FixedLanes.AddWeighted(weighted, 0.5, w, x);
        FixedLanes.AddScaled(scaled, -3, x);

        weighted.ShouldBe([.. w.Select(v => v * v)]);
        scaled.ShouldBe([.. w.Select(v => -6 * v)]);
    }

    [Fact]
    public void Fewer_factors_than_terms_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => FixedLanes.Dot(new double[4], new double[3]));
}
