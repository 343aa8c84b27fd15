namespace OhifAlnPlugin.Statistics;

/// <summary>Chooses features to leave out so that no two of the rest are strongly correlated.</summary>
/// <remarks>Same choices as R <c>caret::findCorrelation</c> 6.0.</remarks>
public static class CorrelatedFeatures
{
    /// <summary>Number of features from which R uses the fast way by default.</summary>
    public const int FastFrom = 100;

    /// <summary>Finds the features to leave out.</summary>
    /// <param name="correlations">Symmetric matrix of correlations.</param>
    /// <param name="cutOff">Largest |r| that may remain, in [0, 1].</param>
    /// <param name="exact">
    /// Exact: features by falling mean |r|; of each pair above the cut-off the first goes when its mean |r| over what is left exceeds that of
    /// everything left but the second, else the second. Fast: means taken once, the member of each pair with the larger mean goes.
    /// Null for R's rule: exact below 100 features.
    /// </param>
    /// <returns>Indices to leave out, in the order R returns them.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, has a single feature (exact), or has undefined entries (fast).</exception>
    public static IReadOnlyList<int> ToRemove(double[,] correlations, double cutOff, bool? exact = null)
    {
        ArgumentNullException.ThrowIfNull(correlations);
        int count = correlations.GetLength(0);
        if (correlations.GetLength(1) != count)
        {
            throw new ArgumentException($"The correlation matrix has {count} rows and {correlations.GetLength(1)} columns; it must be square.", nameof(correlations));
        }

        if (!(cutOff is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(cutOff), cutOff, "The correlation cut-off must lie in [0, 1].");
        }

        return exact ?? count < FastFrom ? Exact(correlations, cutOff) : Fast(correlations, cutOff);
    }

    private static List<int> Exact(double[,] correlations, double cutOff)
    {
        int count = correlations.GetLength(0);
        if (count < 2)
        {
            throw new ArgumentException("There is only one feature; correlation needs at least two.", nameof(correlations));
        }

        int[] order = ByFallingMean(correlations);
        Remaining left = new(correlations, order);
        List<int> removed = [];
        for (int i = 0; i < count - 1 && left.AnyAbove(cutOff); i++)
        {
            for (int j = i + 1; j < count && left.Has(i); j++)
            {
                if (left.Has(j) && left[i, j] > cutOff)
                {
                    int gone = left.MeanOf(i) > left.MeanWithoutRow(j) ? i : j;
                    left.Remove(gone);
                    removed.Add(gone);
                }
            }
        }

        removed.Sort();
        return [.. removed.Select(k => order[k])];
    }

    private static List<int> Fast(double[,] correlations, double cutOff)
    {
        int count = correlations.GetLength(0);
        double[] means = new double[count];
        for (int j = 0; j < count; j++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(i => Math.Abs(correlations[i, j]))];
            if (column.Any(double.IsNaN))
            {
                throw new ArgumentException("The correlation matrix has undefined entries: a feature is constant.", nameof(correlations));
            }

            // R compares the means after writing them with 15 significant digits.
            means[j] = double.Parse(CompensatedSum.Mean(column).ToString("E14"));
        }

        List<int> firsts = [], seconds = [];
        for (int j = 1; j < count; j++)
        {
            for (int i = 0; i < j; i++)
            {
                if (Math.Abs(correlations[i, j]) > cutOff)
                {
                    (means[j] > means[i] ? firsts : seconds).Add(means[j] > means[i] ? j : i);
                }
            }
        }

        return [.. firsts.Concat(seconds).Distinct()];
    }

    /// <summary>Features by falling mean |r| with the others; undefined means last, equal ones in their order.</summary>
    private static int[] ByFallingMean(double[,] correlations)
    {
        int count = correlations.GetLength(0);
        double[] means = new double[count];
        for (int j = 0; j < count; j++)
        {
            means[j] = CompensatedSum.Mean([.. Enumerable.Range(0, count).Where(i => i != j).Select(i => Math.Abs(correlations[i, j])).Where(r => !double.IsNaN(r))]);
        }

        return [.. Enumerable.Range(0, count).OrderByDescending(j => double.IsNaN(means[j]) ? double.NegativeInfinity : means[j])];
    }

    /// <summary>|r| among the features not yet removed, the diagonal left out of every mean.</summary>
    private sealed class Remaining
    {
        private readonly double[,] _r;
        private readonly bool[] _gone;

        public Remaining(double[,] correlations, int[] order)
        {
            int count = order.Length;
            _gone = new bool[count];
            _r = new double[count, count];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    _r[i, j] = Math.Abs(correlations[order[i], order[j]]);
                }
            }
        }

        public double this[int i, int j] => _r[i, j];

        public bool Has(int i) => !_gone[i];

        public void Remove(int i) => _gone[i] = true;

        public bool AnyAbove(double cutOff) => Pairs(_ => true).Any(r => r > cutOff);

        public double MeanOf(int row) => CompensatedSum.Mean([.. Pairs(i => i == row)]);

        public double MeanWithoutRow(int row) => CompensatedSum.Mean([.. Pairs(i => i != row)]);

        private IEnumerable<double> Pairs(Func<int, bool> rows)
        {
            for (int i = 0; i < _gone.Length; i++)
            {
                for (int j = 0; j < _gone.Length && !_gone[i] && rows(i); j++)
                {
                    if (i != j && !_gone[j] && !double.IsNaN(_r[i, j]))
                    {
                        yield return _r[i, j];
                    }
                }
            }
        }
    }
}
