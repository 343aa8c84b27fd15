namespace OhifAlnPlugin.Imaging;

/// <summary>Order statistics of voxel values by selection, O(n) on average.</summary>
public static class Quantile
{
    /// <summary>The value of rank ⌊p·(n − 1)⌋ in ascending order (no interpolation: the result is a value that occurs).</summary>
    /// <param name="values">Values, shape (n,), n ≥ 1, no NaN; their order is changed.</param>
    /// <param name="p">Probability, in [0, 1]; 0.5 is the lower median.</param>
    /// <returns>The quantile, in the unit of the values.</returns>
    /// <exception cref="ArgumentException">No values, or p outside [0, 1].</exception>
    public static float OfScratch(Span<float> values, double p)
    {
        if (values.IsEmpty || !(p >= 0 && p <= 1))
        {
            throw new ArgumentException($"The quantile {p} of {values.Length} values is undefined: p must lie in [0, 1] and there must be a value.", nameof(p));
        }

        return Select(values, (int)(p * (values.Length - 1)));
    }

    /// <summary>The quantile at rank p·(n − 1) in ascending order, interpolated between the two values around it: numpy's default, R's type 7.</summary>
    /// <param name="values">Values, shape (n,), n ≥ 1, no NaN; their order is changed.</param>
    /// <param name="p">Probability, in [0, 1].</param>
    /// <returns>The quantile, in the unit of the values.</returns>
    /// <exception cref="ArgumentException">No values, or p outside [0, 1].</exception>
    public static double Interpolated(Span<float> values, double p)
    {
        double low = OfScratch(values, p), rank = p * (values.Length - 1), part = rank - Math.Floor(rank);
        if (part == 0)
        {
            return low;
        }

        // Selection has left the larger values behind the rank.
        float next = float.PositiveInfinity;
        foreach (float value in values[((int)rank + 1)..])
        {
            next = Math.Min(next, value);
        }

        return low + (part * (next - low));
    }

    /// <summary>
    /// The value of a rank in ascending order; afterwards no value before the rank is larger and none behind it smaller.
    /// Hoare's selection with the median of three as pivot; a few remaining values are sorted.
    /// </summary>
    /// <param name="values">Values, no NaN; their order is changed.</param>
    /// <param name="rank">Rank, 0 … n − 1.</param>
    /// <returns>The value.</returns>
    internal static float Select(Span<float> values, int rank)
    {
        int low = 0, high = values.Length - 1;
        while (high - low > 16)
        {
            float pivot = MedianOfThree(values[low], values[low + ((high - low) / 2)], values[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (rank <= j)
            {
                high = j;
            }
            else if (rank >= i)
            {
                low = i;
            }
            else
            {
                return values[rank];
            }
        }

        values[low..(high + 1)].Sort();
        return values[rank];
    }

    private static float MedianOfThree(float a, float b, float c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
