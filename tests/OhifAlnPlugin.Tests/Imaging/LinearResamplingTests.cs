using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class LinearResamplingTests
{
    /// <summary>Values of torch 1.13.1: <c>interpolate(x, n, mode="linear", align_corners=False)</c>, and bilinear with <c>antialias=True</c> on one row.</summary>
    [Theory]
    [InlineData(new[] { 1f, 3, 2, 8 }, 8, false, new[] { 1f, 1.5f, 2.5f, 2.75f, 2.25f, 3.5f, 6.5f, 8f })]
    [InlineData(new[] { 1f, 3, 2, 8 }, 8, true, new[] { 1f, 1.5f, 2.5f, 2.75f, 2.25f, 3.5f, 6.5f, 8f })]
    [InlineData(new[] { 1f, 3, 2, 8, 5, 5 }, 2, false, new[] { 3f, 5f })]
    [InlineData(new[] { 1f, 3, 2, 8, 5, 5 }, 2, true, new[] { 2.875f, 5.375f })]
    [InlineData(new[] { 4f }, 3, true, new[] { 4f, 4, 4 })]
    [InlineData(new[] { 4f, 6 }, 1, true, new[] { 5f })]
    [InlineData(new[] { 1f, 2, 3 }, 3, true, new[] { 1f, 2, 3 })]
    public void A_row_is_resampled_as_torch_does(float[] row, int to, bool average, float[] expected)
    {
        float[] result = new float[to];
        new LinearResampling(row.Length, to, average).Apply(row, 1, result);
        result.ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void Columns_are_resampled_as_rows_are()
    {
        float[] columns = [1, 10, 3, 30, 2, 20, 8, 80], result = new float[16];
        new LinearResampling(4, 8, average: true).Apply(columns, 2, result);
        result.Where((_, n) => n % 2 == 1).ShouldBe(result.Where((_, n) => n % 2 == 0).Select(v => 10 * v), 1e-5);
        result[2].ShouldBe(1.5f);
    }

    [Fact]
    public void A_constant_stays_constant()
    {
        for (int to = 1; to < 20; to++)
        {
            float[] result = new float[to];
            new LinearResampling(7, to, average: true).Apply([3, 3, 3, 3, 3, 3, 3], 1, result);
            result.ShouldAllBe(v => Math.Abs(v - 3) < 1e-6);
        }
    }
}
