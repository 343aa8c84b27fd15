using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Whether a new model moves predictions in the right direction.</summary>
/// <remarks>Pencina et al. 2008 and 2011, Stat. Med. 27:157 and 30:11; R <c>Hmisc::improveProb</c>. Neither index is a proper score: read them beside calibration and net benefit.</remarks>
public static class Reclassification
{
    /// <summary>Continuous net reclassification index: P(up | event) − P(down | event) + P(down | no event) − P(up | no event).</summary>
    /// <param name="before">Predicted probabilities of the old model.</param>
    /// <param name="after">Those of the new one.</param>
    /// <param name="outcomes">The outcomes, both values occurring.</param>
    /// <exception cref="ArgumentException">Counts differ, a probability is out of range, or all outcomes are equal.</exception>
    public static ReclassificationResult NetReclassification(IReadOnlyList<double> before, IReadOnlyList<double> after, IReadOnlyList<bool> outcomes) =>
        Net(before, after, outcomes, (old, now) => Math.Sign(now - old));

    /// <summary>The same by risk categories: only a move to another category counts.</summary>
    /// <param name="before">Predicted probabilities of the old model.</param>
    /// <param name="after">Those of the new one.</param>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="limits">Limits between the categories, rising, e.g. 0.1 and 0.3; a prediction at a limit is of the higher one.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    public static ReclassificationResult CategoricalNetReclassification(
        IReadOnlyList<double> before, IReadOnlyList<double> after, IReadOnlyList<bool> outcomes, IReadOnlyList<double> limits) =>
        Net(before, after, outcomes, (old, now) => limits.Count(l => now >= l).CompareTo(limits.Count(l => old >= l)));

    /// <summary>Integrated discrimination improvement: mean change of the predictions with the event less that without.</summary>
    /// <param name="before">Predicted probabilities of the old model.</param>
    /// <param name="after">Those of the new one.</param>
    /// <param name="outcomes">The outcomes.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    public static ReclassificationResult IntegratedDiscrimination(IReadOnlyList<double> before, IReadOnlyList<double> after, IReadOnlyList<bool> outcomes)
    {
        Require(before, after, outcomes);
        (double mean, double error) Part(bool outcome)
        {
            double[] changes = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == outcome).Select(i => after[i] - before[i])];
            (double mean, double variance) = Scaling.SampleMoments(changes);
            return (mean, variance / changes.Length);
        }

        ((double events, double eventVariance), (double others, double otherVariance)) = (Part(true), Part(false));
        return ReclassificationResult.Of(events, eventVariance, -others, otherVariance);
    }

    private static ReclassificationResult Net(IReadOnlyList<double> before, IReadOnlyList<double> after, IReadOnlyList<bool> outcomes, Func<double, double, int> move)
    {
        Require(before, after, outcomes);
        (double index, double variance) Part(bool outcome)
        {
            int[] moves = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == outcome).Select(i => move(before[i], after[i]))];
            double n = moves.Length, net = moves.Sum(), moved = moves.Count(m => m != 0);
            return (net / n, (moved / (n * n)) - (net * net / (n * n * n)));
        }

        ((double events, double eventVariance), (double others, double otherVariance)) = (Part(true), Part(false));
        return ReclassificationResult.Of(events, eventVariance, -others, otherVariance);
    }

    private static void Require(IReadOnlyList<double> before, IReadOnlyList<double> after, IReadOnlyList<bool> outcomes)
    {
        Calibration.Require(before, outcomes);
        Calibration.Require(after, outcomes);
        LogisticRegression.RequireBoth(outcomes);
    }
}

/// <summary>An index of reclassification.</summary>
/// <param name="Value">Its value: sum of both parts.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Test">z test of 0.</param>
/// <param name="Events">Part of the cases with the event; above 0 is better.</param>
/// <param name="Others">Part of the cases without it; above 0 is better.</param>
public sealed record ReclassificationResult(double Value, double StandardError, TestResult Test, double Events, double Others)
{
    internal static ReclassificationResult Of(double events, double eventVariance, double others, double otherVariance)
    {
        double value = events + others, error = Math.Sqrt(eventVariance + otherVariance), z = value / error;
        return new ReclassificationResult(value, error, new TestResult(z, TailProbabilities.NormalTwoSided(z), "z"), events, others);
    }
}
