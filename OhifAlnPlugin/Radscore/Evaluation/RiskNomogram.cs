using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>The combined model as a scale of points.</summary>
public static class RiskNomogram
{
    private const int MarksAsked = 6;

    /// <summary>Draws it up over the range of the training patients.</summary>
    /// <param name="data">The patients.</param>
    /// <param name="models">The models.</param>
    /// <param name="why">Why there is none; null where there is one, and where the combined model came with the radscore and brings its own.</param>
    internal static Nomogram? Of(EvaluationData data, IReadOnlyList<RiskModel> models, out string? why)
    {
        RiskModel? combined = models.FirstOrDefault(m => m.Name == RiskModels.Combined);
        if (combined?.Regression is not { } regression)
        {
            why = combined is null ? "There is no combined model to draw." : null;
            return null;
        }

        if (regression.Ordinary is not { } model)
        {
            why = "The combined model needed Firth's penalty because it separates the outcomes; a scale of points would promise too much.";
            return null;
        }

        try
        {
            why = null;
            return Nomogram.Of(model, combined.Variables.SelectMany(v => Marks(v, data.TrainingPatients)).ToDictionary());
        }
        catch (ArgumentException failed)
        {
            why = $"The nomogram is left out: {EvaluationData.SentenceOf(failed)}";
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<double>>> Marks(ClinicalVariable variable, int[] patients)
    {
        int[] known = [.. patients.Where(p => !variable.IsMissing(p))];
        return variable.IsNumeric
            ? [new(variable.Name, Round(known.Min(variable.Number), known.Max(variable.Number)))]
            : variable.PredictorOf(known).Terms.Select(term => new KeyValuePair<string, IReadOnlyList<double>>(term, [0, 1]));
    }

    /// <summary>Round numbers from just below the least to just above the largest value.</summary>
    internal static double[] Round(double least, double most)
    {
        double rough = Math.Max((most - least) / MarksAsked, double.Epsilon), power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        int first = (int)Math.Floor(least / step), last = (int)Math.Ceiling(most / step);
        return [.. Enumerable.Range(first, last - first + 1).Select(k => Math.Round(k * step, 12))];
    }
}
