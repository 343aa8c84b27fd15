using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Kind of correlation coefficient.</summary>
public enum CorrelationKind
{
    /// <summary>Product-moment correlation of the values.</summary>
    Pearson,

    /// <summary>Product-moment correlation of the ranks.</summary>
    Spearman,
}

/// <summary>Correlation coefficients and their tests.</summary>
public static class Correlation
{
    /// <summary>Below this number of cases Spearman's test uses the exact distribution or its Edgeworth series by default, as in R.</summary>
    private const int EdgeworthBelow = 1290;

    /// <summary>Pearson's r = Σ(x−x̄)(y−ȳ)/√(Σ(x−x̄)²·Σ(y−ȳ)²).</summary>
    /// <param name="x">First variable.</param>
    /// <param name="y">Second variable, same cases.</param>
    /// <returns>r in [−1, 1]; NaN when a variable is constant or a value is NaN.</returns>
    /// <exception cref="ArgumentException">Counts differ or there are fewer than 2 cases.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Require(x, y);
        double mx = CompensatedSum.Mean(x), my = CompensatedSum.Mean(y), sxy = 0, sxx = 0, syy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - mx, dy = y[i] - my;
            sxy += dx * dy;
            sxx += dx * dx;
            syy += dy * dy;
        }

        return sxx == 0 || syy == 0 ? double.NaN : Math.Clamp(sxy / (Math.Sqrt(sxx) * Math.Sqrt(syy)), -1, 1);
    }

    /// <summary>Spearman's ρ: Pearson's r of the ranks, ties sharing their mean rank.</summary>
    /// <param name="x">First variable, no NaN.</param>
    /// <param name="y">Second variable, same cases, no NaN.</param>
    /// <returns>ρ in [−1, 1]; NaN when a variable is constant.</returns>
    /// <exception cref="ArgumentException">Counts differ, a value is NaN, or there are fewer than 2 cases.</exception>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Pearson(Ranks.Of(x), Ranks.Of(y));

    /// <summary>Tests r = 0 by t = r·√((n−2)/(1−r²)).</summary>
    /// <param name="x">First variable.</param>
    /// <param name="y">Second variable, same cases.</param>
    /// <param name="level">Coverage of Fisher's interval of r.</param>
    /// <returns>t, two-sided p, n − 2, and the interval of r when n &gt; 3.</returns>
    /// <exception cref="ArgumentException">Counts differ or there are fewer than 3 cases.</exception>
    public static TestResult PearsonTest(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        ConfidenceInterval.RequireLevel(level);
        if (x.Length < 3)
        {
            throw new ArgumentException($"The test of a correlation needs at least 3 cases; there are {x.Length}.", nameof(x));
        }

        double r = Pearson(x, y), df = x.Length - 2, t = r * Math.Sqrt(df / (1 - (r * r)));
        ConfidenceInterval? interval = null;
        if (x.Length > 3)
        {
            double half = Quantiles.Normal((1 + level) / 2) / Math.Sqrt(x.Length - 3.0);
            interval = new ConfidenceInterval(Math.Tanh(Math.Atanh(r) - half), Math.Tanh(Math.Atanh(r) + half), level);
        }

        return new TestResult(t, TailProbabilities.StudentTwoSided(t, df), "t", df, interval);
    }

    /// <summary>Tests ρ = 0.</summary>
    /// <param name="x">First variable, no NaN.</param>
    /// <param name="y">Second variable, same cases, no NaN.</param>
    /// <param name="exact">Distribution of S without ties: exact up to 9 cases, Edgeworth series above (AS 89); null for R's rule: fewer than 1290 cases and no ties. Never used with ties.</param>
    /// <returns>S = (n³−n)(1−ρ)/6 and two-sided p; otherwise p of Student's t of ρ with n − 2 degrees of freedom. NaN when a variable is constant.</returns>
    /// <exception cref="ArgumentException">Counts differ, a value is NaN, or there are fewer than 2 cases.</exception>
    public static TestResult SpearmanTest(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool? exact = null)
    {
        double n = x.Length, rho = Spearman(x, y), all = (n * n * n) - n, s = all * (1 - rho) / 6;
        if (double.IsNaN(rho))
        {
            return new TestResult(double.NaN, double.NaN, "undefined: a variable is constant");
        }

        bool ties = Ranks.TieSum(x) > 0 || Ranks.TieSum(y) > 0;
        if (!ties && (exact ?? n < EdgeworthBelow))
        {
            double tail = s > all / 6
                ? SpearmanDistribution.AtLeast((long)Math.Round(s - 1), x.Length)
                : SpearmanDistribution.Below((long)Math.Round(s) + 2, x.Length);
            return new TestResult(s, Math.Min(1, 2 * tail), x.Length <= SpearmanDistribution.ExactUpTo ? "exact" : "Edgeworth series");
        }

        double t = rho * Math.Sqrt((n - 2) / (1 - (rho * rho)));
        return new TestResult(s, n > 2 ? TailProbabilities.StudentTwoSided(t, n - 2) : double.NaN, "t", n - 2);
    }

    /// <summary>All pairwise correlations of features.</summary>
    /// <param name="features">One array per feature, all of one length ≥ 2.</param>
    /// <param name="kind">Which coefficient.</param>
    /// <returns>Symmetric matrix with ones on the diagonal; NaN beside constant features.</returns>
    public static double[,] Matrix(IReadOnlyList<double[]> features, CorrelationKind kind)
    {
        ArgumentNullException.ThrowIfNull(features);
        double[][] columns = kind == CorrelationKind.Spearman ? [.. features.Select(f => Ranks.Of(f))] : [.. features];
        double[,] r = new double[columns.Length, columns.Length];
        Parallel.For(0, columns.Length, i =>
        {
            r[i, i] = 1;
            for (int j = i + 1; j < columns.Length; j++)
            {
                r[i, j] = r[j, i] = Pearson(columns[i], columns[j]);
            }
        });
        return r;
    }

    private static void Require(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length || x.Length < 2)
        {
            throw new ArgumentException($"A correlation needs two variables of the same cases, at least 2; they have {x.Length} and {y.Length}.", nameof(y));
        }
    }
}
