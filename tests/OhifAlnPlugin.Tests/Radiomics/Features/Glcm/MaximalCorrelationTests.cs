using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Radiomics.Features.Glcm;

namespace OhifAlnPlugin.Tests.Radiomics.Features.Glcm;

/// <summary>The maximal correlation coefficient against all eigenvalues of its matrix.</summary>
public sealed class MaximalCorrelationTests
{
    private const double Epsilon = 2.220446049250313e-16;

    [Theory]
    [InlineData("9-14:1")]
    [InlineData("9-14:1 10-14:1")]
    [InlineData("11-12:1 12-12:2 14-15:2")]
    [InlineData("9-11:1 10-12:1 12-14:2")]
    [InlineData("11-13:1 12-12:2 12-13:1 14-15:2 14-16:1")]
    [InlineData("9-11:1 9-12:1 10-13:1 12-14:2 13-14:1")]
    [InlineData("9-14:2 10-14:1")]
    [InlineData("12-13:2 14-15:1 14-16:1")]
    [InlineData("9-12:1 9-13:1 12-14:1 13-14:1")]
    [InlineData("9-12:2 11-14:1 12-14:1 12-15:1 13-15:1")]
    [InlineData("9-9:2 9-10:1 11-12:1 12-12:2 12-13:2 14-14:4 15-15:2 15-16:1")]
    [InlineData("9-13:1 10-12:1 12-14:1 12-15:1 12-16:1 13-14:1")]
    [InlineData("9-12:1 9-13:1 10-12:1 11-14:1 12-14:1 12-15:2 13-14:1 13-16:1")]
    public void Few_pairs_as_a_kernel_has_them_agree_with_the_dense_eigenvalues(string cells)
    {
        (int Row, int Column, double Count)[] pairs = [.. cells.Split(' ').Select(c => c.Split('-', ':')).Select(p => (int.Parse(p[0]), int.Parse(p[1]), double.Parse(p[2])))];
        Compare(pairs);
    }

    [Fact]
    public void Random_pairs_agree_with_the_dense_eigenvalues()
    {
        var random = new Random(7);
        for (int trial = 0; trial < 2000; trial++)
        {
            int levels = random.Next(2, 20);
            Compare([.. Enumerable.Range(0, random.Next(1, 24)).Select(_ => (A: random.Next(1, levels + 1), B: random.Next(1, levels + 1)))
                .Select(p => (Row: Math.Min(p.A, p.B), Column: Math.Max(p.A, p.B))).GroupBy(p => p)
                .Select(g => (g.Key.Row, g.Key.Column, (double)(g.Key.Row == g.Key.Column ? 2 * g.Count() : g.Count())))]);
        }
    }

    private static void Compare((int Row, int Column, double Count)[] pairs)
    {
        int size = pairs.Max(p => p.Column) + 1;
        double total = pairs.Sum(p => p.Row == p.Column ? p.Count : 2 * p.Count);
        var dense = Matrix<double>.Build.Dense(size, size);
        foreach (var (row, column, count) in pairs)
        {
            (dense[row, column], dense[column, row]) = (count / total, count / total);
        }

        double[] px = [.. dense.RowSums()];
        double actual = MaximalCorrelation.Of(
            [.. pairs.Select(p => p.Row)], [.. pairs.Select(p => p.Column)], [.. pairs.Select(p => p.Count / total)], symmetric: true, px, px);
        actual.ShouldBe(Expected(dense, px), 1e-7, string.Join(' ', pairs));
    }

    /// <summary>√λ₂ of D^−½ P D^−1 P D^−½, whose eigenvalues are those of Q but for ε.</summary>
    private static double Expected(Matrix<double> p, double[] px)
    {
        var scale = Matrix<double>.Build.DiagonalOfDiagonalArray([.. px.Select(v => v > 0 ? 1 / Math.Sqrt(v) : 0)]);
        Matrix<double> s = scale * p * scale;
        double[] eigenvalues = [.. (s * s.Transpose()).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).OrderDescending()];
        return px.Count(v => v > Epsilon) < 2 ? 0 : Math.Sqrt(Math.Max(0, eigenvalues[1]));
    }
}
