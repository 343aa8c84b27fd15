using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Variance of the area under the ROC curve and tests between areas.</summary>
/// <remarks>DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837; placement values by mid-ranks (Sun and Xu 2014). Agrees with R pROC.</remarks>
public static class DeLong
{
    /// <summary>Variance of the area: S₁₀/m + S₀₁/n.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>Variance ≥ 0; NaN when a group has a single patient.</returns>
    public static double Variance(LabelledScores scores) => Covariance(scores, scores);

    /// <summary>Covariance of two areas measured on the same patients.</summary>
    /// <param name="first">First score.</param>
    /// <param name="second">Second score of the same patients in the same order.</param>
    /// <returns>Covariance; NaN when a group has a single patient.</returns>
    /// <exception cref="ArgumentException">The numbers of patients differ.</exception>
    public static double Covariance(LabelledScores first, LabelledScores second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Positives.Length != second.Positives.Length || first.Negatives.Length != second.Negatives.Length)
        {
            throw new ArgumentException("Paired curves need the same patients: the group sizes differ.", nameof(second));
        }

        (double[] p1, double[] n1) = Placements(first);
        (double[] p2, double[] n2) = Placements(second);
        return (SampleCovariance(p1, p2) / p1.Length) + (SampleCovariance(n1, n2) / n1.Length);
    }

    /// <summary>Confidence interval of the area, AUC ± z·√variance, cut to [0, 1].</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="level">Coverage.</param>
    /// <returns>The interval; NaN ends when a group has a single patient; [1, 1] when the area is 1, which says little.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public static ConfidenceInterval Interval(LabelledScores scores, double level = 0.95)
    {
        ConfidenceInterval.RequireLevel(level);
        double area = RocCurve.Area(scores), half = Quantiles.Normal((1 + level) / 2) * Math.Sqrt(Variance(scores));
        return new ConfidenceInterval(Math.Max(0, area - half), Math.Min(1, area + half), level);
    }

    /// <summary>Tests whether two areas measured on the same patients are equal: z = (A₁ − A₂)/√(V₁ + V₂ − 2C).</summary>
    /// <param name="first">First score.</param>
    /// <param name="second">Second score of the same patients in the same order.</param>
    /// <param name="level">Coverage of the interval of the difference.</param>
    /// <returns>z, two-sided p, interval of A₁ − A₂; z = 0 and p = 1 when the difference and its variance are 0.</returns>
    /// <exception cref="ArgumentException">The numbers of patients differ.</exception>
    public static TestResult PairedTest(LabelledScores first, LabelledScores second, double level = 0.95)
    {
        ConfidenceInterval.RequireLevel(level);
        double difference = RocCurve.Area(first) - RocCurve.Area(second);
        double error = Math.Sqrt(Math.Max(0, Variance(first) + Variance(second) - (2 * Covariance(first, second))));
        double z = difference == 0 && error == 0 ? 0 : difference / error;
        double half = Quantiles.Normal((1 + level) / 2) * error;
        return new TestResult(
            z, TailProbabilities.NormalTwoSided(z), "DeLong, paired", Interval: new ConfidenceInterval(difference - half, difference + half, level));
    }

    /// <summary>Tests whether two areas measured on different patients are equal: t = (A₁ − A₂)/√(V₁ + V₂) with Welch's degrees of freedom.</summary>
    /// <param name="first">First cohort.</param>
    /// <param name="second">Second cohort.</param>
    /// <returns>t, degrees of freedom, two-sided p; t = 0 and p = 1 when the difference and its variance are 0.</returns>
    public static TestResult UnpairedTest(LabelledScores first, LabelledScores second)
    {
        double v1 = Variance(first), v2 = Variance(second), difference = RocCurve.Area(first) - RocCurve.Area(second);
        if (difference == 0 && v1 + v2 == 0)
        {
            return new TestResult(0, 1, "DeLong, unpaired");
        }

        double n1 = first.Positives.Length + first.Negatives.Length, n2 = second.Positives.Length + second.Negatives.Length;
        double df = (v1 + v2) * (v1 + v2) / ((v1 * v1 / (n1 - 1)) + (v2 * v2 / (n2 - 1)));
        double t = difference / Math.Sqrt(v1 + v2);
        return new TestResult(t, TailProbabilities.StudentTwoSided(t, df), "DeLong, unpaired", df);
    }

    /// <summary>Placement values: for every patient, the fraction of the other group that is ordered rightly, ties counting ½.</summary>
    private static (double[] Positives, double[] Negatives) Placements(LabelledScores scores)
    {
        ReadOnlySpan<double> positives = scores.Positives, negatives = scores.Negatives;
        double[] all = Ranks.Of([.. positives, .. negatives]);
        double[] own = Ranks.Of(positives), other = Ranks.Of(negatives);
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = (all[i] - own[i]) / negatives.Length;
        }

        for (int j = 0; j < other.Length; j++)
        {
            other[j] = 1 - ((all[positives.Length + j] - other[j]) / positives.Length);
        }

        return (own, other);
    }

    private static double SampleCovariance(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average(), sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - mx) * (y[i] - my);
        }

        return sum / (x.Length - 1);
    }
}
