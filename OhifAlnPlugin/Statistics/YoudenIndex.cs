namespace OhifAlnPlugin.Statistics;

/// <summary>The cut-off with the largest sensitivity + specificity (Youden 1950).</summary>
public static class YoudenIndex
{
    /// <summary>Every point of the curve where sensitivity + specificity is largest.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>At least one point, thresholds rising; midpoints between scores, as R pROC <c>coords("best")</c>. Ties are found in whole numbers, without rounding.</returns>
    public static IReadOnlyList<RocPoint> BestPoints(LabelledScores scores)
    {
        IReadOnlyList<RocPoint> points = RocCurve.Points(scores);
        long best = points.Max(p => WeightOf(p.Table));
        return [.. points.Where(p => WeightOf(p.Table) == best)];
    }

    /// <summary>One cut-off: of several equally good ones the highest.</summary>
    /// <param name="scores">The scores.</param>
    /// <returns>The cut-off and the counts there; ±∞ when no threshold separates better than chance.</returns>
    public static RocPoint Best(LabelledScores scores) => BestPoints(scores)[^1];

    /// <summary>(sensitivity + specificity) × positives × negatives, a whole number.</summary>
    private static long WeightOf(ConfusionTable t) => ((long)t.TruePositives * t.Negatives) + ((long)t.TrueNegatives * t.Positives);
}
