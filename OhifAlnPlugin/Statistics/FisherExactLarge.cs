using MathNet.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Fisher's exact test of a table of any size (Freeman and Halton 1951): the probability of all tables with the same margins that are no likelier than the observed one.</summary>
/// <remarks>R <c>fisher.test</c>. Columns are added one by one; tables that agree in what is left of the rows and in their probability so far are counted together.</remarks>
public static class FisherExactLarge
{
    /// <summary>Distinct partial tables above which the test is refused.</summary>
    public const int LargestWork = 2_000_000;

    /// <summary>Tests a table.</summary>
    /// <param name="table">The table.</param>
    /// <returns>p, and the number of rows and columns with cases as statistic; p is 1 when only one row or column has cases.</returns>
    /// <exception cref="ArgumentException">The table has too many cases to be counted exactly.</exception>
    public static TestResult Test(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(i => table.RowSums[i] > 0)];
        int[] columns = [.. Enumerable.Range(0, table.Columns).Where(j => table.ColumnSums[j] > 0).OrderByDescending(j => table.ColumnSums[j])];
        double observed = rows.Sum(i => columns.Sum(j => -SpecialFunctions.FactorialLn(table[i, j])));
        double constant = rows.Sum(i => SpecialFunctions.FactorialLn(table.RowSums[i])) + columns.Sum(j => SpecialFunctions.FactorialLn(table.ColumnSums[j]))
            - SpecialFunctions.FactorialLn(table.Total);
        double limit = observed + Math.Log(FisherExact.RelativeError);

        var states = new Dictionary<Partial, double> { [Partial.Of([.. rows.Select(i => table.RowSums[i])], 0)] = 1 };
        foreach (int column in columns)
        {
            states = Extended(states, table.ColumnSums[column]);
        }

        double p = states.Where(s => s.Key.LogProduct <= limit).Sum(s => s.Value * Math.Exp(constant + s.Key.LogProduct));
        return new TestResult(rows.Length * columns.Length, Math.Min(1, p), "Fisher exact");
    }

    private static Dictionary<Partial, double> Extended(Dictionary<Partial, double> states, int columnSum)
    {
        var next = new Dictionary<Partial, double>();
        foreach ((Partial state, double count) in states)
        {
            foreach (Partial extended in state.WithColumn(columnSum))
            {
                next[extended] = next.GetValueOrDefault(extended) + count;
            }

            if (next.Count > LargestWork)
            {
                throw new ArgumentException(
                    $"The exact test would have to count more than {LargestWork} partial tables: use the χ² test, whose approximation is good for so many cases.", nameof(states));
            }
        }

        return next;
    }

    /// <summary>What is left of the rows after some columns, in falling order, and −Σ log n! of the cells so far.</summary>
    private sealed class Partial : IEquatable<Partial>
    {
        private readonly int[] _left;
        private readonly long _rounded;

        private Partial(int[] left, double logProduct)
        {
            (_left, LogProduct) = (left, logProduct);
            _rounded = (long)Math.Round(logProduct * 1e9);
        }

        public double LogProduct { get; }

        public static Partial Of(int[] left, double logProduct)
        {
            Array.Sort(left, (a, b) => b - a);
            return new Partial(left, logProduct);
        }

        /// <summary>All ways to fill one more column.</summary>
        public IEnumerable<Partial> WithColumn(int sum) => Fill([.. _left], 0, sum, LogProduct);

        public bool Equals(Partial? other) => other is not null && _rounded == other._rounded && _left.AsSpan().SequenceEqual(other._left);

        public override bool Equals(object? obj) => Equals(obj as Partial);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_rounded);
            foreach (int left in _left)
            {
                hash.Add(left);
            }

            return hash.ToHashCode();
        }

        private static IEnumerable<Partial> Fill(int[] left, int row, int rest, double logProduct)
        {
            if (row == left.Length - 1)
            {
                if (rest <= left[row])
                {
                    int[] filled = [.. left];
                    filled[row] -= rest;
                    yield return Of(filled, logProduct - SpecialFunctions.FactorialLn(rest));
                }

                yield break;
            }

            for (int n = 0; n <= Math.Min(rest, left[row]); n++)
            {
                int[] filled = [.. left];
                filled[row] -= n;
                foreach (Partial partial in Fill(filled, row + 1, rest - n, logProduct - SpecialFunctions.FactorialLn(n)))
                {
                    yield return partial;
                }
            }
        }
    }
}
