namespace OhifAlnPlugin.Harmonization;

/// <summary>ComBat: removes what centre and scanner add to the mean and variance of each feature, and keeps what covariates add.</summary>
/// <remarks>
/// Johnson, Li and Rabinovic 2007, Biostatistics 8:118; Fortin et al. 2018, NeuroImage 167:104. Agrees with R <c>neuroCombat</c> and <c>sva::ComBat</c> to 1e-9,
/// the stopping rule of the iteration included. The outcome that a model is to predict must never be a covariate.
/// </remarks>
public static class Combat
{
    /// <summary>Fits and harmonises.</summary>
    /// <param name="features">One array per feature, at least two when shrinking; one value per case, NaN where missing.</param>
    /// <param name="batches">The centre of each case, at least two different ones, each with two cases or more unless only means are aligned.</param>
    /// <param name="options">How; null for empirical Bayes with parametric priors, all centres aligned to their common mean.</param>
    /// <param name="covariates">One array per covariate whose effect is kept, one finite value per case.</param>
    /// <returns>The frozen model and the harmonised features.</returns>
    /// <exception cref="ArgumentException">Counts differ, there is one centre, a centre has one case, a feature is constant or infinite, or a covariate is confounded with the centres.</exception>
    public static CombatFit Fit(
        IReadOnlyList<double[]> features, IReadOnlyList<string> batches, CombatOptions? options = null, IReadOnlyList<double[]>? covariates = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(batches);
        options ??= new CombatOptions();
        CombatDesign design = CombatDesign.Of(batches, covariates ?? []);
        RequireCases(design, options);
        RequireFeatures(features, design.Count, options);

        Standardisation standard = Standardisation.Of(features, design, options);
        CombatCentre[] centres = [.. design.Names.Select((name, b) => CentreOf(name, design.Cases[b].Length, standard, standard.Effects[b], options))];
        double[][] harmonised = new double[features.Count][];
        var moments = new (double Mean, double Variance)[features.Count];
        Parallel.For(0, harmonised.Length, j =>
        {
            harmonised[j] = Harmonise(features[j], j, design, centres, standard);
            moments[j] = CombatModel.MomentsOf(harmonised[j]);
        });
        return new CombatFit(new CombatModel(centres, [.. moments.Select(m => m.Mean)], [.. moments.Select(m => m.Variance)], options), harmonised);
    }

    private static CombatCentre CentreOf(string name, int cases, Standardisation standard, BatchEffect effect, CombatOptions options)
    {
        int count = standard.Mean.Length;
        (double[] shift, double[] scale) = name == options.ReferenceBatch
            ? (new double[count], [.. Enumerable.Repeat(1.0, count)])
            : EmpiricalBayes.Shrink(effect, options);
        return new CombatCentre(name, cases, standard.Mean, standard.Deviation, shift, scale);
    }

    private static double[] Harmonise(double[] values, int feature, CombatDesign design, CombatCentre[] centres, Standardisation standard)
    {
        double[] harmonised = new double[values.Length];
        double[]? effects = standard.CovariateEffects[feature];
        for (int b = 0; b < centres.Length; b++)
        {
            CentreEffect effect = centres[b].EffectOn(feature);
            foreach (int i in design.Cases[b])
            {
                harmonised[i] = effect.Remove(values[i], effects?[i] ?? 0);
            }
        }

        return harmonised;
    }

    private static void RequireCases(CombatDesign design, CombatOptions options)
    {
        int single = Array.FindIndex(design.Cases, cases => cases.Length == 1);
        if (single >= 0 && !options.MeanOnly)
        {
            throw new ArgumentException(
                $"The centre '{design.Names[single]}' has a single case, whose variance is unknown. Align the means only, or leave the centre out.", nameof(design));
        }

        if (options.ReferenceBatch is not null && !design.Names.Contains(options.ReferenceBatch, StringComparer.Ordinal))
        {
            throw new ArgumentException($"The reference '{options.ReferenceBatch}' is none of the centres {string.Join(", ", design.Names)}.", nameof(options));
        }
    }

    private static void RequireFeatures(IReadOnlyList<double[]> features, int cases, CombatOptions options)
    {
        if (options.EmpiricalBayes && features.Count < 2)
        {
            throw new ArgumentException($"Empirical Bayes shares what features have in common: it needs at least two, not {features.Count}.", nameof(features));
        }

        for (int j = 0; j < features.Count; j++)
        {
            double[] values = features[j];
            if (values.Length != cases)
            {
                throw new ArgumentException($"Feature {j + 1} has {values.Length} values for {cases} cases.", nameof(features));
            }

            RequireVariation(values, j);
        }
    }

    private static void RequireVariation(double[] values, int feature)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double v in values)
        {
            least = v < least ? v : least;
            most = v > most ? v : most;
        }

        if (double.IsNegativeInfinity(least) || double.IsPositiveInfinity(most))
        {
            throw new ArgumentException($"Feature {feature + 1} has an infinite value.", nameof(values));
        }

        if (!(least < most))
        {
            throw new ArgumentException($"Feature {feature + 1} is constant over all cases: remove it before ComBat.", nameof(values));
        }
    }
}
