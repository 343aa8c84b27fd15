namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The clinical and the combined model as a bundle holds them.</summary>
internal static class ClinicalScores
{
    /// <summary>The fields that the models ask for: numbers in the range of the training patients, or the levels seen there.</summary>
    public static IReadOnlyList<ClinicalField> Fields(TrainingResult result)
    {
        if (result.Models.ClinicalModel is not { } model)
        {
            return [];
        }

        int[] patients = result.Cohort.PatientsOf(result.Design.TrainingCentres);
        return [.. model.Variables.Select(v => FieldOf(result.Cohort.Clinical[v], model, patients))];
    }

    /// <summary>A model; null where there is none or none of its terms could be estimated.</summary>
    public static LogisticScore? Of(ClinicalRegression? model, string name, double cutOff, TrainingResult result)
    {
        if (model is null)
        {
            return null;
        }

        LogisticTerm[] terms = [.. model.Terms.Skip(1).Where(t => double.IsFinite(t.Coefficient)).Select(t => TermOf(t, model))];
        int[] patients = result.Cohort.PatientsOf(result.Design.TrainingCentres);
        CutOff cut = double.IsFinite(cutOff)
            ? new CutOff(cutOff, FinalModels.YoudenRule)
            : new CutOff(patients.Count(p => result.Cohort.HighBurden[p]) / (double)patients.Length, "part of high burden in the training centres; no cut-off was better than chance");
        return terms.Length == 0 ? null : new LogisticScore(name, model.Terms[0].Coefficient, terms, cut);
    }

    private static ClinicalField FieldOf(ClinicalVariable variable, ClinicalRegression model, int[] patients)
    {
        if (variable.Numbers is not { } numbers)
        {
            return new ClinicalField(variable.Name, variable.Name, "1", [.. model.Levels[variable.Name].Select((level, code) => new ClinicalChoice(level, level, code))]);
        }

        double[] known = [.. patients.Select(p => numbers[p]).Where(double.IsFinite)];
        return new ClinicalField(variable.Name, variable.Name, "1", [], known.Min(), known.Max());
    }

    private static LogisticTerm TermOf(RegressionTerm term, ClinicalRegression model)
    {
        foreach ((string variable, string[] levels) in model.Levels)
        {
            if (levels.FirstOrDefault(l => term.Term == variable + l) is { } level)
            {
                return new LogisticTerm(variable, level, term.Coefficient);
            }
        }

        return new LogisticTerm(term.Term, null, term.Coefficient);
    }
}
