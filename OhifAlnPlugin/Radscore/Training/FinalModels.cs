namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The final radscore with its cut-offs, and the clinical models beside it.</summary>
/// <remarks>Cut-offs and the weight of the radscore in the combined model come from radscores by models that never saw the patient: on its own training patients a network looks better than it is.</remarks>
internal sealed record FinalModels
{
    public const string RadscoreName = "radscore", ClinicalName = "clinical", CombinedName = "combined";
    public const string YoudenRule = "Youden index on the training centres, by models that never saw the patient";
    public const string ApparentYoudenRule = "Youden index on the training centres";

    public required FittedRadscore Radscore { get; init; }

    public required CutOff CutOff { get; init; }

    public required ClinicalReport? Clinical { get; init; }

    public required ClinicalRegression? ClinicalModel { get; init; }

    public required ClinicalRegression? CombinedModel { get; init; }

    public required double ClinicalCutOff { get; init; }

    public required double CombinedCutOff { get; init; }

    public required SurvivalCutOffReport? Survival { get; init; }

    /// <summary>The training centres, out of fold.</summary>
    public required CohortPerformance Training { get; init; }

    public static FinalModels Fit(TrainingCohort cohort, int[] patients, TrainingDesign design, FittedRadscore radscore, NestedResult nested, List<string> remarks)
    {
        double cut = CutOffChoice.Youden(cohort, patients, p => nested.OutOfFold[p]);
        bool outOfFold = double.IsFinite(cut);
        if (!outOfFold)
        {
            remarks.Add("No cut-off of the out-of-fold radscores is better than chance; the cut-off is that of the training scores themselves and is optimistic.");
            cut = CutOffChoice.Youden(cohort, patients, p => radscore.Score(cohort, p));
        }

        if (!double.IsFinite(cut))
        {
            throw new RadscoreTrainingException("No cut-off separates low from high burden better than chance in the training centres.");
        }

        (ClinicalReport? report, ClinicalRegression? clinical, ClinicalRegression? combined) = design.Clinical is { } step
            ? ClinicalModels(cohort, patients, step, nested.OutOfFold, remarks)
            : (null, null, null);
        double clinicalCut = CutOffChoice.Youden(cohort, patients, p => nested.First[p].Clinical), combinedCut = CutOffChoice.Youden(cohort, patients, p => nested.First[p].Combined);
        NamedScore[] scores =
        [
            new(RadscoreName, p => nested.OutOfFold[p], cut),
            .. clinical is null ? [] : (NamedScore[])[new(ClinicalName, p => nested.First[p].Clinical, clinicalCut)],
            .. combined is null ? [] : (NamedScore[])[new(CombinedName, p => nested.First[p].Combined, combinedCut)],
            .. Readers(cohort, design),
        ];
        return new FinalModels
        {
            Radscore = radscore,
            CutOff = new CutOff(cut, outOfFold ? YoudenRule : ApparentYoudenRule),
            Clinical = report,
            ClinicalModel = clinical,
            CombinedModel = combined,
            ClinicalCutOff = clinicalCut,
            CombinedCutOff = combinedCut,
            Survival = CutOffChoice.Survival(cohort, patients, RadscoreName, p => nested.OutOfFold[p]),
            Training = CohortPerformance.Of(cohort, patients, "training centres", "models that never saw the patient", scores),
        };
    }

    /// <summary>The scores of the final models for any patient whose centre a radscore knows.</summary>
    public IReadOnlyList<NamedScore> ScoresOf(TrainingCohort cohort, TrainingDesign design, FittedRadscore radscore) =>
    [
        new(RadscoreName, p => radscore.Score(cohort, p), CutOff.Value),
        .. ClinicalModel is null ? [] : (NamedScore[])[new(ClinicalName, p => ClinicalModel.Probability(cohort, p, 0), ClinicalCutOff)],
        .. CombinedModel is null ? [] : (NamedScore[])[new(CombinedName, p => CombinedModel.Probability(cohort, p, radscore.Score(cohort, p)), CombinedCutOff)],
        .. Readers(cohort, design),
    ];

    public static IEnumerable<NamedScore> Readers(TrainingCohort cohort, TrainingDesign design) => (design.Clinical?.Readers ?? [])
        .Where(r => cohort.Clinical[r].Numbers is not null)
        .Select(r => new NamedScore(r, p => cohort.Clinical[r].Numbers![p], 0.5));

    /// <summary>Chooses variables and fits both regressions.</summary>
    public static (ClinicalReport Report, ClinicalRegression? Clinical, ClinicalRegression? Combined) ClinicalModels(
        TrainingCohort cohort, int[] patients, ClinicalStep step, IReadOnlyDictionary<int, double> radscores, List<string> remarks)
    {
        (IReadOnlyList<string> chosen, IReadOnlyList<ClinicalRegression?> alone) = ClinicalVariableSelection.Choose(cohort, patients, step);
        if (chosen.Count == 0)
        {
            remarks.Add("No clinical variable was chosen: there is no clinical model, and the combined model is the radscore alone.");
        }

        ClinicalRegression? clinical = chosen.Count == 0 ? null : ClinicalRegression.Fit(cohort, patients, chosen, null);
        ClinicalRegression? combined = ClinicalRegression.Fit(cohort, patients, chosen, radscores);
        foreach ((string name, ClinicalRegression? model) in (ReadOnlySpan<(string, ClinicalRegression?)>)[(ClinicalName, clinical), (CombinedName, combined)])
        {
            if (model is { IsSeparated: true })
            {
                remarks.Add($"The {name} model tells the outcomes apart without error in the training centres (separation); it was fitted by Firth's penalised likelihood.");
            }
        }

        ClinicalReport report = new(
            [.. alone.Select((m, k) => RegressionReport.Of(step.Variables[k], m)).OfType<RegressionReport>(), RegressionReport.Of(RadscoreName, ClinicalRegression.Fit(cohort, patients, [], radscores))!],
            chosen, RegressionReport.Of(ClinicalName, clinical), RegressionReport.Of(CombinedName, combined));
        return (report, clinical, combined);
    }
}
