namespace OhifAlnPlugin.Harmonization;

/// <summary>Shrinks a centre's effects over its features.</summary>
/// <remarks>Johnson, Li and Rabinovic 2007, Biostatistics 8:118; the iteration and its stopping rule are those of R <c>sva::ComBat</c>.</remarks>
internal static class EmpiricalBayes
{
    /// <summary>The effects as ComBat uses them.</summary>
    /// <param name="effect">The centre's own estimates.</param>
    /// <param name="options">How to estimate.</param>
    /// <returns>γ* and δ*, one per feature.</returns>
    public static (double[] Shift, double[] Scale) Shrink(BatchEffect effect, CombatOptions options)
    {
        if (!options.EmpiricalBayes)
        {
            return (effect.Shift, effect.Scale);
        }

        if (!options.Parametric)
        {
            return FromOtherFeatures(effect, options.MeanOnly);
        }

        var prior = CombatPrior.Of(effect);
        return options.MeanOnly
            ? ([.. effect.Shift.Select(shift => prior.PosteriorShift(shift, 1, 1))], effect.Scale)
            : Iterate(effect, prior, options.Convergence);
    }

    /// <summary>Alternates the posterior means of shift and scale until no feature changes by more than the given part.</summary>
    private static (double[] Shift, double[] Scale) Iterate(BatchEffect effect, CombatPrior prior, double convergence)
    {
        double[] shift = [.. effect.Shift], scale = [.. effect.Scale];
        double change;
        do
        {
            change = double.NegativeInfinity;
            for (int j = 0; j < shift.Length; j++)
            {
                double newShift = prior.PosteriorShift(effect.Shift[j], effect.Present[j], scale[j]);
                double newScale = prior.PosteriorScale(effect.SquaresAround(j, newShift), effect.Present[j]);

                // R divides by the signed old shift: a negative one never holds the iteration up.
                change = Math.Max(change, Math.Max(Math.Abs(newShift - shift[j]) / shift[j], Math.Abs(newScale - scale[j]) / scale[j]));
                (shift[j], scale[j]) = (newShift, newScale);
            }
        }
        while (change > convergence);
        return (shift, scale);
    }

    /// <summary>Means of the other features' estimates, each weighted by the likelihood of this feature's values under it.</summary>
    private static (double[] Shift, double[] Scale) FromOtherFeatures(BatchEffect effect, bool meanOnly)
    {
        int count = effect.Shift.Length;
        double[] shift = new double[count], scale = new double[count];
        Parallel.For(0, count, j =>
        {
            double[] weights = Weights(effect, j);
            double total = weights.Sum();
            shift[j] = weights.Zip(effect.Shift, (w, g) => w * g).Sum() / total;
            scale[j] = meanOnly ? 1 : weights.Zip(effect.Scale, (w, d) => w * d).Sum() / total;
        });
        return (shift, scale);
    }

    /// <summary>Likelihood of a feature's values under each other feature's estimates, up to a common factor: n may be large.</summary>
    private static double[] Weights(BatchEffect effect, int feature)
    {
        double[] logs = new double[effect.Shift.Length];
        for (int other = 0; other < logs.Length; other++)
        {
            double variance = effect.Scale[other];
            logs[other] = (-effect.Present[feature] / 2.0 * Math.Log(2 * Math.PI * variance)) - (effect.SquaresAround(feature, effect.Shift[other]) / (2 * variance));
        }

        logs[feature] = double.NegativeInfinity;
        double largest = logs.Where(l => !double.IsNaN(l)).Max();
        return [.. logs.Select(l => double.IsNaN(l) ? 0 : Math.Exp(l - largest))];
    }
}
