namespace OhifAlnPlugin.Statistics;

/// <summary>Smooth curve through points: at each point a straight line fitted to its neighbours, the nearer the heavier.</summary>
/// <remarks>Cleveland 1979, J. Am. Stat. Assoc. 74:829, without robustness steps; R <c>lowess(iter = 0)</c>.</remarks>
public static class Lowess
{
    /// <summary>Smooths.</summary>
    /// <param name="x">Positions, two or more.</param>
    /// <param name="y">One value per position.</param>
    /// <param name="span">Part of the points that make up a neighbourhood, in (0, 1].</param>
    /// <returns>The points by rising position, and the curve there. Points closer together than a hundredth of the range are interpolated, as in R.</returns>
    /// <exception cref="ArgumentException">Counts differ or there are fewer than two points.</exception>
    public static (double[] X, double[] Y) Smooth(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double span = 2.0 / 3)
    {
        if (x.Length < 2 || x.Length != y.Length)
        {
            throw new ArgumentException($"Smoothing needs two points or more; there are {x.Length} positions and {y.Length} values.", nameof(x));
        }

        double[] sortedX = x.ToArray(), sortedY = y.ToArray();
        int[] order = [.. Enumerable.Range(0, sortedX.Length).OrderBy(i => sortedX[i])];
        (sortedX, sortedY) = ([.. order.Select(i => sortedX[i])], [.. order.Select(i => sortedY[i])]);
        return (sortedX, Fit(sortedX, sortedY, Math.Clamp((int)((span * x.Length) + 1e-7), 2, x.Length)));
    }

    private static double[] Fit(double[] x, double[] y, int neighbours)
    {
        int n = x.Length, left = 0, last = -1, i = 0;
        double delta = 0.01 * (x[^1] - x[0]);
        double[] smooth = new double[n];
        while (last < n - 1)
        {
            while (left + neighbours < n && x[i] - x[left] > x[left + neighbours] - x[i])
            {
                left++;
            }

            smooth[i] = LocalLine(x, y, x[i], left, left + neighbours - 1) ?? y[i];
            for (int j = last + 1; last >= 0 && j < i; j++)
            {
                double share = (x[j] - x[last]) / (x[i] - x[last]);
                smooth[j] = (share * smooth[i]) + ((1 - share) * smooth[last]);
            }

            last = i;
            double cut = x[last] + delta;
            for (i = last + 1; i < n && x[i] <= cut; i++)
            {
                if (x[i] == x[last])
                {
                    smooth[i] = smooth[last];
                    last = i;
                }
            }

            i = Math.Max(last + 1, i - 1);
        }

        return smooth;
    }

    /// <summary>Value at a position of the line fitted with tricube weights; null without weight.</summary>
    private static double? LocalLine(double[] x, double[] y, double at, int left, int right)
    {
        double h = Math.Max(at - x[left], x[right] - at), total = 0;
        List<double> weights = [];
        for (int j = left; j < x.Length; j++)
        {
            double r = Math.Abs(x[j] - at);
            if (r > 0.999 * h && x[j] > at)
            {
                break;
            }

            double part = r / h, w = r > 0.999 * h ? 0 : r <= 0.001 * h ? 1 : Math.Pow(1 - (part * part * part), 3);
            weights.Add(w);
            total += w;
        }

        if (total <= 0)
        {
            return null;
        }

        double mean = 0, spread = 0, value = 0;
        for (int j = 0; j < weights.Count; j++)
        {
            weights[j] /= total;
            mean += weights[j] * x[left + j];
        }

        for (int j = 0; j < weights.Count; j++)
        {
            spread += weights[j] * (x[left + j] - mean) * (x[left + j] - mean);
        }

        double slope = Math.Sqrt(spread) > 0.001 * (x[^1] - x[0]) ? (at - mean) / spread : 0;
        for (int j = 0; j < weights.Count; j++)
        {
            value += weights[j] * ((slope * (x[left + j] - mean)) + 1) * y[left + j];
        }

        return value;
    }
}
