using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>The radscore by pattern of enhancement, mass and non-mass.</summary>
public static class SubgroupTable
{
    /// <summary>Computes the table.</summary>
    /// <param name="data">The patients; those with a radscore and a pattern count.</param>
    /// <returns>One row per cohort and pattern that occurs in it; empty when no pattern is known.</returns>
    public static IReadOnlyList<SubgroupRow> Of(EvaluationData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string[] patterns = [.. data.Patients.Select(p => p.Pattern).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return [.. data.Cohorts.SelectMany(cohort => patterns.Select(pattern => (cohort, pattern, patients: data.Of(cohort)
                .Where(p => data.Patients[p].Pattern == pattern && double.IsFinite(data.Patients[p].Radscore)).ToArray())))
            .Where(g => g.patients.Length > 0)
            .Select(g => Row(data, g.cohort, g.pattern, g.patients))];
    }

    private static SubgroupRow Row(EvaluationData data, string cohort, string pattern, int[] patients)
    {
        LabelledScores? scores = data.Labelled(patients, p => data.Patients[p].Radscore, out string? why);
        ConfusionTable calls = PerformanceTable.CallsOf(data, patients, p => data.CutOff.BurdenOf(data.Patients[p].Radscore) == AlnBurden.High);
        return new SubgroupRow(
            cohort,
            pattern,
            calls,
            scores is null ? double.NaN : RocCurve.Area(scores),
            scores is null ? new ConfidenceInterval(double.NaN, double.NaN, 0.95) : DeLong.Interval(scores),
            why);
    }
}

/// <summary>The radscore in the patients of one pattern.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Calls">Counts at the cut-off.</param>
/// <param name="Area">Area under the ROC curve; NaN where undefined.</param>
/// <param name="AreaInterval">Its 95 % interval (DeLong).</param>
/// <param name="Undefined">Why it is undefined; null where it is not.</param>
public sealed record SubgroupRow(string Cohort, string Pattern, ConfusionTable Calls, double Area, ConfidenceInterval AreaInterval, string? Undefined);
