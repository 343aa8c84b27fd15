namespace OhifAlnPlugin.Statistics;

/// <summary>Counts of a call against the truth. Ratios without a denominator are NaN.</summary>
/// <param name="TruePositives">Called positive, truly positive.</param>
/// <param name="FalsePositives">Called positive, truly negative.</param>
/// <param name="TrueNegatives">Called negative, truly negative.</param>
/// <param name="FalseNegatives">Called negative, truly positive.</param>
public readonly record struct ConfusionTable(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>Patients with the outcome.</summary>
    public int Positives => TruePositives + FalseNegatives;

    /// <summary>Patients without the outcome.</summary>
    public int Negatives => TrueNegatives + FalsePositives;

    /// <summary>All patients.</summary>
    public int Total => Positives + Negatives;

    /// <summary>TP/(TP + FN).</summary>
    public double Sensitivity => Ratio(TruePositives, Positives);

    /// <summary>TN/(TN + FP).</summary>
    public double Specificity => Ratio(TrueNegatives, Negatives);

    /// <summary>(TP + TN)/all.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, Total);

    /// <summary>Positive predictive value TP/(TP + FP).</summary>
    public double PositivePredictiveValue => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Negative predictive value TN/(TN + FN).</summary>
    public double NegativePredictiveValue => Ratio(TrueNegatives, TrueNegatives + FalseNegatives);

    /// <summary>F1 = 2TP/(2TP + FP + FN).</summary>
    public double F1 => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Youden's J = sensitivity + specificity − 1.</summary>
    public double Youden => Sensitivity + Specificity - 1;

    /// <summary>Matthews correlation (TP·TN − FP·FN)/√((TP+FP)(TP+FN)(TN+FP)(TN+FN)).</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double product = (double)(TruePositives + FalsePositives) * Positives * Negatives * (TrueNegatives + FalseNegatives);
            return (((double)TruePositives * TrueNegatives) - ((double)FalsePositives * FalseNegatives)) / Math.Sqrt(product);
        }
    }

    /// <summary>Counts at a cut-off: positive when the score is at least the cut-off.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="cutOff">The cut-off.</param>
    public static ConfusionTable At(LabelledScores scores, double cutOff)
    {
        ArgumentNullException.ThrowIfNull(scores);
        int truePositives = CountFrom(scores.Positives, cutOff), falsePositives = CountFrom(scores.Negatives, cutOff);
        return new ConfusionTable(
            truePositives, falsePositives, scores.Negatives.Length - falsePositives, scores.Positives.Length - truePositives);
    }

    private static int CountFrom(ReadOnlySpan<double> values, double cutOff)
    {
        int count = 0;
        foreach (double v in values)
        {
            count += v >= cutOff ? 1 : 0;
        }

        return count;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
