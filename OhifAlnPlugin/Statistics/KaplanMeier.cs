using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Scale on which the interval of a survival curve is symmetric.</summary>
public enum SurvivalIntervalScale
{
    /// <summary>log S, R's default.</summary>
    Log,

    /// <summary>log(−log S).</summary>
    LogLog,

    /// <summary>S itself.</summary>
    Plain,
}

/// <summary>Kaplan-Meier estimate S(t) = Π (1 − dᵢ/nᵢ) over the event times up to t.</summary>
/// <remarks>Kaplan and Meier 1958; variance of Greenwood; R <c>survfit</c>.</remarks>
public sealed class KaplanMeier
{
    /// <summary>R counts a curve within this of a quantile as at it.</summary>
    private const double Tolerance = 1.4901161193847656e-8;

    private KaplanMeier(IReadOnlyList<SurvivalStep> steps, double level)
    {
        Steps = steps;
        Level = level;
    }

    /// <summary>One step per different time, rising.</summary>
    public IReadOnlyList<SurvivalStep> Steps { get; }

    /// <summary>Coverage of the intervals.</summary>
    public double Level { get; }

    /// <summary>Estimates a curve.</summary>
    /// <param name="data">The patients.</param>
    /// <param name="scale">Scale of the interval.</param>
    /// <param name="level">Coverage of the interval at each time.</param>
    public static KaplanMeier Estimate(SurvivalData data, SurvivalIntervalScale scale = SurvivalIntervalScale.Log, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(data);
        ConfidenceInterval.RequireLevel(level);
        double z = Quantiles.Normal((1 + level) / 2), survival = 1, greenwood = 0;
        List<SurvivalStep> steps = [];
        int atRisk = data.Count;
        foreach (EventTime time in EventTime.Of(data))
        {
            survival *= 1 - ((double)time.Events / atRisk);
            greenwood += time.Events / ((double)atRisk * (atRisk - time.Events));
            (double low, double high) = Interval(survival, Math.Sqrt(greenwood), z, scale);
            steps.Add(new SurvivalStep(time.Time, atRisk, time.Events, time.Censored, survival, survival * Math.Sqrt(greenwood), new ConfidenceInterval(low, high, level)));
            atRisk -= time.Events + time.Censored;
        }

        return new KaplanMeier(steps, level);
    }

    /// <summary>S at a time, and the patients then at risk.</summary>
    /// <param name="time">Any time.</param>
    /// <returns>The step in force; S = 1 with everybody at risk before the first time; nobody at risk after the last.</returns>
    public SurvivalStep At(double time)
    {
        int next = Steps.TakeWhile(s => s.Time <= time).Count();
        SurvivalStep last = next > 0 ? Steps[next - 1] : new SurvivalStep(0, 0, 0, 0, 1, 0, new ConfidenceInterval(1, 1, Level));
        int atRisk = next > 0 && last.Time == time ? last.AtRisk : next < Steps.Count ? Steps[next].AtRisk : 0;
        return last with { Time = time, AtRisk = atRisk, Events = 0, Censored = 0 };
    }

    /// <summary>Time by which half of the patients had the event.</summary>
    /// <returns>The median and its interval; NaN where a curve does not fall to ½.</returns>
    public (double Median, ConfidenceInterval Interval) Median() =>
        (Crossing(s => s.Survival), new ConfidenceInterval(Crossing(s => s.Interval.Low), Crossing(s => s.Interval.High), Level));

    /// <summary>First time at which a curve is at most ½; midway to the next fall where it stays at ½.</summary>
    private double Crossing(Func<SurvivalStep, double> curve)
    {
        SurvivalStep[] falls = [.. Steps.Where(s => s.Events > 0)];
        int first = Array.FindIndex(falls, s => curve(s) <= 0.5 + Tolerance);
        if (first < 0)
        {
            return double.NaN;
        }

        bool atHalf = Math.Abs(curve(falls[first]) - 0.5) < Tolerance;
        return atHalf && first + 1 < falls.Length ? (falls[first].Time + falls[first + 1].Time) / 2 : falls[first].Time;
    }

    private static (double Low, double High) Interval(double survival, double relativeError, double z, SurvivalIntervalScale scale)
    {
        if (survival == 0)
        {
            return (double.NaN, double.NaN);
        }

        switch (scale)
        {
            case SurvivalIntervalScale.Log:
                return (survival * Math.Exp(-z * relativeError), Math.Min(1, survival * Math.Exp(z * relativeError)));
            case SurvivalIntervalScale.Plain:
                return (Math.Max(0, survival - (z * survival * relativeError)), Math.Min(1, survival + (z * survival * relativeError)));
            default:
                double log = Math.Log(survival), width = z * relativeError / log;
                return survival == 1 ? (double.NaN, double.NaN) : (Math.Exp(log * Math.Exp(-width)), Math.Exp(log * Math.Exp(width)));
        }
    }
}

/// <summary>One step of a survival curve.</summary>
/// <param name="Time">Time.</param>
/// <param name="AtRisk">Patients seen at least until just before it.</param>
/// <param name="Events">Events at it.</param>
/// <param name="Censored">Patients last seen at it without the event.</param>
/// <param name="Survival">S from it on, in [0, 1].</param>
/// <param name="StandardError">Standard error of S.</param>
/// <param name="Interval">Interval of S; NaN where S is 0.</param>
public sealed record SurvivalStep(double Time, int AtRisk, int Events, int Censored, double Survival, double StandardError, ConfidenceInterval Interval);
