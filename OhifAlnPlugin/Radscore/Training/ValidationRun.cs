namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The one look at the validation centres.</summary>
internal sealed record ValidationRun
{
    /// <summary>The final model, which now knows the centres that could be aligned.</summary>
    public required FittedRadscore Model { get; init; }

    /// <summary>Each validation centre, then all of them when there are several.</summary>
    public required IReadOnlyList<CohortPerformance> Cohorts { get; init; }

    public static ValidationRun Of(TrainingCohort cohort, TrainingDesign design, FinalModels models, List<string> remarks)
    {
        CentreHarmonisation harmonisation = models.Radscore.Harmonisation;
        foreach (string centre in design.ValidationCentres)
        {
            (CentreHarmonisation? aligned, string? refusal) = harmonisation.With(cohort, centre, design.Harmonisation?.MinimumCases ?? 0);
            harmonisation = aligned ?? harmonisation;
            if (refusal is not null)
            {
                remarks.Add(refusal);
            }
        }

        FittedRadscore model = models.Radscore.With(harmonisation);
        string source = design.Harmonisation is null ? "final model" : "final model, centre aligned by its own features";
        return new ValidationRun { Model = model, Cohorts = CohortsOf(cohort, design.ValidationCentres, source, models.ScoresOf(cohort, design, model)) };
    }

    /// <summary>Performance in each centre, then in all of them.</summary>
    public static IReadOnlyList<CohortPerformance> CohortsOf(TrainingCohort cohort, IReadOnlyList<string> centres, string source, IReadOnlyList<NamedScore> scores)
    {
        IEnumerable<CohortPerformance> each = centres.Select(c => CohortPerformance.Of(cohort, cohort.PatientsOf([c]), c, source, scores));
        return centres.Count > 1 ? [.. each, CohortPerformance.Of(cohort, cohort.PatientsOf(centres), "all validation centres", source, scores)] : [.. each];
    }
}
