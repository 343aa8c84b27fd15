using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>The models that are compared: clinical, radiomics and combined.</summary>
public static class RiskModels
{
    /// <summary>Name of the model of clinical variables.</summary>
    public const string Clinical = "clinical";

    /// <summary>Name of the radscore as a model.</summary>
    public const string Radiomics = "radiomics";

    /// <summary>Name of the model of clinical variables and radscore.</summary>
    public const string Combined = "combined";

    private const string RadscoreName = "radscore";

    /// <summary>Makes the models. Clinical and combined are those that came with the radscore; else both are fitted to the same patients, those of training without a missing value.</summary>
    /// <param name="data">The patients.</param>
    /// <param name="notes">Receives a sentence for each model that cannot be made.</param>
    /// <returns>One to three models; radiomics is always among them.</returns>
    public static IReadOnlyList<RiskModel> Of(EvaluationData data, ICollection<string> notes)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(notes);
        var radiomics = new RiskModel(Radiomics, [.. data.Patients.Select(p => p.Radscore)], data.CutOff.Value, null, []);
        if (data.GivenModels.Count > 0)
        {
            return [.. data.GivenModels.Where(m => m.Name == Clinical), radiomics, .. data.GivenModels.Where(m => m.Name == Combined)];
        }

        ClinicalVariable[] with = [.. data.ClinicalModel, RadscoreVariable(data)];
        int[] training = [.. data.TrainingPatients.Where(p => with.All(v => !v.IsMissing(p)))];
        int high = training.Count(p => data.Patients[p].HighBurden);
        string? why = data.ClinicalModel.Count == 0 ? "the clinical table has none of the clinical model's variables"
            : data.Training.Count == 0 ? "no training cohort is among the data, and models must not be fitted to the patients they are tested on"
            : high == 0 || high == training.Length ? $"of {training.Length} complete patients in training, {high} have a high burden"
            : null;
        if (why is not null)
        {
            notes.Add($"The clinical and the combined model are left out: {why}.");
            return [radiomics];
        }

        RiskModel?[] models = [Fit(data, Clinical, [.. data.ClinicalModel], training, notes), radiomics, Fit(data, Combined, with, training, notes)];
        return [.. models.OfType<RiskModel>()];
    }

    /// <summary>The radscore as a variable, in units of which an odds ratio is readable.</summary>
    internal static ClinicalVariable RadscoreVariable(EvaluationData data) =>
        ClinicalVariable.Numeric(RadscoreName, [.. data.Patients.Select(p => p.Radscore / data.RadscoreUnit)]);

    private static RiskModel? Fit(EvaluationData data, string name, ClinicalVariable[] variables, int[] training, ICollection<string> notes)
    {
        bool[] outcomes = [.. training.Select(p => data.Patients[p].HighBurden)];
        try
        {
            var regression = BurdenRegression.Fit([.. variables.Select(v => v.PredictorOf(training))], outcomes);
            if (regression.IsPenalised)
            {
                notes.Add($"The {name} model separates the outcomes of training: it was fitted with Firth's penalty.");
            }

            double[] probabilities = [.. Enumerable.Range(0, data.Patients.Count).Select(p => Probability(regression, variables, p))];
            double cutOff = YoudenIndex.Best(new LabelledScores([.. training.Select(p => probabilities[p])], outcomes)).Threshold;
            return new RiskModel(name, probabilities, cutOff, regression, variables);
        }
        catch (ArgumentException failed)
        {
            notes.Add($"The {name} model is left out: {EvaluationData.SentenceOf(failed)}");
            return null;
        }
    }

    private static double Probability(BurdenRegression regression, ClinicalVariable[] variables, int patient) =>
        variables.Any(v => v.IsMissing(patient)) ? double.NaN : regression.Probability([.. variables.SelectMany(v => v.PredictorOf([patient]).Columns.Select(c => c[0]))]);
}

/// <summary>A model and what it says of every patient.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Probabilities">Probability of high burden of each patient; NaN where a value is missing.</param>
/// <param name="CutOff">High from this probability on: the bundle's for the radscore, else Youden's in training.</param>
/// <param name="Regression">Its fit; null for the radscore and for models that came with it.</param>
/// <param name="Variables">Variables of the fit.</param>
public sealed record RiskModel(
    string Name, IReadOnlyList<double> Probabilities, double CutOff, BurdenRegression? Regression, IReadOnlyList<ClinicalVariable> Variables);
