using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>A regression as a scale of points: each variable's value gives points, their sum the probability.</summary>
/// <remarks>R <c>rms::nomogram</c>: 100 points for the variable with the widest |β · range|.</remarks>
public sealed class Nomogram
{
    private readonly double _pointsPerLink;
    private readonly double _linkAtZero;

    private Nomogram(IReadOnlyList<NomogramAxis> axes, double pointsPerLink, double linkAtZero)
    {
        Axes = axes;
        _pointsPerLink = pointsPerLink;
        _linkAtZero = linkAtZero;
    }

    /// <summary>One axis per variable.</summary>
    public IReadOnlyList<NomogramAxis> Axes { get; }

    /// <summary>Draws up the scale of a logistic regression.</summary>
    /// <param name="model">The regression; every term but the intercept gets an axis.</param>
    /// <param name="marks">Values to mark for each term, at least two each; their range is the axis.</param>
    /// <exception cref="ArgumentException">A term has no coefficient, or has fewer than two marks.</exception>
    public static Nomogram Of(LogisticModel model, IReadOnlyDictionary<string, IReadOnlyList<double>> marks)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(marks);
        (string Term, double Beta, IReadOnlyList<double> Marks)[] terms =
            [.. model.Terms.Skip(1).Select((term, k) => (term, model.Coefficients[k + 1], marks.GetValueOrDefault(term) ?? []))];
        if (Array.Find(terms, t => t.Marks.Count < 2 || double.IsNaN(t.Beta)) is { Term: { } missing })
        {
            throw new ArgumentException($"'{missing}' needs a coefficient and two marks or more on its axis.", nameof(marks));
        }

        double widest = terms.Max(t => Math.Abs(t.Beta) * (t.Marks.Max() - t.Marks.Min())), scale = 100 / widest, link = model.Coefficients[0];
        List<NomogramAxis> axes = [];
        foreach ((string term, double beta, IReadOnlyList<double> values) in terms)
        {
            double least = values.Min(v => beta * v);
            link += least;
            axes.Add(new NomogramAxis(term, beta, [.. values.Select(v => new NomogramMark(v, ((beta * v) - least) * scale))]));
        }

        return new Nomogram(axes, scale, link);
    }

    /// <summary>Total points of a linear predictor.</summary>
    /// <param name="link">Linear predictor, log odds.</param>
    public double PointsOf(double link) => (link - _linkAtZero) * _pointsPerLink;

    /// <summary>Probability at total points.</summary>
    /// <param name="points">Sum of the points.</param>
    public double ProbabilityAt(double points) => LogisticFunction.Of(_linkAtZero + (points / _pointsPerLink));
}

/// <summary>The axis of one variable.</summary>
/// <param name="Term">The term of the regression.</param>
/// <param name="Coefficient">Its coefficient.</param>
/// <param name="Marks">Values marked, with their points.</param>
public sealed record NomogramAxis(string Term, double Coefficient, IReadOnlyList<NomogramMark> Marks);

/// <summary>A mark of an axis.</summary>
/// <param name="Value">Value of the variable.</param>
/// <param name="Points">Its points, ≥ 0.</param>
public readonly record struct NomogramMark(double Value, double Points);
