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
        int reference = RequireCases(design, options);
        RequireFeatures(features, design.Count, options);

        Standardisation standard = Standardisation.Of(features, design, reference);
        CombatCentre[] centres = [.. design.Names.Select((name, b) => CentreOf(name, b, design, standard, options, b == reference))];
        double[][] harmonised = [.. features.Select((values, j) => Harmonise(values, j, design, centres, standard))];
        var moments = harmonised.Select(CombatModel.MomentsOf).ToArray();
        return new CombatFit(new CombatModel(centres, [.. moments.Select(m => m.Mean)], [.. moments.Select(m => m.Variance)], options), harmonised);
    }

    private static CombatCentre CentreOf(
        string name, int batch, CombatDesign design, Standardisation standard, CombatOptions options, bool isReference)
    {
        int count = standard.Values.Length;
        (double[] shift, double[] scale) = isReference
            ? (new double[count], [.. Enumerable.Repeat(1.0, count)])
            : EmpiricalBayes.Shrink(BatchEffect.Estimate(name, standard.Values, design.Cases[batch], options.MeanOnly), standard.Values, options);
        return new CombatCentre(name, design.Cases[batch].Length, standard.Mean, standard.Deviation, shift, scale);
    }

    private static double[] Harmonise(double[] values, int feature, CombatDesign design, CombatCentre[] centres, Standardisation standard)
    {
        double[] harmonised = new double[values.Length];
        for (int b = 0; b < centres.Length; b++)
        {
            foreach (int i in design.Cases[b])
            {
                harmonised[i] = centres[b].Harmonise(feature, values[i], standard.CovariateEffects[feature][i]);
            }
        }

        return harmonised;
    }

    /// <summary>Checks the sizes of the centres.</summary>
    /// <returns>Index of the reference; −1 without one.</returns>
    private static int RequireCases(CombatDesign design, CombatOptions options)
    {
        int single = Array.FindIndex(design.Cases, cases => cases.Length == 1);
        if (single >= 0 && !options.MeanOnly)
        {
            throw new ArgumentException(
                $"The centre '{design.Names[single]}' has a single case, whose variance is unknown. Align the means only, or leave the centre out.", nameof(design));
        }

        int reference = options.ReferenceBatch is null ? -1 : Array.IndexOf(design.Names, options.ReferenceBatch);
        return options.ReferenceBatch is null || reference >= 0
            ? reference
            : throw new ArgumentException($"The reference '{options.ReferenceBatch}' is none of the centres {string.Join(", ", design.Names)}.", nameof(options));
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

            if (Array.Exists(values, double.IsInfinity))
            {
                throw new ArgumentException($"Feature {j + 1} has an infinite value.", nameof(features));
            }

            double[] present = [.. values.Where(v => !double.IsNaN(v))];
            if (present.Length < 2 || Array.TrueForAll(present, v => v == present[0]))
            {
                throw new ArgumentException($"Feature {j + 1} is constant over all cases: remove it before ComBat.", nameof(features));
            }
        }
    }
}
