using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Whether several independent groups differ.</summary>
public static class GroupTests
{
    /// <summary>Kruskal-Wallis rank test: H = 12/(N(N+1)) Σ Rᵢ²/nᵢ − 3(N+1), over 1 − Σ(t³ − t)/(N³ − N) for ties.</summary>
    /// <param name="groups">Two groups or more, each with a value; no NaN.</param>
    /// <returns>H with groups − 1 degrees of freedom; NaN when all values are equal.</returns>
    /// <exception cref="ArgumentException">There are fewer than two groups, a group is empty, or a value is NaN.</exception>
    /// <remarks>R <c>kruskal.test</c>.</remarks>
    public static TestResult KruskalWallis(IReadOnlyList<double[]> groups)
    {
        Require(groups, 1);
        double[] all = [.. groups.SelectMany(g => g)], ranks = Ranks.Of(all);
        double n = all.Length, sum = 0;
        int at = 0;
        foreach (double[] group in groups)
        {
            double rankSum = ranks.AsSpan(at, group.Length).ToArray().Sum();
            sum += rankSum * rankSum / group.Length;
            at += group.Length;
        }

        double h = ((12 * sum / (n * (n + 1))) - (3 * (n + 1))) / (1 - (Ranks.TieSum(all) / ((n * n * n) - n)));
        return new TestResult(h, TailProbabilities.ChiSquareUpper(h, groups.Count - 1), "Kruskal-Wallis", groups.Count - 1);
    }

    /// <summary>One-way analysis of variance: F = mean square between/mean square within.</summary>
    /// <param name="groups">Two groups or more, each with a value, more values than groups.</param>
    /// <returns>F; its degrees of freedom are those of the denominator.</returns>
    /// <exception cref="ArgumentException">There are too few groups or values, or a value is NaN.</exception>
    /// <remarks>R <c>aov</c>.</remarks>
    public static TestResult AnalysisOfVariance(IReadOnlyList<double[]> groups)
    {
        Require(groups, 1);
        double[] all = [.. groups.SelectMany(g => g)];
        double grand = CompensatedSum.Mean(all), between = 0, within = 0;
        foreach (double[] group in groups)
        {
            double mean = CompensatedSum.Mean(group);
            between += group.Length * (mean - grand) * (mean - grand);
            within += group.Sum(v => (v - mean) * (v - mean));
        }

        double df1 = groups.Count - 1, df2 = all.Length - groups.Count;
        double f = between / df1 / (within / df2);
        return new TestResult(f, TailProbabilities.FisherUpper(f, df1, df2), "analysis of variance", df2);
    }

    /// <summary>Student's t test of two groups: t = (x̄ − ȳ)/SE.</summary>
    /// <param name="first">First group, two values or more.</param>
    /// <param name="second">Second group, likewise.</param>
    /// <param name="equalVariances">Whether the variance is pooled; otherwise Welch's degrees of freedom.</param>
    /// <param name="level">Coverage of the interval of the difference of means.</param>
    /// <exception cref="ArgumentException">A group has fewer than two values, or a value is NaN.</exception>
    /// <remarks>R <c>t.test</c>.</remarks>
    public static TestResult Student(double[] first, double[] second, bool equalVariances = false, double level = 0.95)
    {
        Require([first, second], 2);
        ConfidenceInterval.RequireLevel(level);
        double n = first.Length, m = second.Length;
        (double x, double v) = Scaling.SampleMoments(first);
        (double y, double w) = Scaling.SampleMoments(second);
        double difference = x - y, a = v / n, b = w / m;
        double pooled = (((n - 1) * v) + ((m - 1) * w)) / (n + m - 2);
        double error = equalVariances ? Math.Sqrt(pooled * ((1 / n) + (1 / m))) : Math.Sqrt(a + b);
        double degrees = equalVariances ? n + m - 2 : (a + b) * (a + b) / ((a * a / (n - 1)) + (b * b / (m - 1)));
        double t = difference / error, half = Quantiles.Student((1 + level) / 2, degrees) * error;
        return new TestResult(
            t, TailProbabilities.StudentTwoSided(t, degrees), equalVariances ? "Student" : "Welch", degrees, new ConfidenceInterval(difference - half, difference + half, level));
    }

    private static void Require(IReadOnlyList<double[]> groups, int values)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count < 2)
        {
            throw new ArgumentException($"A comparison needs two groups; there is {groups.Count}.", nameof(groups));
        }

        for (int g = 0; g < groups.Count; g++)
        {
            if (groups[g].Length < values || Array.Exists(groups[g], double.IsNaN))
            {
                throw new ArgumentException($"Group {g + 1} has {groups[g].Count(v => !double.IsNaN(v))} values of {groups[g].Length}; it needs at least {values} and none missing.", nameof(groups));
            }
        }
    }
}
