using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Prediction of a clinical or combined model.</summary>
/// <param name="Name">The model.</param>
/// <param name="Probability">Probability of high burden, in (0, 1).</param>
/// <param name="CutOff">From this probability on the burden is called high.</param>
/// <param name="CutOffRule">How the cut-off was chosen.</param>
/// <param name="Burden"><c>high</c> or <c>low</c>.</param>
/// <param name="Points">Points of each variable on the model's nomogram.</param>
/// <param name="TotalPoints">Their sum.</param>
/// <param name="Nomogram">The nomogram itself.</param>
internal sealed record LogisticAnswer(
    string Name, double Probability, double CutOff, string CutOffRule, string Burden, IReadOnlyList<PointsAnswer> Points, double TotalPoints, NomogramAnswer Nomogram)
{
    /// <summary>Describes a prediction.</summary>
    /// <param name="prediction">The prediction; null when there is none.</param>
    /// <param name="model">The model that made it.</param>
    /// <param name="bundle">Its bundle.</param>
    /// <returns>Null when there is none.</returns>
    public static LogisticAnswer? Of(LogisticPrediction? prediction, LogisticScore? model, RadscoreBundle bundle)
    {
        if (prediction is not { } p || model is null)
        {
            return null;
        }

        var fields = bundle.Supplement.FieldsByKey;
        return new LogisticAnswer(
            p.Model,
            p.Probability,
            p.CutOff.Value,
            p.CutOff.Rule,
            BurdenWord.Of(p.Burden),
            [.. p.Points.Select(v => new PointsAnswer(v.Variable, NomogramAnswer.LabelOf(v.Variable, fields), v.Points))],
            p.TotalPoints,
            NomogramAnswer.Of(model, fields));
    }
}

/// <summary>Points of a variable on a nomogram.</summary>
/// <param name="Variable">Key of the clinical field, or <c>radscore</c>.</param>
/// <param name="Label">For the reader.</param>
/// <param name="Points">Points.</param>
internal sealed record PointsAnswer(string Variable, string Label, double Points);

/// <summary>A nomogram: points of each variable, and the probability that their sum stands for.</summary>
/// <param name="Axes">One axis per variable.</param>
/// <param name="Probability">Marks of the probability by total points.</param>
internal sealed record NomogramAnswer(IReadOnlyList<VariableAxis> Axes, IReadOnlyList<PointsMark> Probability)
{
    /// <summary>Draws up a model's nomogram.</summary>
    public static NomogramAnswer Of(LogisticScore model, IReadOnlyDictionary<string, ClinicalField> fields) => new(
        [.. model.Nomogram(fields).Select(a => new VariableAxis(a.Variable, LabelOf(a.Variable, fields), a.Marks))], model.ProbabilityAxis(fields));

    /// <summary>Name of a variable for the reader.</summary>
    public static string LabelOf(string variable, IReadOnlyDictionary<string, ClinicalField> fields) =>
        fields.TryGetValue(variable, out ClinicalField? field) ? field.Label : "Radscore";
}

/// <summary>An axis of a nomogram.</summary>
/// <param name="Variable">Key of the clinical field, or <c>radscore</c>.</param>
/// <param name="Label">For the reader.</param>
/// <param name="Marks">Values with their points.</param>
internal sealed record VariableAxis(string Variable, string Label, IReadOnlyList<PointsMark> Marks);
