using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>Survival of patients whom the radscore calls high against those it calls low.</summary>
/// <param name="Rows">One per cohort with follow-up.</param>
/// <param name="Searched">The cut-off that parts survival most in training, with its p adjusted for the search; null where it cannot be searched.</param>
/// <param name="Notes">What is undefined, in sentences.</param>
public sealed record SurvivalTable(IReadOnlyList<SurvivalRow> Rows, CutOffByMinimumP? Searched, IReadOnlyList<string> Notes)
{
    private const string Radscore = "radscore high";

    /// <summary>Computes the table.</summary>
    /// <param name="data">The patients; those with a radscore, a time and an event or its absence count.</param>
    public static SurvivalTable Of(EvaluationData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<string> notes = [];
        SurvivalRow[] rows = [.. data.Cohorts.Select(c => (Cohort: c, Patients: Followed(data, data.Of(c)))).Where(c => c.Patients.Length > 0).Select(c => Row(data, c.Cohort, c.Patients, notes))];
        return new SurvivalTable(rows, Search(data, Followed(data, data.TrainingPatients), notes), notes);
    }

    private static int[] Followed(EvaluationData data, int[] patients) =>
        [.. patients.Where(p => data.Patients[p] is { Event: not null } known && double.IsFinite(known.Months) && double.IsFinite(known.Radscore))];

    private static SurvivalData DataOf(EvaluationData data, int[] patients) =>
        new([.. patients.Select(p => data.Patients[p].Months)], [.. patients.Select(p => data.Patients[p].Event!.Value)]);

    private static SurvivalRow Row(EvaluationData data, string cohort, int[] patients, List<string> notes)
    {
        bool IsHigh(int p) => data.CutOff.BurdenOf(data.Patients[p].Radscore) == AlnBurden.High;
        int[] high = [.. patients.Where(IsHigh)], low = [.. patients.Where(p => !IsHigh(p))];
        SurvivalData all = DataOf(data, patients);
        KaplanMeier? Curve(int[] group) => group.Length == 0 ? null : KaplanMeier.Estimate(DataOf(data, group));
        var row = new SurvivalRow(cohort, all.Count, all.EventCount, Curve(low), Curve(high));
        if (high.Length == 0 || low.Length == 0 || all.EventCount == 0)
        {
            notes.Add(all.EventCount == 0
                ? $"{cohort}: none of the {all.Count} patients had the event; survival cannot be compared."
                : $"{cohort}: the radscore calls all {all.Count} patients {(high.Length == 0 ? "low" : "high")}; there are no two groups to compare.");
            return row;
        }

        Predictor[] group = [Predictor.Numeric(Radscore, [.. patients.Select(p => IsHigh(p) ? 1.0 : 0)])];
        CoxModel cox = CoxRegression.Fit(group, all);
        if (cox.IsMonotone)
        {
            notes.Add($"{cohort}: all events are in one group, so that the hazard ratio is unbounded; the log-rank test holds.");
        }

        return row with
        {
            LogRank = LogRank.Test(all, [.. patients.Select(p => IsHigh(p) ? "high" : "low")]).Test,
            HazardRatio = cox.IsMonotone ? null : cox.HazardRatio(0),
            Proportionality = cox.IsMonotone ? null : ProportionalHazards.Test(group, all).Global,
        };
    }

    private static CutOffByMinimumP? Search(EvaluationData data, int[] training, List<string> notes)
    {
        if (training.Length == 0)
        {
            return null;
        }

        try
        {
            return MinimumPCutOff.Find([.. training.Select(p => data.Patients[p].Radscore)], DataOf(data, training));
        }
        catch (ArgumentException failed)
        {
            notes.Add($"No cut-off was searched by survival: {EvaluationData.SentenceOf(failed)}");
            return null;
        }
    }
}

/// <summary>Survival in one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Patients">Patients with follow-up.</param>
/// <param name="Events">Their events.</param>
/// <param name="Low">Curve of the patients called low; null when there is none.</param>
/// <param name="High">Curve of the patients called high; null when there is none.</param>
public sealed record SurvivalRow(string Cohort, int Patients, int Events, KaplanMeier? Low, KaplanMeier? High)
{
    /// <summary>Log-rank test; null where undefined.</summary>
    public TestResult? LogRank { get; init; }

    /// <summary>Hazard ratio of high against low (Cox, Efron) with its Wald test; null where undefined.</summary>
    public (double HazardRatio, TestResult Test)? HazardRatio { get; init; }

    /// <summary>Test of a constant hazard ratio; null where undefined.</summary>
    public TestResult? Proportionality { get; init; }
}
