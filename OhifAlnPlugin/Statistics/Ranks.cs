namespace OhifAlnPlugin.Statistics;

/// <summary>Ranks from 1, tied values sharing the mean of their ranks.</summary>
public static class Ranks
{
    /// <summary>Ranks values.</summary>
    /// <param name="values">Values without NaN; infinities rank at the ends.</param>
    /// <returns>One rank per value.</returns>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        int[] order = SortedOrder(values);
        double[] ranks = new double[values.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (int k = start; k < end; k++)
            {
                ranks[order[k]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }

    /// <summary>Sum of t³ − t over all groups of t tied values: the tie term of rank statistics.</summary>
    /// <param name="values">Values without NaN.</param>
    /// <returns>0 when no two values are equal.</returns>
    public static double TieSum(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double sum = 0;
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            double t = end - start;
            sum += (t * t * t) - t;
            start = end;
        }

        return sum;
    }

    /// <summary>Indices that sort the values, equal ones in their order.</summary>
    internal static int[] SortedOrder(ReadOnlySpan<double> values)
    {
        int[] order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                throw new ArgumentException($"Value {i + 1} is NaN and has no rank.", nameof(values));
            }

            order[i] = i;
        }

        double[] keys = values.ToArray();
        Array.Sort(keys, order);
        SortTiesByIndex(keys, order);
        return order;
    }

    private static void SortTiesByIndex(double[] sorted, int[] order)
    {
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            Array.Sort(order, start, end - start);
            start = end;
        }
    }
}
