namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Whether a cohort goes with a design.</summary>
internal static class CohortChecks
{
    /// <summary>Requires it.</summary>
    /// <exception cref="ArgumentException">A variable is missing, or the design asks for reproducibility without second readings.</exception>
    /// <exception cref="RadscoreTrainingException">A centre has no patient, or one only; or one of the groups is empty.</exception>
    public static void Require(TrainingCohort cohort, TrainingDesign design)
    {
        if (design.Reproducibility is not null && cohort.Readings.Count == 0)
        {
            throw new ArgumentException("The design selects features by ICC, but there is no second reading.");
        }

        string[] variables = [.. design.Clinical?.Variables ?? [], .. design.Clinical?.Readers ?? []];
        if (Array.Find(variables, v => !cohort.Clinical.ContainsKey(v)) is { } unknown)
        {
            throw new ArgumentException($"The clinical variable '{unknown}' is not in the cohort; it has {string.Join(", ", cohort.Clinical.Keys)}.");
        }

        if ((design.Clinical?.Readers ?? []).FirstOrDefault(r => cohort.Clinical[r].Numbers is null || cohort.Clinical[r].Numbers!.Any(v => v is not (0 or 1 or double.NaN))) is { } words)
        {
            throw new ArgumentException($"The reader '{words}' must hold 1 for a high burden and 0 for a low one, or nothing.");
        }

        foreach (CentreCount centre in Counts(cohort, design))
        {
            if (centre.Patients == 0)
            {
                throw new RadscoreTrainingException($"The centre '{centre.Centre}' has no patient with features and outcome.");
            }

            if (centre is { Trains: true, Patients: 1 } && design.Harmonisation is { MeanOnly: false })
            {
                throw new RadscoreTrainingException($"The training centre '{centre.Centre}' has a single patient, whose variance is unknown: leave it out, or align means only.");
            }
        }

        int[] patients = cohort.PatientsOf(design.TrainingCentres);
        int high = patients.Count(p => cohort.HighBurden[p]);
        if (high == 0 || high == patients.Length)
        {
            throw new RadscoreTrainingException($"{high} of the {patients.Length} training patients have a high burden; both groups are needed.");
        }
    }

    /// <summary>Patients by centre, training centres first.</summary>
    public static CentreCount[] Counts(TrainingCohort cohort, TrainingDesign design) =>
    [
        .. design.TrainingCentres.Select(c => CountOf(cohort, c, trains: true)),
        .. design.ValidationCentres.Select(c => CountOf(cohort, c, trains: false)),
    ];

    private static CentreCount CountOf(TrainingCohort cohort, string centre, bool trains)
    {
        int[] patients = cohort.PatientsOf([centre]);
        return new CentreCount(centre, trains, patients.Length, patients.Count(p => cohort.HighBurden[p]));
    }
}
