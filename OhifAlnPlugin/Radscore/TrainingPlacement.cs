namespace OhifAlnPlugin.Radscore;

/// <summary>Says where a case lies relative to the training cohort, and which features are the reason.</summary>
internal static class TrainingPlacement
{
    /// <summary>A feature with at least this share of the squared distance is named.</summary>
    private const double NamedShare = 0.2;

    /// <summary>No more features are named.</summary>
    private const int MostNamed = 3;

    /// <summary>A feature this many standard deviations from the mean is unusual by itself.</summary>
    private const double UnusualDeviations = 2;

    /// <summary>Places a case.</summary>
    /// <param name="reference">The training cohort; null when the bundle keeps none.</param>
    /// <param name="prediction">The case's prediction.</param>
    /// <param name="scaled">Its scaled features.</param>
    /// <param name="centre">How it was harmonised.</param>
    public static TrainingPlace Of(TrainingReference? reference, RadscorePrediction prediction, double[] scaled, CentreOfCase centre)
    {
        TrainingDistanceReading? reading = reference?.Distance.Measure(scaled);
        bool beyond = prediction.Contributions.Any(c => c.IsOutsideTraining);
        TrainingBand? band = reading?.Band is TrainingBand.Inside && beyond ? TrainingBand.Edge : reading?.Band;
        List<string> reasons = [];
        if (centre.Kind is HarmonizationKind.Skipped)
        {
            band = TrainingBand.Outside;
            reasons.Add(centre.Sentence);
        }

        if (reading is { Band: not TrainingBand.Inside })
        {
            reasons.Add(reading.Percentile >= 100
                ? "As a whole the case is farther from the training cohort than any of its own cases."
                : FormattableString.Invariant($"As a whole the case is farther from the training cohort than {reading.Percentile:F0} % of its own cases."));
            reasons.AddRange(Responsible(prediction, reading, scaled));
        }

        reasons.AddRange(prediction.Contributions.Where(c => c.IsOutsideTraining).Select(Beyond));
        return new TrainingPlace(band, reading, reasons);
    }

    private static IEnumerable<string> Responsible(RadscorePrediction prediction, TrainingDistanceReading reading, double[] scaled)
    {
        int[] named = [.. Enumerable.Range(0, scaled.Length).Where(i => reading.Shares[i] >= NamedShare).OrderByDescending(i => reading.Shares[i]).Take(MostNamed)];
        int[] unusual = [.. named.Where(i => Math.Abs(scaled[i]) >= UnusualDeviations)];
        string LabelOf(int i) => prediction.Contributions[i].Feature.Label;
        if (unusual.Length == 0 && named.Length > 1)
        {
            yield return $"{string.Join(" and ", named.Select(LabelOf))} are unusual in this combination.";
        }

        foreach (int i in unusual.Where(i => !prediction.Contributions[i].IsOutsideTraining))
        {
            yield return FormattableString.Invariant($"{LabelOf(i)} is {Math.Abs(scaled[i]):F1} standard deviations {(scaled[i] > 0 ? "above" : "below")} the training mean.");
        }
    }

    private static string Beyond(FeatureContribution c) => FormattableString.Invariant(
        $"{c.Feature.Label} is {c.Value:G4}, outside everything seen in training ({c.Feature.Quantiles[0]:G4} to {c.Feature.Quantiles[^1]:G4}): the score extrapolates.");
}
