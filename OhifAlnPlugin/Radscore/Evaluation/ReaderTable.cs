using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>The radscore against what readers call in MRI, on the same patients.</summary>
public static class ReaderTable
{
    /// <summary>Computes the table.</summary>
    /// <param name="data">The patients; those with a radscore and a reading count.</param>
    /// <returns>One row per cohort with readings; empty when there is none.</returns>
    public static IReadOnlyList<ReaderRow> Of(EvaluationData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. data.Cohorts.Select(c => (Cohort: c, Patients: data.Of(c).Where(p => data.Patients[p] is { ReaderHigh: not null } known && double.IsFinite(known.Radscore)).ToArray()))
            .Where(c => c.Patients.Length > 0)
            .Select(c => Row(data, c.Cohort, c.Patients))];
    }

    private static ReaderRow Row(EvaluationData data, string cohort, int[] patients)
    {
        bool Radscore(int p) => data.CutOff.BurdenOf(data.Patients[p].Radscore) == AlnBurden.High;
        bool Reader(int p) => data.Patients[p].ReaderHigh!.Value;
        bool Right(int p, bool called) => called == data.Patients[p].HighBurden;
        int radscoreOnly = patients.Count(p => Right(p, Radscore(p)) && !Right(p, Reader(p)));
        int readerOnly = patients.Count(p => Right(p, Reader(p)) && !Right(p, Radscore(p)));
        LabelledScores? score = data.Labelled(patients, p => data.Patients[p].Radscore, out string? why), reading = data.Labelled(patients, p => Reader(p) ? 1 : 0, out _);
        return new ReaderRow(
            cohort,
            PerformanceTable.CallsOf(data, patients, Radscore),
            PerformanceTable.CallsOf(data, patients, Reader),
            radscoreOnly,
            readerOnly,
            McNemar.ChiSquare(radscoreOnly, readerOnly),
            McNemar.Exact(radscoreOnly, readerOnly))
        {
            RadscoreArea = score is null ? double.NaN : RocCurve.Area(score),
            ReaderArea = reading is null ? double.NaN : RocCurve.Area(reading),
            Areas = score is null || reading is null ? null : DeLong.PairedTest(score, reading),
            Undefined = why,
        };
    }
}

/// <summary>Radscore and readers in one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Radscore">Calls of the radscore at its cut-off.</param>
/// <param name="Reader">Calls of the readers.</param>
/// <param name="RadscoreOnlyRight">Patients whom only the radscore calls rightly.</param>
/// <param name="ReaderOnlyRight">Patients whom only the readers call rightly.</param>
/// <param name="Corrected">McNemar's test with continuity correction.</param>
/// <param name="Exact">The exact test.</param>
public sealed record ReaderRow(
    string Cohort, ConfusionTable Radscore, ConfusionTable Reader, int RadscoreOnlyRight, int ReaderOnlyRight, TestResult Corrected, TestResult Exact)
{
    /// <summary>Area under the ROC curve of the radscore; NaN where undefined.</summary>
    public required double RadscoreArea { get; init; }

    /// <summary>The same of the readers' call.</summary>
    public required double ReaderArea { get; init; }

    /// <summary>DeLong's paired test of the two; null where undefined.</summary>
    public required TestResult? Areas { get; init; }

    /// <summary>Why the areas are undefined; null where they are not.</summary>
    public required string? Undefined { get; init; }
}
