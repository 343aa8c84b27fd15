using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Counts of two categorical variables.</summary>
public sealed class ContingencyTable
{
    private readonly int[,] _counts;

    /// <summary>Makes a table.</summary>
    /// <param name="counts">At least 2 × 2, none negative, not all 0.</param>
    /// <exception cref="ArgumentException">The table is too small, empty, or has a negative count.</exception>
    public ContingencyTable(int[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        (Rows, Columns) = (counts.GetLength(0), counts.GetLength(1));
        if (Rows < 2 || Columns < 2)
        {
            throw new ArgumentException($"The table has {Rows} × {Columns} cells; it needs two rows and two columns.", nameof(counts));
        }

        (RowSums, ColumnSums) = (new int[Rows], new int[Columns]);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                if (counts[i, j] < 0)
                {
                    throw new ArgumentException($"The count {counts[i, j]} in row {i + 1}, column {j + 1} is negative.", nameof(counts));
                }

                RowSums[i] += counts[i, j];
                ColumnSums[j] += counts[i, j];
                Total += counts[i, j];
            }
        }

        if (Total == 0)
        {
            throw new ArgumentException("The table has no case.", nameof(counts));
        }

        _counts = (int[,])counts.Clone();
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>All cases.</summary>
    public int Total { get; }

    /// <summary>Smallest expected count; below 5 the χ² approximation is poor.</summary>
    public double SmallestExpected => (double)RowSums.Min() * ColumnSums.Min() / Total;

    internal int[] RowSums { get; }

    internal int[] ColumnSums { get; }

    /// <summary>A count.</summary>
    /// <param name="row">Row from 0.</param>
    /// <param name="column">Column from 0.</param>
    public int this[int row, int column] => _counts[row, column];

    /// <summary>Pearson's χ² = Σ (|O − E| − Yates)²/E with (rows − 1)(columns − 1) degrees of freedom.</summary>
    /// <param name="yates">Whether a 2 × 2 table is corrected by min(½, |O − E|), R's default; other tables never are.</param>
    /// <returns>NaN when a row or column is empty.</returns>
    /// <remarks>R <c>chisq.test</c>.</remarks>
    public TestResult ChiSquare(bool yates = true)
    {
        bool corrected = yates && Rows == 2 && Columns == 2;
        double correction = corrected ? 0.5 : 0, statistic = 0;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                double expected = (double)RowSums[i] * ColumnSums[j] / Total, difference = Math.Abs(_counts[i, j] - expected);
                double rest = difference - Math.Min(correction, difference);
                statistic += rest * rest / expected;
            }
        }

        double degrees = (Rows - 1) * (Columns - 1);
        return new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, degrees), corrected ? "Pearson, Yates corrected" : "Pearson", degrees);
    }
}
