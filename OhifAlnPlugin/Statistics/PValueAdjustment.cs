namespace OhifAlnPlugin.Statistics;

/// <summary>Adjusts p-values for many tests; the same values as R <c>p.adjust</c>.</summary>
public static class PValueAdjustment
{
    /// <summary>Benjamini and Hochberg 1995: controls the false discovery rate of independent tests.</summary>
    /// <param name="p">p-values in [0, 1]; NaN stays NaN and does not count.</param>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p) => StepUp(p, (n, rank) => n / rank);

    /// <summary>Benjamini and Yekutieli 2001: controls the false discovery rate under any dependence.</summary>
    /// <param name="p">p-values in [0, 1]; NaN stays NaN and does not count.</param>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> p)
    {
        double harmonic = 0;
        int tests = CountOf(p);
        for (int k = 1; k <= tests; k++)
        {
            harmonic += 1.0 / k;
        }

        return StepUp(p, (n, rank) => harmonic * n / rank);
    }

    /// <summary>Hochberg 1988: step-up, controls the family-wise error rate of independent tests.</summary>
    /// <param name="p">p-values in [0, 1]; NaN stays NaN and does not count.</param>
    public static double[] Hochberg(ReadOnlySpan<double> p) => StepUp(p, (n, rank) => n - rank + 1);

    /// <summary>Bonferroni: p times the number of tests.</summary>
    /// <param name="p">p-values in [0, 1]; NaN stays NaN and does not count.</param>
    public static double[] Bonferroni(ReadOnlySpan<double> p)
    {
        double n = CountOf(p);
        double[] adjusted = p.ToArray();
        for (int i = 0; i < adjusted.Length; i++)
        {
            adjusted[i] = Math.Min(1, adjusted[i] * n);
        }

        return adjusted;
    }

    /// <summary>Holm 1979: step-down, controls the family-wise error rate under any dependence.</summary>
    /// <param name="p">p-values in [0, 1]; NaN stays NaN and does not count.</param>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        int[] order = OrderOf(p);
        double[] adjusted = p.ToArray();
        double running = 0;
        for (int k = 0; k < order.Length; k++)
        {
            running = Math.Max(running, (order.Length - k) * p[order[k]]);
            adjusted[order[k]] = Math.Min(1, running);
        }

        return adjusted;
    }

    /// <summary>From the largest p down: the running minimum of p times a factor of the number of tests and the rank.</summary>
    private static double[] StepUp(ReadOnlySpan<double> p, Func<double, double, double> factor)
    {
        int[] order = OrderOf(p);
        double[] adjusted = p.ToArray();
        double running = 1;
        for (int k = order.Length - 1; k >= 0; k--)
        {
            running = Math.Min(running, factor(order.Length, k + 1) * p[order[k]]);
            adjusted[order[k]] = running;
        }

        return adjusted;
    }

    private static int CountOf(ReadOnlySpan<double> p) => OrderOf(p).Length;

    private static int[] OrderOf(ReadOnlySpan<double> p)
    {
        List<(double P, int Index)> defined = [];
        for (int i = 0; i < p.Length; i++)
        {
            if (p[i] is < 0 or > 1)
            {
                throw new ArgumentException($"p-value {i + 1} is {p[i]}; it must lie in [0, 1].", nameof(p));
            }

            if (!double.IsNaN(p[i]))
            {
                defined.Add((p[i], i));
            }
        }

        return [.. defined.OrderBy(d => d.P).Select(d => d.Index)];
    }
}
