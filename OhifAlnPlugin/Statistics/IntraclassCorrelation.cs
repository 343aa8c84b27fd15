using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Form of an intraclass correlation, in the words of McGraw and Wong 1996.</summary>
public enum IccForm
{
    /// <summary>ICC(1): one-way, single measurement.</summary>
    OneWay,

    /// <summary>ICC(A,1): two-way, absolute agreement, single measurement.</summary>
    Agreement,

    /// <summary>ICC(C,1): two-way, consistency, single measurement.</summary>
    Consistency,

    /// <summary>ICC(k): one-way, mean of the measurements.</summary>
    OneWayAverage,

    /// <summary>ICC(A,k): two-way, absolute agreement, mean of the measurements.</summary>
    AgreementAverage,

    /// <summary>ICC(C,k): two-way, consistency, mean of the measurements.</summary>
    ConsistencyAverage,
}

/// <summary>Intraclass correlation of repeated measurements: how much of the variance is between the cases.</summary>
/// <remarks>
/// Analysis of variance, Shrout and Fleiss 1979, Psychol. Bull. 86:420; McGraw and Wong 1996, Psychol. Methods 1:30. Agrees with R
/// <c>psych::ICC(lmer = FALSE)</c>. Where no value varies at all, every ICC is NaN: the feature is not reproducible; where readings are
/// identical but cases differ, it is 1 with the interval [1, 1].
/// </remarks>
public static class IntraclassCorrelation
{
    /// <summary>Computes one form.</summary>
    /// <param name="readings">One array per reader, at least two, each with one finite value per case, at least two cases.</param>
    /// <param name="form">Which form.</param>
    /// <param name="level">Coverage of the interval.</param>
    /// <returns>The estimate, its interval, and the F test of ICC = 0.</returns>
    /// <exception cref="ArgumentException">Too few readers or cases, counts differ, or a value is not finite.</exception>
    public static IccResult Compute(IReadOnlyList<double[]> readings, IccForm form, double level = 0.95)
    {
        ConfidenceInterval.RequireLevel(level);
        MeanSquares s = MeanSquares.Of(readings);
        double error = form is IccForm.OneWay or IccForm.OneWayAverage ? s.Within : s.Error;
        double df2 = form is IccForm.OneWay or IccForm.OneWayAverage ? s.Cases * (s.Readers - 1) : (s.Cases - 1) * (s.Readers - 1);
        double f = error == 0 && s.Between > 0 ? double.PositiveInfinity : s.Between / error;
        bool average = form >= IccForm.OneWayAverage;
        double single = SingleEstimate(s, form);
        (double low, double high) = s.Between > 0 && error == 0 && single == 1 ? (1, 1) : SingleInterval(s, form, f, df2, level);
        return new IccResult(
            average ? StepUp(single, s.Readers) : single,
            average ? new ConfidenceInterval(StepUp(low, s.Readers), StepUp(high, s.Readers), level) : new ConfidenceInterval(low, high, level),
            new TestResult(f, TailProbabilities.FisherUpper(f, s.Cases - 1, df2), "F", df2));
    }

    private static double SingleEstimate(MeanSquares s, IccForm form)
    {
        double k = s.Readers, n = s.Cases;
        return form switch
        {
            IccForm.OneWay or IccForm.OneWayAverage => (s.Between - s.Within) / (s.Between + ((k - 1) * s.Within)),
            IccForm.Agreement or IccForm.AgreementAverage => (s.Between - s.Error) / (s.Between + ((k - 1) * s.Error) + (k * (s.Raters - s.Error) / n)),
            _ => (s.Between - s.Error) / (s.Between + ((k - 1) * s.Error)),
        };
    }

    private static (double Low, double High) SingleInterval(MeanSquares s, IccForm form, double f, double df2, double level)
    {
        double k = s.Readers, n = s.Cases, p = (1 + level) / 2;
        if (double.IsNaN(f))
        {
            return (double.NaN, double.NaN);
        }

        if (form is not (IccForm.Agreement or IccForm.AgreementAverage))
        {
            double low = f / Quantiles.Fisher(p, n - 1, df2), high = f * Quantiles.Fisher(p, df2, n - 1);
            return ((low - 1) / (low + k - 1), (high - 1) / (high + k - 1));
        }

        double r = SingleEstimate(s, IccForm.Agreement);
        double a = k * r / (n * (1 - r)), b = 1 + (k * r * (n - 1) / (n * (1 - r)));
        double sum = (a * s.Raters) + (b * s.Error);
        double v = sum * sum / ((a * s.Raters * a * s.Raters / (k - 1)) + (b * s.Error * b * s.Error / ((n - 1) * (k - 1))));
        double fl = Quantiles.Fisher(p, n - 1, v), fu = Quantiles.Fisher(p, v, n - 1);
        double rest = (k * n) - k - n;
        return (
            n * (s.Between - (fl * s.Error)) / ((fl * ((k * s.Raters) + (rest * s.Error))) + (n * s.Between)),
            n * ((fu * s.Between) - s.Error) / ((k * s.Raters) + (rest * s.Error) + (n * fu * s.Between)));
    }

    /// <summary>Spearman-Brown: reliability of the mean of k measurements, kr/(1 + (k−1)r).</summary>
    private static double StepUp(double r, int k) => k * r / (1 + ((k - 1) * r));
}

/// <summary>An intraclass correlation.</summary>
/// <param name="Value">Estimate, at most 1; NaN when nothing varies.</param>
/// <param name="Interval">Its confidence interval.</param>
/// <param name="Test">F test of ICC = 0; its degrees of freedom are those of the denominator.</param>
public sealed record IccResult(double Value, ConfidenceInterval Interval, TestResult Test);
