using MathNet.Numerics;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Compares two paired yes/no calls: of two methods on the same patients, only the patients on whom they differ tell them apart.</summary>
/// <remarks>McNemar 1947; R <c>mcnemar.test</c>. b patients are right by the first method alone, c by the second alone.</remarks>
public static class McNemar
{
    /// <summary>χ² = (|b − c| − 1)²/(b + c), or without the −1.</summary>
    /// <param name="firstOnly">b ≥ 0.</param>
    /// <param name="secondOnly">c ≥ 0.</param>
    /// <param name="corrected">Whether the continuity correction is made; never when b = c.</param>
    /// <returns>χ² with one degree of freedom; NaN when no patient tells the methods apart.</returns>
    public static TestResult ChiSquare(int firstOnly, int secondOnly, bool corrected = true)
    {
        Require(firstOnly, secondOnly);
        double difference = Math.Abs(firstOnly - secondOnly) - (corrected && firstOnly != secondOnly ? 1 : 0);
        double statistic = difference * difference / (firstOnly + secondOnly);
        return new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, 1), corrected ? "McNemar, continuity corrected" : "McNemar", 1);
    }

    /// <summary>Exact binomial test of b against c.</summary>
    /// <param name="firstOnly">b ≥ 0.</param>
    /// <param name="secondOnly">c ≥ 0.</param>
    /// <param name="midP">Whether half of the observed probability is taken off each tail, which makes the test less conservative.</param>
    /// <returns>b, and p; NaN when no patient tells the methods apart.</returns>
    public static TestResult Exact(int firstOnly, int secondOnly, bool midP = false)
    {
        Require(firstOnly, secondOnly);
        int n = firstOnly + secondOnly, k = Math.Min(firstOnly, secondOnly);
        double atMost = 0, last = 0;
        for (int i = 0; i <= k; i++)
        {
            last = Math.Exp(SpecialFunctions.BinomialLn(n, i) - (n * Constants.Ln2));
            atMost += last;
        }

        double p = n == 0 ? double.NaN : Math.Min(1, (2 * atMost) - (midP ? last : 0));
        return new TestResult(firstOnly, p, midP ? "exact binomial, mid-p" : "exact binomial");
    }

    private static void Require(int firstOnly, int secondOnly)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstOnly);
        ArgumentOutOfRangeException.ThrowIfNegative(secondOnly);
    }
}
