using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace OhifAlnPlugin.Statistics;

/// <summary>Fisher's exact test of a 2 × 2 table: the odds ratio given all margins.</summary>
/// <remarks>Non-central hypergeometric distribution of the first cell; R <c>fisher.test</c>. The estimate is the conditional maximum-likelihood odds ratio, not ad/bc.</remarks>
public sealed class FisherExact
{
    /// <summary>Tables as unlikely as the observed one within rounding count as extreme, R's 1 + 10⁻⁷.</summary>
    internal const double RelativeError = 1 + 1e-7;

    private readonly int _low;
    private readonly int _high;
    private readonly int _observed;
    private readonly double[] _logDensity;

    private FisherExact(ContingencyTable table)
    {
        int m = table.ColumnSums[0], n = table.ColumnSums[1], k = table.RowSums[0];
        (_low, _high, _observed) = (Math.Max(0, k - n), Math.Min(k, m), table[0, 0]);
        _logDensity = [.. Enumerable.Range(_low, _high - _low + 1).Select(x => SpecialFunctions.BinomialLn(m, x) + SpecialFunctions.BinomialLn(n, k - x))];
    }

    /// <summary>Tests a 2 × 2 table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alternative">Direction of the odds ratio against 1.</param>
    /// <param name="level">Coverage of the interval, which is two-sided.</param>
    /// <returns>The conditional odds ratio, its exact interval, and p.</returns>
    /// <exception cref="ArgumentException">The table is not 2 × 2.</exception>
    public static TestResult Test(ContingencyTable table, Alternative alternative = Alternative.TwoSided, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        ConfidenceInterval.RequireLevel(level);
        if (table.Rows != 2 || table.Columns != 2)
        {
            throw new ArgumentException($"The table is {table.Rows} × {table.Columns}, not 2 × 2.", nameof(table));
        }

        var exact = new FisherExact(table);
        return new TestResult(exact.Estimate(), exact.PValue(alternative), "Fisher exact", Interval: exact.Interval(level));
    }

    private double PValue(Alternative alternative)
    {
        double[] density = Density(1);
        double observed = density[_observed - _low];
        return Math.Min(1, alternative switch
        {
            Alternative.Less => density.Take(_observed - _low + 1).Sum(),
            Alternative.Greater => density.Skip(_observed - _low).Sum(),
            _ => density.Where(d => d <= observed * RelativeError).Sum(),
        });
    }

    private double Estimate() =>
        _observed == _low ? 0 : _observed == _high ? double.PositiveInfinity : RootInOdds(odds => Mean(odds) - _observed);

    private ConfidenceInterval Interval(double level)
    {
        double tail = (1 - level) / 2;
        double low = _observed == _low ? 0 : RootInOdds(odds => Density(odds).Skip(_observed - _low).Sum() - tail);
        double high = _observed == _high ? double.PositiveInfinity : RootInOdds(odds => tail - Density(odds).Take(_observed - _low + 1).Sum());
        return new ConfidenceInterval(low, high, level);
    }

    private double Mean(double odds)
    {
        double[] density = Density(odds);
        double mean = 0;
        for (int i = 0; i < density.Length; i++)
        {
            mean += (_low + i) * density[i];
        }

        return mean;
    }

    private double[] Density(double odds)
    {
        double log = Math.Log(odds);
        double[] values = [.. _logDensity.Select((d, i) => d + (log * (_low + i)))];
        double largest = values.Max();
        values = [.. values.Select(v => Math.Exp(v - largest))];
        double sum = values.Sum();
        return [.. values.Select(v => v / sum)];
    }

    /// <summary>Root of a function that rises with the odds, searched on log odds.</summary>
    private static double RootInOdds(Func<double, double> rising)
    {
        double reach = 1;
        while (rising(Math.Exp(-reach)) > 0 || rising(Math.Exp(reach)) < 0)
        {
            reach *= 2;
        }

        return Math.Exp(Brent.FindRoot(log => rising(Math.Exp(log)), -reach, reach, 1e-13, 500));
    }
}
