using System.Text.Json.Serialization;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>A logistic regression of clinical fields, with or without the radscore: the clinical model, or the combined one.</summary>
/// <param name="Name">Name for the reader, e.g. <c>Clinical and radscore</c>.</param>
/// <param name="Intercept">Log odds when every term is 0.</param>
/// <param name="Terms">The terms.</param>
/// <param name="CutOff">The probability from which burden is called high.</param>
public sealed record LogisticScore(string Name, double Intercept, IReadOnlyList<LogisticTerm> Terms, CutOff CutOff)
{
    /// <summary>The variable that stands for the radscore.</summary>
    public const string RadscoreVariable = "radscore";

    private static readonly double[] MarkedProbabilities = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    /// <summary>Keys of the clinical fields that it needs.</summary>
    [JsonIgnore]
    public IEnumerable<string> Fields => Terms.Select(t => t.Variable).Where(v => v != RadscoreVariable).Distinct(StringComparer.Ordinal);

    /// <summary>Probability of high burden.</summary>
    /// <param name="fields">The clinical fields by key.</param>
    /// <param name="values">Their values by key; all of <see cref="Fields"/>.</param>
    /// <param name="radscore">The radscore.</param>
    /// <returns>In (0, 1), with the call at the cut-off and the points of the nomogram.</returns>
    /// <exception cref="ClinicalValueException">A value is missing or not allowed.</exception>
    public LogisticPrediction Predict(IReadOnlyDictionary<string, ClinicalField> fields, IReadOnlyDictionary<string, string> values, double radscore)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(values);
        double link = Intercept;
        foreach (LogisticTerm term in Terms)
        {
            link += term.Variable == RadscoreVariable ? term.Coefficient * radscore : term.LinkOf(fields[term.Variable], TextOf(fields[term.Variable], values));
        }

        double probability = LogisticFunction.Of(link);
        return new LogisticPrediction(Name, probability, CutOff, PointsOf(fields, values, radscore));
    }

    /// <summary>The nomogram's axes: 100 points for the variable with the widest effect, as R <c>rms::nomogram</c> draws it.</summary>
    /// <param name="fields">The clinical fields by key.</param>
    /// <returns>One axis per variable, in the order of the terms; marks are the choices, or both ends of the range and round numbers between them.</returns>
    public IReadOnlyList<PointsAxis> Nomogram(IReadOnlyDictionary<string, ClinicalField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        (string Variable, (string Label, double Link)[] Marks)[] axes =
            [.. Terms.Select(t => t.Variable).Distinct(StringComparer.Ordinal).Select(v => (v, MarksOf(v, fields)))];
        double widest = axes.Max(a => a.Marks.Max(m => m.Link) - a.Marks.Min(m => m.Link));
        return [.. axes.Select(a => new PointsAxis(a.Variable, [.. a.Marks.Select(m => new PointsMark(m.Label, PointsAt(m.Link, a.Marks.Min(o => o.Link), widest)))]))];
    }

    /// <summary>The lower axes of the nomogram: the probability of high burden that a total of points stands for.</summary>
    /// <param name="fields">The clinical fields by key.</param>
    /// <returns>Marks at 0.01, 0.05, 0.1, 0.2 … 0.9, 0.95 and 0.99, as far as a patient's total can reach them; empty when no variable has an effect.</returns>
    public IReadOnlyList<PointsMark> ProbabilityAxis(IReadOnlyDictionary<string, ClinicalField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        double[][] links = [.. Terms.Select(t => t.Variable).Distinct(StringComparer.Ordinal).Select(v => MarksOf(v, fields).Select(m => m.Link).ToArray())];
        double widest = links.Max(l => l.Max() - l.Min()), least = Intercept + links.Sum(l => l.Min()), most = links.Sum(l => PointsAt(l.Max(), l.Min(), widest));
        return widest > 0
            ? [.. MarkedProbabilities.Select(p => new PointsMark(FormattableString.Invariant($"{p}"), PointsAt(Math.Log(p / (1 - p)), least, widest))).Where(m => m.Points >= 0 && m.Points <= most)]
            : [];
    }

    /// <summary>Checks that every term has its field and finite numbers.</summary>
    /// <exception cref="ArgumentException">A term is not usable; the message names it.</exception>
    internal void Require(IReadOnlyDictionary<string, ClinicalField> fields)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        if (Terms.Count == 0 || !double.IsFinite(Intercept) || !(CutOff.Value is >= 0 and <= 1))
        {
            throw new ArgumentException($"The model '{Name}' needs a term, a finite intercept and a cut-off in [0, 1].");
        }

        foreach (LogisticTerm term in Terms)
        {
            if (!double.IsFinite(term.Coefficient))
            {
                throw new ArgumentException($"The coefficient of '{term.Variable}' in the model '{Name}' is {term.Coefficient}; it must be finite.");
            }

            bool known = fields.TryGetValue(term.Variable, out ClinicalField? field);
            if ((!known && term.Variable != RadscoreVariable) || (term.Level is { } level && field?.ChoiceOf(level) is null))
            {
                throw new ArgumentException($"The term '{term.Variable}{(term.Level is null ? "" : $" = {term.Level}")}' of the model '{Name}' is no clinical field or none of its choices.");
            }
        }
    }

    private List<PointsOfVariable> PointsOf(IReadOnlyDictionary<string, ClinicalField> fields, IReadOnlyDictionary<string, string> values, double radscore)
    {
        var ranges = Terms.Select(t => t.Variable).Distinct(StringComparer.Ordinal).Select(v => (Variable: v, Links: MarksOf(v, fields).Select(m => m.Link).ToArray())).ToArray();
        double widest = ranges.Max(r => r.Links.Max() - r.Links.Min());
        List<PointsOfVariable> points = [];
        foreach ((string variable, double[] links) in ranges)
        {
            double link = variable == RadscoreVariable
                ? LinkOfNumber(variable, radscore)
                : Terms.Where(t => t.Variable == variable).Sum(t => t.LinkOf(fields[variable], TextOf(fields[variable], values)));
            points.Add(new PointsOfVariable(variable, PointsAt(link, links.Min(), widest)));
        }

        return points;
    }

    private (string Label, double Link)[] MarksOf(string variable, IReadOnlyDictionary<string, ClinicalField> fields)
    {
        if (variable == RadscoreVariable)
        {
            return NumberMarks(variable, 0, 1);
        }

        ClinicalField field = fields[variable];
        return field.Choices.Count == 0
            ? NumberMarks(variable, field.Minimum!.Value, field.Maximum!.Value)
            : [.. field.Choices.Select(c => (c.Label, Terms.Where(t => t.Variable == variable).Sum(t => t.LinkOf(field, c.Value))))];
    }

    private (string Label, double Link)[] NumberMarks(string variable, double low, double high) =>
        [.. RoundNumbers(low, high).Select(v => (FormattableString.Invariant($"{v:G4}"), LinkOfNumber(variable, v)))];

    /// <summary>Both ends and the round numbers between them, about ten.</summary>
    private static IEnumerable<double> RoundNumbers(double low, double high)
    {
        double rough = (high - low) / 10, power = Math.Pow(10, Math.Floor(Math.Log10(rough) + 1e-9));
        double step = power * (rough / power) switch { <= 1 + 1e-9 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        int first = (int)Math.Floor((low / step) + 1e-9) + 1, last = (int)Math.Ceiling((high / step) - 1e-9) - 1;
        return [low, .. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(k => Math.Round(k * step, 12)), high];
    }

    private double LinkOfNumber(string variable, double value) => Terms.Where(t => t.Variable == variable).Sum(t => t.Coefficient * value);

    private static double PointsAt(double link, double least, double widest) => widest > 0 ? 100 * (link - least) / widest : 0;

    private static string TextOf(ClinicalField field, IReadOnlyDictionary<string, string> values) => values.TryGetValue(field.Key, out string? text)
        ? text
        : throw new ClinicalValueException($"'{field.Label}' ({field.Key}) is missing.");
}

/// <summary>One term of a logistic regression.</summary>
/// <param name="Variable">Key of a clinical field, or <see cref="LogisticScore.RadscoreVariable"/>.</param>
/// <param name="Level">For a choice with a coefficient of its own: the term is 1 at this value and 0 elsewhere. Null: the term is the number or the code of the choice.</param>
/// <param name="Coefficient">Log odds ratio.</param>
public sealed record LogisticTerm(string Variable, string? Level, double Coefficient)
{
    internal double LinkOf(ClinicalField field, string text)
    {
        double code = field.CodeOf(text);
        return Coefficient * (Level is null ? code : field.ChoiceOf(text.Trim()) == field.ChoiceOf(Level) ? 1 : 0);
    }
}

/// <summary>What a logistic model says of one patient.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Probability">Probability of high burden, in (0, 1).</param>
/// <param name="CutOff">Its cut-off.</param>
/// <param name="Points">Points of each variable on the nomogram.</param>
public sealed record LogisticPrediction(string Model, double Probability, CutOff CutOff, IReadOnlyList<PointsOfVariable> Points)
{
    /// <summary>Low or high burden at the cut-off.</summary>
    public AlnBurden Burden => CutOff.BurdenOf(Probability);

    /// <summary>Sum of the points.</summary>
    public double TotalPoints => Points.Sum(p => p.Points);
}

/// <summary>Points of a variable's value.</summary>
/// <param name="Variable">Key of the clinical field, or <c>radscore</c>.</param>
/// <param name="Points">Points, ≥ 0; at most 100.</param>
public sealed record PointsOfVariable(string Variable, double Points);

/// <summary>An axis of the nomogram.</summary>
/// <param name="Variable">Key of the clinical field, or <c>radscore</c>.</param>
/// <param name="Marks">Values with their points.</param>
public sealed record PointsAxis(string Variable, IReadOnlyList<PointsMark> Marks);

/// <summary>A mark of an axis.</summary>
/// <param name="Label">The value.</param>
/// <param name="Points">Its points.</param>
public sealed record PointsMark(string Label, double Points);
