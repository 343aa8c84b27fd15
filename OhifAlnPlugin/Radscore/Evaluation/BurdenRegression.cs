using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>A logistic regression of the burden; with Firth's penalty where the outcomes are separated, so that every odds ratio is finite.</summary>
/// <param name="Terms">The terms, the intercept first.</param>
/// <param name="IsPenalised">Whether Firth's penalty was needed.</param>
/// <param name="Patients">Patients it was fitted to.</param>
/// <param name="HighBurden">Those with high burden.</param>
public sealed record BurdenRegression(IReadOnlyList<BurdenTerm> Terms, bool IsPenalised, int Patients, int HighBurden)
{
    /// <summary>The ordinary fit; null where Firth's penalty was needed.</summary>
    internal LogisticModel? Ordinary { get; private init; }

    /// <summary>Fits a model.</summary>
    /// <param name="predictors">The variables.</param>
    /// <param name="outcomes">High burden of each patient.</param>
    /// <returns>The fit; a term that is a combination of earlier ones has the coefficient NaN. The intervals are Wald's, with Firth's penalty those of the profile likelihood.</returns>
    /// <exception cref="ArgumentException">All outcomes are equal, or counts differ.</exception>
    internal static BurdenRegression Fit(IReadOnlyList<Predictor> predictors, IReadOnlyList<bool> outcomes)
    {
        LogisticModel model = LogisticRegression.Fit(predictors, outcomes);
        int high = outcomes.Count(o => o);
        if (!model.IsSeparated)
        {
            BurdenTerm[] terms = [.. model.Terms.Select((name, t) => new BurdenTerm(name, model.Coefficients[t], model.WaldInterval(t), model.WaldTest(t).PValue))];
            return new BurdenRegression(terms, false, outcomes.Count, high) { Ordinary = model };
        }

        FirthModel firth = FirthRegression.Fit(WithoutCombinations(predictors, model), outcomes);
        return new BurdenRegression(
            [.. model.Terms.Select(name => firth.Terms.FirstOrDefault(t => t.Name == name) is { } term
                ? new BurdenTerm(name, term.Coefficient, term.Interval, term.Test.PValue)
                : new BurdenTerm(name, double.NaN, new ConfidenceInterval(double.NaN, double.NaN, 0.95), double.NaN))],
            true,
            outcomes.Count,
            high);
    }

    /// <summary>Probability of a high burden.</summary>
    /// <param name="values">One value per term after the intercept.</param>
    /// <returns>NaN where a term without coefficient is not 0.</returns>
    internal double Probability(IReadOnlyList<double> values)
    {
        double link = Terms[0].Coefficient;
        for (int t = 0; t < values.Count; t++)
        {
            link += values[t] == 0 ? 0 : values[t] * Terms[t + 1].Coefficient;
        }

        return Numerics.LogisticFunction.Of(link);
    }

    private static Predictor[] WithoutCombinations(IReadOnlyList<Predictor> predictors, LogisticModel model)
    {
        HashSet<string> kept = [.. model.Terms.Where((_, t) => !double.IsNaN(model.Coefficients[t]))];
        return [.. predictors.Select(p =>
        {
            int[] columns = [.. Enumerable.Range(0, p.Terms.Count).Where(k => kept.Contains(p.Terms[k]))];
            return new Predictor(p.Name, [.. columns.Select(k => p.Terms[k])], [.. columns.Select(k => p.Columns[k])]);
        }).Where(p => p.Terms.Count > 0)];
    }
}

/// <summary>A term of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Coefficient">β.</param>
/// <param name="Interval">95 % interval of β.</param>
/// <param name="PValue">p of β = 0.</param>
public sealed record BurdenTerm(string Name, double Coefficient, ConfidenceInterval Interval, double PValue);
