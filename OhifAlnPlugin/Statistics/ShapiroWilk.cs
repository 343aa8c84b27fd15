using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Whether values may come from a normal distribution: how straight they lie against the values expected of one.</summary>
/// <remarks>Shapiro and Wilk 1965; coefficients and p by Royston 1995, Appl. Stat. 44:547 (algorithm AS R94), as R <c>shapiro.test</c>.</remarks>
public static class ShapiroWilk
{
    /// <summary>Fewest values.</summary>
    public const int Fewest = 3;

    /// <summary>Most values for which the approximation of p was made.</summary>
    public const int Most = 5000;

    private const double NoProbability = 1e-99;

    private static readonly double[] Last = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
    private static readonly double[] BeforeLast = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
    private static readonly double[] SmallMean = [0.544, -0.39978, 0.025054, -6.714e-4];
    private static readonly double[] SmallDeviation = [1.3822, -0.77857, 0.062767, -0.0020322];
    private static readonly double[] LargeMean = [-1.5861, -0.31082, -0.083751, 0.0038915];
    private static readonly double[] LargeDeviation = [-0.4803, -0.082676, 0.0030302];

    /// <summary>Tests values.</summary>
    /// <param name="values">3 to 5000 finite values, not all equal.</param>
    /// <returns>W in (0, 1], 1 for values that lie as expected, and p; a small p speaks against a normal distribution.</returns>
    /// <exception cref="ArgumentException">There are too few or too many values, one is not finite, or all are equal.</exception>
    public static TestResult Test(ReadOnlySpan<double> values)
    {
        if (values.Length is < Fewest or > Most)
        {
            throw new ArgumentException($"There are {values.Length} values; the Shapiro-Wilk test takes {Fewest} to {Most}.", nameof(values));
        }

        double[] sorted = [.. values];
        Array.Sort(sorted);
        if (!sorted.All(double.IsFinite) || sorted[0] == sorted[^1])
        {
            throw new ArgumentException(
                sorted.All(double.IsFinite) ? $"All {sorted.Length} values are {sorted[0]}: there is no distribution to test." : "A value is missing or infinite; leave such cases out.", nameof(values));
        }

        double lack = LackOfStraightness(sorted, Weights(sorted.Length));
        return new TestResult(1 - lack, PValue(lack, sorted.Length), "Shapiro-Wilk");
    }

    /// <summary>Weights of the upper half of the ordered values, the largest value first; those of the lower half are their negatives.</summary>
    private static double[] Weights(int n)
    {
        if (n == 3)
        {
            return [Math.Sqrt(0.5)];
        }

        double[] expected = [.. Enumerable.Range(1, n / 2).Select(i => -Quantiles.Normal((i - 0.375) / (n + 0.25)))];
        double squares = 2 * expected.Sum(m => m * m), root = Math.Sqrt(squares), u = 1 / Math.Sqrt(n);
        double[] corrected = n > 5
            ? [Polynomial(Last, u) + (expected[0] / root), Polynomial(BeforeLast, u) + (expected[1] / root)]
            : [Polynomial(Last, u) + (expected[0] / root)];
        double left = squares - (2 * expected.Take(corrected.Length).Sum(m => m * m)), part = 1 - (2 * corrected.Sum(a => a * a));
        double scale = Math.Sqrt(left / part);
        return [.. corrected, .. expected.Skip(corrected.Length).Select(m => m / scale)];
    }

    /// <summary>1 − W, computed without losing digits where W is close to 1.</summary>
    private static double LackOfStraightness(double[] sorted, double[] upper)
    {
        int n = sorted.Length;
        double range = sorted[^1] - sorted[0], median = sorted[n / 2], mean = sorted.Average(v => (v - median) / range);
        double weights = 0, squares = 0, products = 0;
        for (int i = 0; i < n; i++)
        {
            int mirrored = n - 1 - i;
            double a = i == mirrored ? 0 : i < mirrored ? -upper[i] : upper[mirrored], d = ((sorted[i] - median) / range) - mean;
            weights += a * a;
            squares += d * d;
            products += a * d;
        }

        double whole = Math.Sqrt(weights * squares);
        return (whole - products) * (whole + products) / (weights * squares);
    }

    private static double PValue(double lack, int n)
    {
        if (n == 3)
        {
            return Math.Max(0, 6 / Math.PI * (Math.Asin(Math.Sqrt(1 - lack)) - Math.Asin(Math.Sqrt(0.75))));
        }

        double y = Math.Log(lack), log = Math.Log(n);
        if (n > 11)
        {
            return TailProbabilities.NormalUpper((y - Polynomial(LargeMean, log)) / Math.Exp(Polynomial(LargeDeviation, log)));
        }

        double limit = -2.273 + (0.459 * n);
        return y >= limit
            ? NoProbability
            : TailProbabilities.NormalUpper((-Math.Log(limit - y) - Polynomial(SmallMean, n)) / Math.Exp(Polynomial(SmallDeviation, n)));
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double value = 0;
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            value = (value * x) + coefficients[k];
        }

        return value;
    }
}
