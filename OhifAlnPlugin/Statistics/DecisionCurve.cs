namespace OhifAlnPlugin.Statistics;

/// <summary>Net benefit of acting on predictions, TP/n − FP/n · t/(1 − t): what a model is worth at a threshold at which a false alarm weighs t/(1 − t) of a hit.</summary>
/// <remarks>Vickers and Elkin 2006, Med. Decis. Making 26:565; R <c>dcurves::dca</c>.</remarks>
public static class DecisionCurve
{
    /// <summary>Computes the curve.</summary>
    /// <param name="probabilities">Predicted probability of each case.</param>
    /// <param name="outcomes">Its outcome.</param>
    /// <param name="thresholds">Threshold probabilities in [0, 1); null for 0, 0.01 … 0.99.</param>
    /// <exception cref="ArgumentException">Counts differ, or a probability or threshold is out of range.</exception>
    public static IReadOnlyList<DecisionPoint> Compute(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, IReadOnlyList<double>? thresholds = null)
    {
        Calibration.Require(probabilities, outcomes);
        thresholds ??= [.. Enumerable.Range(0, 100).Select(t => t / 100.0)];
        if (thresholds.Any(t => !(t is >= 0 and < 1)))
        {
            throw new ArgumentException($"The threshold {thresholds.First(t => !(t is >= 0 and < 1))} is not in [0, 1).", nameof(thresholds));
        }

        double n = outcomes.Count, events = outcomes.Count(o => o);
        return [.. thresholds.Select(t =>
        {
            double odds = t / (1 - t);
            int hits = 0, alarms = 0;
            for (int i = 0; i < outcomes.Count; i++)
            {
                hits += probabilities[i] >= t && outcomes[i] ? 1 : 0;
                alarms += probabilities[i] >= t && !outcomes[i] ? 1 : 0;
            }

            return new DecisionPoint(t, (hits / n) - (alarms / n * odds), (events / n) - ((n - events) / n * odds), events / n);
        })];
    }
}

/// <summary>Net benefit at one threshold. Acting on nobody has 0.</summary>
/// <param name="Threshold">Threshold probability t.</param>
/// <param name="Model">Net benefit of acting on predictions of at least t.</param>
/// <param name="All">Net benefit of acting on everybody.</param>
/// <param name="Prevalence">Part of the cases with the event, the largest net benefit possible.</param>
public sealed record DecisionPoint(double Threshold, double Model, double All, double Prevalence)
{
    /// <summary>Net benefit as a part of the largest possible.</summary>
    public double Standardised => Model / Prevalence;

    /// <summary>Needless actions avoided per 100 patients against acting on everybody, at no loss of hits; NaN at the threshold 0.</summary>
    public double AvoidedPer100 => (Model - All) / (Threshold / (1 - Threshold)) * 100;
}
