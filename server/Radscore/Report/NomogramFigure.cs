using System.Globalization;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The nomogram as lines with marks: points of each variable, their sum, and the probability at a sum.</summary>
internal static class NomogramFigure
{
    private static readonly double[] Probabilities = [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

    /// <summary>The figure; null where there is no nomogram.</summary>
    public static object? Of(EvaluationReport report)
    {
        if (report.Evaluation.Nomogram is not { } nomogram)
        {
            bool own = report.Evaluation.Models.Any(m => m is { Name: RiskModels.Combined, Regression: null });
            return own && report.Bundle.Supplement is { CombinedModel: { } model } supplement ? OfBundle(model, supplement.FieldsByKey) : null;
        }

        EvaluationData data = report.Evaluation.Data;
        double most = nomogram.Axes.Sum(a => a.Marks.Max(m => m.Points));
        return new
        {
            axes = nomogram.Axes.Select(a => Axis(data, a)),
            total = most,
            probabilities = Probabilities.Select(p => new { text = p.ToString("0.##", CultureInfo.InvariantCulture), points = nomogram.PointsOf(Math.Log(p / (1 - p))) }).Where(m => m.points >= 0 && m.points <= most),
        };
    }

    /// <summary>The combined model that came with the radscore: its log odds are a straight line over the points, found from two imaginary patients.</summary>
    private static object OfBundle(LogisticScore model, IReadOnlyDictionary<string, ClinicalField> fields)
    {
        IReadOnlyList<PointsAxis> axes = model.Nomogram(fields);
        (double Points, double Link) At(bool last)
        {
            var values = model.Fields.ToDictionary(f => f, f => End(fields[f], last));
            LogisticPrediction prediction = model.Predict(fields, values, last ? 1 : 0);
            return (prediction.Points.Sum(p => p.Points), Math.Log(prediction.Probability / (1 - prediction.Probability)));
        }

        ((double x0, double y0), (double x1, double y1)) = (At(false), At(true));
        double most = axes.Sum(a => a.Marks.Max(m => m.Points));
        double PointsOf(double p) => x0 + ((Math.Log(p / (1 - p)) - y0) * (x1 - x0) / (y1 - y0));
        return new
        {
            axes = axes.Select(a => new { name = fields.TryGetValue(a.Variable, out ClinicalField? field) ? ReportTables.Words(field.Label) : a.Variable, marks = a.Marks.Select(m => new { text = m.Label, points = m.Points }) }),
            total = most,
            probabilities = Probabilities.Select(p => new { text = p.ToString("0.##", CultureInfo.InvariantCulture), points = PointsOf(p) }).Where(m => m.points >= 0 && m.points <= most),
        };
    }

    private static string End(ClinicalField field, bool last) => field.Choices.Count > 0
        ? field.Choices[last ? ^1 : 0].Value
        : (last ? field.Maximum : field.Minimum)!.Value.ToString("R", CultureInfo.InvariantCulture);

    private static object Axis(EvaluationData data, NomogramAxis axis)
    {
        if (axis.Term == LogisticScore.RadscoreVariable)
        {
            return new { name = "radscore", marks = axis.Marks.Select(m => Mark((m.Value * data.RadscoreUnit).ToString("0.##", CultureInfo.InvariantCulture), m)) };
        }

        ClinicalVariable variable = data.ClinicalModel.First(v => axis.Term.StartsWith(v.Name, StringComparison.Ordinal));
        string name = ReportTables.Words(variable.Name);
        return variable.Levels is not { } levels
            ? new { name, marks = axis.Marks.Select(m => Mark(m.Value.ToString("G4", CultureInfo.InvariantCulture), m)) }
            : new { name, marks = axis.Marks.Select(m => Mark(m.Value == 0 ? levels.Count == 2 ? levels[0] : "other" : axis.Term[variable.Name.Length..], m)) };
    }

    private static object Mark(string text, NomogramMark mark) => new { text, points = mark.Points };
}
