using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>The cut-off of a score that parts survival most, and what its p is worth after so many tries.</summary>
/// <remarks>
/// The smallest p over all cut-offs is far too small. <see cref="CutOffByMinimumP.AdjustedP"/> corrects it for the search by the bound of Lausen, Sauerbrei and
/// Schumacher 1994 (R <c>maxstat.test(pmethod = "Lau94")</c>): always show that one.
/// </remarks>
public static class MinimumPCutOff
{
    /// <summary>Tries every observed value as cut-off.</summary>
    /// <param name="scores">One finite score per patient.</param>
    /// <param name="data">Follow-up.</param>
    /// <param name="method">Which statistic is maximised.</param>
    /// <param name="smallestGroup">Smallest part of the patients in a group, in (0, ½).</param>
    /// <returns>The best cut-off: high is a score above it. Of equally good ones the lowest.</returns>
    /// <exception cref="ArgumentException">Counts differ, a score is not finite, there is no event, or no cut-off leaves groups of the smallest size.</exception>
    public static CutOffByMinimumP Find(
        IReadOnlyList<double> scores, SurvivalData data, CutOffStatistic method = CutOffStatistic.LogRank, double smallestGroup = 0.1)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(data);
        Require(scores, data, smallestGroup);
        List<TriedCutOff> tried = method == CutOffStatistic.LogRank ? ByLogRank(scores, data, smallestGroup) : BySelectedRanks(scores, data, smallestGroup);
        if (tried.Count == 0)
        {
            throw new ArgumentException($"No cut-off leaves both groups {smallestGroup:P0} of the {data.Count} patients: the score takes too few values.", nameof(scores));
        }

        TriedCutOff best = tried.MaxBy(t => t.Statistic)!;
        double adjusted = AdjustedP(best.Statistic, data.Count, [.. tried.Select(t => data.Count - t.High)]);
        return new CutOffByMinimumP(best.CutOff, best.Statistic, TailProbabilities.NormalTwoSided(best.Statistic), adjusted, tried);
    }

    /// <summary>Upper bound of P(max |z| ≥ b) over cut-offs that leave m₁ &lt; m₂ &lt; … patients below.</summary>
    /// <param name="b">The largest statistic.</param>
    /// <param name="n">Patients.</param>
    /// <param name="below">Patients at or below each cut-off, rising.</param>
    /// <returns>The bound, at most 1.</returns>
    public static double AdjustedP(double b, int n, IReadOnlyList<int> below)
    {
        double sum = TailProbabilities.NormalTwoSided(b);
        for (int k = 1; k < below.Count; k++)
        {
            double m = below[k - 1], next = below[k];
            double t = Math.Sqrt(1 - (m * (n - next) / ((n - m) * next)));
            sum += Math.Exp(-b * b / 2) / Math.PI * (t - (((b * b / 4) - 1) * t * t * t / 6));
        }

        return Math.Clamp(sum, 0, 1);
    }

    private static List<TriedCutOff> ByLogRank(IReadOnlyList<double> scores, SurvivalData data, double smallestGroup)
    {
        List<TriedCutOff> tried = [];
        foreach (double cut in scores.Distinct().Order())
        {
            int high = scores.Count(s => s > cut);
            if (high >= smallestGroup * data.Count && data.Count - high >= smallestGroup * data.Count)
            {
                double chiSquare = LogRank.Test(data, [.. scores.Select(s => s > cut ? "high" : "low")]).Test.Statistic;
                tried.Add(new TriedCutOff(cut, high, Math.Sqrt(chiSquare)));
            }
        }

        return tried;
    }

    /// <summary>Standardised sums of the log-rank scores of the patients at or below each cut-off.</summary>
    private static List<TriedCutOff> BySelectedRanks(IReadOnlyList<double> scores, SurvivalData data, double smallestGroup)
    {
        double[] ranks = LogRankScores(data);
        int n = ranks.Length;
        double mean = ranks.Average(), spread = ranks.Sum(a => (a - mean) * (a - mean)) / (n * (n - 1.0)), sum = 0;
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => scores[i])];
        List<TriedCutOff> tried = [];
        for (int at = 0; at < n - 1; at++)
        {
            sum += ranks[order[at]] - mean;
            double below = at + 1;
            if (scores[order[at + 1]] > scores[order[at]] && below >= Math.Floor(n * smallestGroup) && below <= Math.Floor(n * (1 - smallestGroup)))
            {
                tried.Add(new TriedCutOff(scores[order[at]], n - at - 1, Math.Abs(sum) / Math.Sqrt(below * (n - below) * spread)));
            }
        }

        return tried;
    }

    /// <summary>Event − hazard summed up to the patient's time; patients with equal times count as leaving one after the other, the last of them last, as in R.</summary>
    private static double[] LogRankScores(SurvivalData data)
    {
        var hazard = new Dictionary<double, double>();
        double sum = 0;
        int atRisk = data.Count;
        foreach (EventTime time in EventTime.Of(data))
        {
            atRisk -= time.Events + time.Censored;
            sum += time.Events / (atRisk + 1.0);
            hazard[time.Time] = sum;
        }

        double[] scores = new double[data.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = (data.Events[i] ? 1 : 0) - hazard[data.Times[i]];
        }

        return scores;
    }

    private static void Require(IReadOnlyList<double> scores, SurvivalData data, double smallestGroup)
    {
        if (!(smallestGroup is > 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(smallestGroup), smallestGroup, "The smallest group must be a part between 0 and ½ of the patients.");
        }

        if (scores.Count != data.Count || !scores.All(double.IsFinite) || data.EventCount == 0)
        {
            throw new ArgumentException(
                $"A cut-off needs a finite score of every patient and an event: there are {scores.Count(double.IsFinite)} scores, {data.Count} patients, {data.EventCount} events.", nameof(scores));
        }
    }
}

/// <summary>What a search for a cut-off maximises.</summary>
public enum CutOffStatistic
{
    /// <summary>The log-rank test of the two groups.</summary>
    LogRank,

    /// <summary>Standardised log-rank scores, as R <c>maxstat</c> and <c>survminer::surv_cutpoint</c>; it may choose another cut-off.</summary>
    MaximallySelectedRank,
}

/// <summary>A cut-off found by search.</summary>
/// <param name="CutOff">High is a score above it.</param>
/// <param name="Statistic">The largest |z|.</param>
/// <param name="UnadjustedP">p as if it were the only cut-off tried: too small.</param>
/// <param name="AdjustedP">p corrected for the search.</param>
/// <param name="Tried">All cut-offs tried, rising.</param>
public sealed record CutOffByMinimumP(double CutOff, double Statistic, double UnadjustedP, double AdjustedP, IReadOnlyList<TriedCutOff> Tried);

/// <summary>One cut-off of a search.</summary>
/// <param name="CutOff">The cut-off.</param>
/// <param name="High">Patients above it.</param>
/// <param name="Statistic">|z| of high against low.</param>
public sealed record TriedCutOff(double CutOff, int High, double Statistic);
