namespace OhifAlnPlugin.Statistics;

/// <summary>Area under a part of the ROC curve: how a score does where specificity (or sensitivity) is high enough to be of use.</summary>
/// <remarks>McClish 1989, Med. Decis. Making 9:190; R pROC <c>auc(partial.auc = …)</c>.</remarks>
public static class PartialArea
{
    /// <summary>Area where specificity lies in a range.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="low">Lowest specificity, in [0, 1).</param>
    /// <param name="high">Highest specificity, above <paramref name="low"/>, at most 1.</param>
    /// <returns>The area, from 0 to high − low, and McClish's correction of it: ½ for no information, 1 for perfect.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is no range within [0, 1].</exception>
    public static (double Area, double Corrected) OverSpecificity(LabelledScores scores, double low, double high) =>
        Over(scores, low, high, p => (p.Specificity, p.Sensitivity));

    /// <summary>Area where sensitivity lies in a range.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="low">Lowest sensitivity.</param>
    /// <param name="high">Highest sensitivity.</param>
    /// <returns>As above.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is no range within [0, 1].</exception>
    public static (double Area, double Corrected) OverSensitivity(LabelledScores scores, double low, double high) =>
        Over(scores, low, high, p => (p.Sensitivity, p.Specificity));

    private static (double Area, double Corrected) Over(LabelledScores scores, double low, double high, Func<ConfusionTable, (double X, double Y)> axes)
    {
        if (!(low >= 0 && low < high && high <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, $"The range {low} to {high} is none within 0 to 1.");
        }

        (double X, double Y)[] curve = [.. RocCurve.Points(scores).Select(p => axes(p.Table)).OrderBy(p => p.X).ThenByDescending(p => p.Y)];
        double area = 0;
        for (int k = 1; k < curve.Length; k++)
        {
            ((double x0, double y0), (double x1, double y1)) = (curve[k - 1], curve[k]);
            double from = Math.Max(x0, low), to = Math.Min(x1, high);
            if (from < to)
            {
                double At(double x) => y0 + ((x - x0) / (x1 - x0) * (y1 - y0));
                area += (to - from) * (At(from) + At(to)) / 2;
            }
        }

        double least = ((1 - low) * (1 - low) / 2) - ((1 - high) * (1 - high) / 2), most = high - low;
        return (area, (1 + ((area - least) / (most - least))) / 2);
    }
}
