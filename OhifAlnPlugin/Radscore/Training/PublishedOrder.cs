using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The same steps in the published order, for comparison: what the same patients would have been reported to show.</summary>
/// <remarks>
/// Differences to the honest way: ComBat over training and validation centres together, copies of a patient on both sides of a fold, selection outside the
/// cross-validation, cut-offs and regressions on the radscores of the patients that made them. The radscore here is the linear one.
/// </remarks>
internal static class PublishedOrder
{
    public static PublishedReport? Run(TrainingCohort cohort, TrainingDesign design, double nestedAuc, List<string> remarks, CancellationToken cancellation)
    {
        int[] patients = cohort.PatientsOf(design.TrainingCentres), all = cohort.PatientsOf([.. design.TrainingCentres, .. design.ValidationCentres]);
        TrainingDesign published = design with { Selection = design.Selection with { KeepCopiesTogether = false }, Network = null };
        ulong seed = new SeededRandom(design.Seed).Fork("published order").NextUInt64();
        try
        {
            FittedRadscore linear = RadscoreFit.Fit(cohort, patients, published, seed, all, cancellation);
            FittedRadscore? networks = design.Network is null ? null : RadscoreFit.Fit(cohort, patients, published with { Network = design.Network }, seed, all, cancellation);
            return Report(cohort, design, patients, all, linear, networks, nestedAuc, remarks);
        }
        catch (RadscoreTrainingException none)
        {
            remarks.Add($"The published order gives no model: {none.Message}");
            return null;
        }
    }

    private static PublishedReport Report(
        TrainingCohort cohort, TrainingDesign design, int[] patients, int[] all, FittedRadscore linear, FittedRadscore? networks, double nestedAuc, List<string> remarks)
    {
        Dictionary<int, double> radscores = all.ToDictionary(p => p, p => Linear(cohort, linear, p));
        List<string> own = [];
        (ClinicalReport? clinicalReport, ClinicalRegression? clinical, ClinicalRegression? combined) = design.Clinical is { } step
            ? FinalModels.ClinicalModels(cohort, patients, step, radscores, own)
            : (null, null, null);
        remarks.AddRange(own.Select(r => $"Published order: {r}"));
        (string Name, Func<int, double> Of)[] models =
        [
            (FinalModels.RadscoreName, p => radscores[p]),
            .. clinical is null ? [] : ((string, Func<int, double>)[])[(FinalModels.ClinicalName, p => clinical.Probability(cohort, p, 0))],
            .. combined is null ? [] : ((string, Func<int, double>)[])[(FinalModels.CombinedName, p => combined.Probability(cohort, p, radscores[p]))],
        ];
        NamedScore[] scores = [.. models.Select(m => new NamedScore(m.Name, m.Of, CutOffChoice.Youden(cohort, patients, m.Of))), .. FinalModels.Readers(cohort, design)];
        CohortPerformance[] performance =
        [
            CohortPerformance.Of(cohort, patients, "training centres", "the patients it was fitted on", scores),
            .. ValidationRun.CohortsOf(cohort, design.ValidationCentres, "final model, all centres aligned together", scores),
        ];
        int[][] cohorts = [patients, .. design.ValidationCentres.Select(c => cohort.PatientsOf([c])), .. design.ValidationCentres.Count > 1 ? (int[][])[cohort.PatientsOf(design.ValidationCentres)] : []];
        double training = performance[0].Model(FinalModels.RadscoreName)!.Auc;
        return new PublishedReport(
            linear.Steps, linear.Selection.Rows.Count - patients.Length, linear.Selection.Penalty, linear.Terms, performance,
            networks is null ? [] : [.. cohorts.Select(c => RadscorePipeline.AreaOf(cohort, c, p => networks.Score(cohort, p)))],
            clinicalReport,
            combined is null
                ? CutOffChoice.Survival(cohort, all, FinalModels.RadscoreName, p => radscores[p])
                : CutOffChoice.Survival(cohort, all, FinalModels.CombinedName, p => combined.Probability(cohort, p, radscores[p])),
            training - nestedAuc,
            linear.Selection.Penalty.CrossValidated - nestedAuc);
    }

    /// <summary>Σ coefficient · z; NaN when a feature is undefined.</summary>
    private static double Linear(TrainingCohort cohort, FittedRadscore fitted, int patient) => fitted.ValuesOf(cohort, patient) is { } values
        ? values.Select((v, k) => fitted.Terms[k].Coefficient * fitted.Terms[k].Scale(v)).Sum()
        : double.NaN;
}
