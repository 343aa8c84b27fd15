using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Harmonization;

/// <summary>A fitted ComBat, frozen: later cases of its centres are harmonised without changing what it did to the training cases.</summary>
/// <remarks>Immutable. Agrees with R <c>neuroCombatFromTraining</c>.</remarks>
/// <param name="Centres">Its centres, by name.</param>
/// <param name="Mean">Mean of each harmonised feature over the training cases: what a new centre is aligned to.</param>
/// <param name="Variance">Population variance of the same.</param>
/// <param name="Options">How it was fitted.</param>
public sealed record CombatModel(
    IReadOnlyList<CombatCentre> Centres, IReadOnlyList<double> Mean, IReadOnlyList<double> Variance, CombatOptions Options)
{
    /// <summary>Cases of a new centre below which aligning it is refused by default.</summary>
    public const int MinimumCases = 20;

    /// <summary>The harmonisation of a single centre: it is the reference, its cases stay as they are, and other centres are onboarded to it.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="features">One array per feature with one value per case, NaN where missing.</param>
    /// <param name="options">How other centres are to be estimated; null for empirical Bayes with parametric priors.</param>
    /// <exception cref="ArgumentException">There is no feature, or one is constant.</exception>
    public static CombatModel OfReference(string centre, IReadOnlyList<double[]> features, CombatOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(centre);
        ArgumentNullException.ThrowIfNull(features);
        var moments = features.Select(MomentsOf).ToArray();
        int constant = Array.FindIndex(moments, m => !(m.Variance > 0));
        if (features.Count == 0 || constant >= 0)
        {
            throw new ArgumentException(constant < 0 ? "There is no feature to harmonise." : $"Feature {constant + 1} is constant over all cases: remove it before ComBat.", nameof(features));
        }

        double[] mean = [.. moments.Select(m => m.Mean)], variance = [.. moments.Select(m => m.Variance)];
        CombatCentre reference = new(
            centre, features[0].Length, mean, [.. variance.Select(Math.Sqrt)], new double[mean.Length], [.. Enumerable.Repeat(1.0, mean.Length)]);
        return new CombatModel([reference], mean, variance, (options ?? new CombatOptions()) with { ReferenceBatch = centre });
    }

    /// <summary>The features of one new case, harmonised.</summary>
    /// <param name="features">One value per feature, NaN where missing.</param>
    /// <param name="centre">One of the model's centres.</param>
    /// <exception cref="ArgumentException">The centre is unknown, or the number of features is not the model's.</exception>
    public double[] Apply(IReadOnlyList<double> features, string centre)
    {
        RequireFeatures(features.Count);
        CombatCentre known = Centres.FirstOrDefault(c => string.Equals(c.Name, centre, StringComparison.Ordinal))
            ?? throw new ArgumentException(
                $"The centre '{centre}' is unknown to this harmonisation; it knows {string.Join(", ", Centres.Select(c => c.Name))}. Onboard it with cases of its own first.",
                nameof(centre));
        return [.. features.Select((value, j) => known.Harmonise(j, value))];
    }

    /// <summary>Aligns a new centre to the harmonised training cases as reference; no label is used and nothing else changes.</summary>
    /// <param name="centre">Name of the new centre.</param>
    /// <param name="features">One array per feature with one value per case, NaN where missing.</param>
    /// <param name="minimumCases">Cases needed, at least 2; its effects are poorly known with fewer than <see cref="MinimumCases"/>.</param>
    /// <returns>A model that knows this centre too.</returns>
    /// <exception cref="ArgumentException">The centre is known already, has too few cases, or the number of features is not the model's.</exception>
    public CombatModel Onboard(string centre, IReadOnlyList<double[]> features, int minimumCases = MinimumCases)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCases, 2);
        RequireFeatures(features.Count);
        if (Centres.Any(c => string.Equals(c.Name, centre, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"The centre '{centre}' is part of this harmonisation already.", nameof(centre));
        }

        int cases = features[0].Length;
        if (cases < minimumCases)
        {
            throw new ArgumentException($"The centre '{centre}' has {cases} cases; aligning a new centre needs at least {minimumCases}.", nameof(features));
        }

        double[] deviation = [.. Variance.Select(Math.Sqrt)];
        var effect = new BatchEffect(features.Count, Options.MeanOnly);
        int[] all = [.. Enumerable.Range(0, cases)];
        for (int j = 0; j < features.Count; j++)
        {
            double mean = CombatDesign.Mean(features[j], all);
            effect.Set(j, Residuals.Of(features[j], null, all, mean), (mean - Mean[j]) / deviation[j], deviation[j]);
        }

        (double[] shift, double[] scale) = EmpiricalBayes.Shrink(effect, Options);
        return this with { Centres = [.. Centres, new CombatCentre(centre, cases, Mean, deviation, shift, scale)] };
    }

    /// <summary>Mean and population variance of a harmonised feature, missing values left out.</summary>
    internal static (double Mean, double Variance) MomentsOf(double[] values)
    {
        double mean = FixedLanes.Sum(values) / values.Length;
        if (double.IsNaN(mean) && values.Length > 0)
        {
            return MomentsOf([.. values.Where(v => !double.IsNaN(v))]);
        }

        return (mean, FixedLanes.SquaresAround(values, mean) / values.Length);
    }

    private void RequireFeatures(int count)
    {
        if (count != Mean.Count)
        {
            throw new ArgumentException($"There are {count} features; this harmonisation was fitted on {Mean.Count}.", nameof(count));
        }
    }
}

/// <summary>A fit and the training cases as it harmonised them.</summary>
/// <param name="Model">The frozen model.</param>
/// <param name="Harmonised">One array per feature, one value per case; missing values stay missing.</param>
public sealed record CombatFit(CombatModel Model, IReadOnlyList<double[]> Harmonised);
