using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Whether the hazard ratios of a Cox regression stay the same over time: score test of β(t) = β + θ g(t) against θ = 0.</summary>
/// <remarks>Grambsch and Therneau 1994, Biometrika 81:515, in the form of R <c>survival::cox.zph</c> since version 3, g(t) = 1 − S(t−) of Kaplan and Meier by default.</remarks>
public static class ProportionalHazards
{
    /// <summary>Tests each variable and all together.</summary>
    /// <param name="predictors">The variables, at least one that is estimable.</param>
    /// <param name="data">Follow-up, with at least one event.</param>
    /// <param name="ties">How ties are treated.</param>
    /// <param name="transform">g, the scale of time along which a change is looked for.</param>
    /// <returns>One χ² per variable, with as many degrees of freedom as it has estimated terms, and one for all; a small p speaks against a constant hazard ratio.</returns>
    /// <exception cref="ArgumentException">There is no event or no variable, or counts differ.</exception>
    public static ProportionalHazardsResult Test(
        IReadOnlyList<Predictor> predictors, SurvivalData data, CoxTies ties = CoxTies.Efron, TimeTransform transform = TimeTransform.KaplanMeier)
    {
        CoxModel model = CoxRegression.Fit(predictors, data, ties);
        int[] kept = [.. Enumerable.Range(0, model.Terms.Count).Where(t => !double.IsNaN(model.Coefficients[t]))];
        double[][] columns = [.. predictors.SelectMany(p => p.Columns)];
        double[] means = [.. columns.Select(c => c.Average())];
        var x = Matrix<double>.Build.Dense(data.Count, kept.Length, (i, j) => columns[kept[j]][i] - means[kept[j]]);
        var beta = Vector<double>.Build.Dense(kept.Length, j => model.Coefficients[kept[j]]);
        var likelihood = new PartialLikelihood(x, data, ties);
        Func<double, double> g = Of(transform, data);
        PartialLikelihood.Value plain = likelihood.At(beta), once = likelihood.At(beta, g), twice = likelihood.At(beta, t => g(t) * g(t));

        int[] ownerOf = [.. predictors.SelectMany((p, k) => p.Columns.Select(_ => k))];
        return new ProportionalHazardsResult(
            [.. predictors.Select((p, k) => new ProportionalHazardsTerm(p.Name, ScoreTest(plain, once, twice, [.. Enumerable.Range(0, kept.Length).Where(j => ownerOf[kept[j]] == k)])))],
            ScoreTest(plain, once, twice, [.. Enumerable.Range(0, kept.Length)]));
    }

    /// <summary>Score test of θ for some terms: uᵀ(I₂₂ − I₂₁I₁₁⁻¹I₁₂)⁻¹u, the score of β being 0 at its estimate.</summary>
    private static TestResult ScoreTest(PartialLikelihood.Value plain, PartialLikelihood.Value once, PartialLikelihood.Value twice, int[] tested)
    {
        if (tested.Length == 0)
        {
            return new TestResult(double.NaN, double.NaN, "score", 0);
        }

        var score = Vector<double>.Build.Dense(tested.Length, k => once.Score[tested[k]]);
        var cross = Matrix<double>.Build.Dense(plain.Information.RowCount, tested.Length, (i, k) => once.Information[i, tested[k]]);
        var own = Matrix<double>.Build.Dense(tested.Length, tested.Length, (a, b) => twice.Information[tested[a], tested[b]]);
        Matrix<double> rest = own - cross.TransposeThisAndMultiply(plain.Information.Solve(cross));
        double statistic = score.DotProduct(rest.Solve(score));
        return new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, tested.Length), "score", tested.Length);
    }

    /// <summary>g less its mean over the events, which changes nothing but rounding.</summary>
    private static Func<double, double> Of(TimeTransform transform, SurvivalData data)
    {
        EventTime[] times = [.. EventTime.Of(data)];
        double[] values = new double[times.Length];
        double survival = 1, atRisk = data.Count, sum = 0;
        for (int k = 0; k < times.Length; k++)
        {
            EventTime at = times[k];
            values[k] = transform switch
            {
                TimeTransform.KaplanMeier => 1 - survival,
                TimeTransform.Rank => data.Count - atRisk + ((at.Events + at.Censored + 1) / 2.0),
                TimeTransform.Log => at.Events > 0 ? Math.Log(at.Time) : 0,
                _ => at.Time,
            };
            sum += at.Events > 0 ? at.Events * values[k] : 0;
            survival *= 1 - (at.Events / atRisk);
            atRisk -= at.Events + at.Censored;
        }

        double mean = sum / data.EventCount;
        var byTime = new Dictionary<double, double>();
        for (int k = 0; k < times.Length; k++)
        {
            byTime[times[k].Time] = values[k] - mean;
        }

        return time => byTime[time];
    }
}

/// <summary>Scale of time along which a change of the hazard ratio is looked for.</summary>
public enum TimeTransform
{
    /// <summary>1 − S(t−), R's default: long times without events count little.</summary>
    KaplanMeier,

    /// <summary>Its rank among the times of all patients.</summary>
    Rank,

    /// <summary>The time itself.</summary>
    Identity,

    /// <summary>Its logarithm; no event may be at time 0.</summary>
    Log,
}

/// <summary>Tests of proportional hazards.</summary>
/// <param name="Terms">One per variable.</param>
/// <param name="Global">All together.</param>
public sealed record ProportionalHazardsResult(IReadOnlyList<ProportionalHazardsTerm> Terms, TestResult Global);

/// <summary>The test of one variable.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Test">χ² and p; NaN when the variable could not be estimated.</param>
public sealed record ProportionalHazardsTerm(string Name, TestResult Test);
