using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Chooses the clinical variables on given patients.</summary>
internal static class ClinicalVariableSelection
{
    /// <summary>Chooses.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="patients">Patients to choose on.</param>
    /// <param name="step">Candidates and rule.</param>
    /// <param name="intervals">Whether intervals are needed.</param>
    /// <returns>The variables, and every candidate alone, each on the patients in whom it is known.</returns>
    public static (IReadOnlyList<string> Variables, IReadOnlyList<ClinicalRegression?> Univariate) Choose(TrainingCohort cohort, IReadOnlyList<int> patients, ClinicalStep step, bool intervals = true)
    {
        ClinicalRegression?[] alone = [.. step.Variables.Select(v => ClinicalRegression.Fit(cohort, patients, [v], null, intervals))];
        IReadOnlyList<string> chosen = step.Selection switch
        {
            ClinicalSelection.Univariate => [.. step.Variables.Where((_, k) => alone[k]?.Terms.Skip(1).Any(t => t.PValue < step.UnivariateP) ?? false)],
            ClinicalSelection.Stepwise => Stepwise(cohort, patients, step),
            _ => [.. step.Variables.Where((_, k) => alone[k] is not null)],
        };
        return (chosen, alone);
    }

    private static IReadOnlyList<string> Stepwise(TrainingCohort cohort, IReadOnlyList<int> patients, ClinicalStep step)
    {
        int[] complete = [.. patients.Where(p => step.Variables.All(v => !cohort.Clinical[v].IsMissing(p)))];
        bool[] outcomes = cohort.OutcomesOf(complete);
        if (!outcomes.Contains(true) || !outcomes.Contains(false))
        {
            return [];
        }

        Predictor[] predictors = [.. step.Variables.Select(v => cohort.Clinical[v]).Where(v => Varies(v, complete)).Select(v => v.Numbers is { } numbers
            ? Predictor.Numeric(v.Name, [.. complete.Select(p => numbers[p])])
            : Predictor.Categorical(v.Name, [.. complete.Select(p => v.Levels![p]!)]))];
        return [.. StepwiseSelection.ByAic(predictors, outcomes).Select(p => p.Name)];
    }

    private static bool Varies(ClinicalVariable variable, int[] patients) => variable.Numbers is { } numbers
        ? patients.Select(p => numbers[p]).Distinct().Count() > 1
        : patients.Select(p => variable.Levels![p]).Distinct().Count() > 1;
}
