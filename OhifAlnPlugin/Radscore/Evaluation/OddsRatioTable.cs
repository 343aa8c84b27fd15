using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>Table 2: what goes with a high burden in the training cohorts, each variable alone and together.</summary>
/// <param name="Univariable">Each variable alone, in its own complete cases.</param>
/// <param name="Multivariable">The variables with p &lt; 0.05 alone, and the radscore, together; null where it cannot be fitted.</param>
/// <param name="Notes">What could not be estimated, in sentences.</param>
public sealed record OddsRatioTable(IReadOnlyList<OddsRatioModel> Univariable, OddsRatioModel? Multivariable, IReadOnlyList<string> Notes)
{
    private const double Limit = 0.05;
    private const int FewestPerTerm = 10;

    /// <summary>Computes the table.</summary>
    /// <param name="data">The patients; the regressions use those of the training cohorts.</param>
    public static OddsRatioTable Of(EvaluationData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<string> notes = [];
        ClinicalVariable[] variables = [.. data.Variables, RiskModels.RadscoreVariable(data)];
        var alone = new List<(ClinicalVariable Variable, OddsRatioModel Model)>();
        foreach (ClinicalVariable variable in variables)
        {
            if (Fit(data, [variable], notes, $"'{variable.Name}' alone") is { } model)
            {
                alone.Add((variable, model));
            }
        }

        ClinicalVariable[] chosen = [.. alone.Where(a => a.Variable == variables[^1] || a.Model.Regression.Terms.Skip(1).Any(t => t.PValue < Limit)).Select(a => a.Variable)];
        OddsRatioModel? together = chosen.Length > 0 ? Fit(data, chosen, notes, "the multivariable model") : null;
        if (together is { Regression: { } r } && Math.Min(r.HighBurden, r.Patients - r.HighBurden) < FewestPerTerm * (r.Terms.Count - 1))
        {
            notes.Add(
                $"The multivariable model has {r.Terms.Count - 1} terms and {r.HighBurden} patients with high burden among {r.Patients}: fewer than {FewestPerTerm} per term, so its odds ratios are unstable.");
        }

        return new OddsRatioTable([.. alone.Select(a => a.Model)], together, notes);
    }

    private static OddsRatioModel? Fit(EvaluationData data, ClinicalVariable[] variables, List<string> notes, string what)
    {
        int[] training = data.TrainingPatients, complete = [.. training.Where(p => variables.All(v => !v.IsMissing(p)))];
        int high = complete.Count(p => data.Patients[p].HighBurden);
        if (high == 0 || high == complete.Length)
        {
            notes.Add($"Odds ratios of {what} are undefined: of {complete.Length} complete patients in training, {high} have a high burden.");
            return null;
        }

        try
        {
            var regression = BurdenRegression.Fit([.. variables.Select(v => v.PredictorOf(complete))], [.. complete.Select(p => data.Patients[p].HighBurden)]);
            if (regression.IsPenalised)
            {
                notes.Add($"The outcomes are separated by {what}: ordinary odds ratios would be infinite, so Firth's penalised ones with profile intervals are given.");
            }

            return new OddsRatioModel([.. variables.Select(v => v.Name)], regression, training.Length - complete.Length);
        }
        catch (ArgumentException failed)
        {
            notes.Add($"Odds ratios of {what} are left out: {EvaluationData.SentenceOf(failed)}");
            return null;
        }
    }
}

/// <summary>A regression of Table 2.</summary>
/// <param name="Variables">Its variables.</param>
/// <param name="Regression">The fit.</param>
/// <param name="LeftOut">Patients of training left out for a missing value.</param>
public sealed record OddsRatioModel(IReadOnlyList<string> Variables, BurdenRegression Regression, int LeftOut);
