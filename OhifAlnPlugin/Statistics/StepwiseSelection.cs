namespace OhifAlnPlugin.Statistics;

/// <summary>Chooses the variables of a logistic regression step by step.</summary>
public static class StepwiseSelection
{
    /// <summary>AIC must fall by more than this, as in R.</summary>
    private const double Improvement = 1e-7;

    /// <summary>From the model with all variables drops or takes back the one variable that lowers AIC most, until none does.</summary>
    /// <param name="predictors">All variables.</param>
    /// <param name="outcomes">One per case.</param>
    /// <returns>The variables kept, in their order.</returns>
    /// <remarks>R <c>MASS::stepAIC(direction = "both")</c> without interactions.</remarks>
    public static IReadOnlyList<Predictor> ByAic(IReadOnlyList<Predictor> predictors, IReadOnlyList<bool> outcomes)
    {
        ArgumentNullException.ThrowIfNull(predictors);
        HashSet<Predictor> chosen = [.. predictors];
        double best = AicOf(predictors, chosen, outcomes);
        while (true)
        {
            (Predictor? changed, double aic) = predictors.Select(p => (p, AicOf(predictors, Toggled(chosen, p), outcomes)))
                .DefaultIfEmpty((null!, double.PositiveInfinity)).MinBy(c => c.Item2);
            if (changed is null || aic >= best - Improvement)
            {
                return [.. predictors.Where(chosen.Contains)];
            }

            chosen = Toggled(chosen, changed);
            best = aic;
        }
    }

    /// <summary>The variables whose best term has a Wald p below a limit when fitted alone.</summary>
    /// <param name="predictors">All variables.</param>
    /// <param name="outcomes">One per case.</param>
    /// <param name="limit">Limit of p.</param>
    public static IReadOnlyList<Predictor> ByUnivariateP(IReadOnlyList<Predictor> predictors, IReadOnlyList<bool> outcomes, double limit = 0.05) =>
        [.. predictors.Where(predictor =>
        {
            LogisticModel model = LogisticRegression.Fit([predictor], outcomes);
            return Enumerable.Range(1, predictor.Terms.Count).Any(term => model.WaldTest(term).PValue < limit);
        })];

    private static HashSet<Predictor> Toggled(HashSet<Predictor> chosen, Predictor predictor)
    {
        HashSet<Predictor> changed = [.. chosen];
        if (!changed.Remove(predictor))
        {
            changed.Add(predictor);
        }

        return changed;
    }

    private static double AicOf(IReadOnlyList<Predictor> predictors, HashSet<Predictor> chosen, IReadOnlyList<bool> outcomes) =>
        LogisticRegression.Fit([.. predictors.Where(chosen.Contains)], outcomes).Aic;
}
