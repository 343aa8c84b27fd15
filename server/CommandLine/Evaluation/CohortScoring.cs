using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;

namespace OhifAlnPlugin.Server.CommandLine.Evaluation;

/// <summary>Scores whole cohorts with a bundle: harmonised where the bundle harmonises, a new centre aligned from its own unlabelled features.</summary>
internal sealed class CohortScoring(RadscoreBundle bundle)
{
    /// <summary>The radscore of each patient.</summary>
    /// <param name="features">The features.</param>
    /// <param name="centres">Centre of each patient; null where unknown.</param>
    /// <param name="notes">Receives what was done to unknown centres.</param>
    /// <returns>NaN where a feature is missing or the centre cannot be harmonised.</returns>
    /// <exception cref="CommandException">The tables lack a feature of the bundle.</exception>
    public double[] Radscores(FeatureFiles features, IReadOnlyList<string>? centres, List<string> notes)
    {
        if (bundle.Model.FeatureNames.FirstOrDefault(n => !features.Names.Contains(n)) is { } missing)
        {
            throw new CommandException($"the feature tables have no column '{missing}', which the bundle needs.");
        }

        FeatureVector[] cases = [.. Enumerable.Range(0, features.Ids.Count).Select(p => new FeatureVector(features.Names, [.. features.Columns.Select(c => c[p])]))];
        return [.. Harmonised(cases, centres, notes).Select(Score)];
    }

    /// <summary>Clinical and combined model of the bundle; none when it has none, or the clinical table lacks a field of theirs.</summary>
    public static IReadOnlyList<RiskModel> OwnModels(RadscoreBundle bundle, CsvTable clinical, int[] rows, double[] radscores)
    {
        (string Name, LogisticScore? Model)[] models = [(RiskModels.Clinical, bundle.Supplement.ClinicalModel), (RiskModels.Combined, bundle.Supplement.CombinedModel)];
        if (models.Any(m => m.Model is null || m.Model.Fields.Any(f => !clinical.Columns.Contains(f))))
        {
            return [];
        }

        var fields = bundle.Supplement.FieldsByKey;
        double Probability(LogisticScore model, int patient)
        {
            try
            {
                return model.Predict(fields, model.Fields.ToDictionary(f => f, f => clinical.Text(rows[patient], f)), radscores[patient]).Probability;
            }
            catch (ClinicalValueException)
            {
                return double.NaN;
            }
        }

        return [.. models.Select(m => new RiskModel(m.Name, [.. Enumerable.Range(0, rows.Length).Select(p => Probability(m.Model!, p))], m.Model!.CutOff.Value, null, []))];
    }

    private FeatureVector?[] Harmonised(FeatureVector[] cases, IReadOnlyList<string>? centres, List<string> notes)
    {
        if (bundle.Supplement.Harmonization is not { } harmonization)
        {
            return cases;
        }

        if (centres is null)
        {
            throw new CommandException("the bundle harmonises features by centre, but the clinical table has no column 'centre'; name it with --column centre=COLUMN.");
        }

        foreach (IGrouping<string, int> unknown in Enumerable.Range(0, cases.Length).GroupBy(p => centres[p]).Where(g => harmonization.Find(g.Key) is null))
        {
            try
            {
                harmonization = harmonization.Onboard(unknown.Key, [.. unknown.Select(p => cases[p])]);
                notes.Add($"The bundle does not know the centre '{unknown.Key}': its {unknown.Count()} patients were aligned from their own features, without their outcomes (transductive).");
            }
            catch (ArgumentException failed)
            {
                notes.Add($"The patients of the centre '{unknown.Key}' have no radscore: {Http.ArgumentSentence.Of(failed.Message)}");
            }
        }

        return [.. cases.Select((c, p) => harmonization.Find(centres[p]) is { } centre ? harmonization.Harmonise(c, centre) : null)];
    }

    private double Score(FeatureVector? features)
    {
        try
        {
            return features is null ? double.NaN : bundle.Model.Score(features);
        }
        catch (RadscoreUndefinedException)
        {
            return double.NaN;
        }
    }
}
