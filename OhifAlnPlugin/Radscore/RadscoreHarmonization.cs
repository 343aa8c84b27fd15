using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radiomics;

namespace OhifAlnPlugin.Radscore;

/// <summary>How a model's features are brought to the scale of its training centres before scoring: a frozen ComBat over named features.</summary>
/// <remarks>
/// The features are those that ComBat was fitted on, which include the model's; the others are needed only to onboard a new centre, whose effects are
/// shrunk over all of them. Immutable.
/// </remarks>
public sealed class RadscoreHarmonization
{
    private readonly Dictionary<string, int> _indexOf;

    /// <summary>Puts a harmonisation together.</summary>
    /// <param name="featureNames">The features that ComBat was fitted on, in its order.</param>
    /// <param name="combat">The frozen ComBat.</param>
    /// <param name="minimumCases">Cases that a new centre needs to be onboarded, at least 2.</param>
    /// <param name="rules">How centres are recognised by their images, the first that fits; may be empty.</param>
    /// <exception cref="ArgumentException">Counts differ, a number is not finite, a deviation or scale is not positive, or a rule names an unknown centre.</exception>
    public RadscoreHarmonization(
        IReadOnlyList<string> featureNames, CombatModel combat, int minimumCases = CombatModel.MinimumCases, IReadOnlyList<CentreRule>? rules = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(combat);
        FeatureNames = [.. featureNames];
        Combat = combat;
        MinimumCases = minimumCases;
        Rules = [.. rules ?? []];
        _indexOf = IndexOf(FeatureNames);
        Require();
    }

    /// <summary>The features that ComBat was fitted on.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The frozen ComBat.</summary>
    public CombatModel Combat { get; }

    /// <summary>Cases that a new centre needs to be onboarded.</summary>
    public int MinimumCases { get; }

    /// <summary>How centres are recognised by their images.</summary>
    public IReadOnlyList<CentreRule> Rules { get; }

    /// <summary>Names of the centres whose cases can be harmonised.</summary>
    public IEnumerable<string> Centres => Combat.Centres.Select(c => c.Name);

    /// <summary>The known centre of this name, compared without case and outer spaces; null when there is none.</summary>
    /// <param name="name">Name of a centre.</param>
    public CombatCentre? Find(string name) => Combat.Centres.FirstOrDefault(c => CentreRule.SameText(c.Name, name));

    /// <summary>Which centre images are of.</summary>
    /// <param name="origin">What the images say.</param>
    /// <param name="siteRules">Rules of the place where the model is used; they come before the model's own.</param>
    /// <returns>The centre of the first rule that fits, else the known centre whose name is the images' Institution Name, else that Institution Name; null when they say nothing.</returns>
    public string? Recognise(ImageOrigin origin, IReadOnlyList<CentreRule>? siteRules = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        string? named = (siteRules ?? []).Concat(Rules).FirstOrDefault(r => r.Fits(origin))?.Centre ?? origin.InstitutionName?.Trim();
        return string.IsNullOrEmpty(named) ? null : Find(named)?.Name ?? named;
    }

    /// <summary>Harmonises the features of one case.</summary>
    /// <param name="features">Its features; those that ComBat does not know stay as they are.</param>
    /// <param name="centre">A known centre.</param>
    public FeatureVector Harmonise(FeatureVector features, CombatCentre centre)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(centre);
        double[] values = features.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _indexOf.TryGetValue(features.Names[i], out int feature) ? centre.Harmonise(feature, values[i]) : values[i];
        }

        return new FeatureVector(features.Names, values);
    }

    /// <summary>Aligns a new centre by its own unlabelled cases; nothing else changes.</summary>
    /// <param name="centre">Name of the new centre.</param>
    /// <param name="cases">Its cases, each with all of <see cref="FeatureNames"/>; NaN where undefined.</param>
    /// <returns>A harmonisation that knows this centre too.</returns>
    /// <exception cref="ArgumentException">The centre is known already or has no name, there are too few cases, a feature is missing, infinite, or constant over the cases.</exception>
    public RadscoreHarmonization Onboard(string centre, IReadOnlyList<FeatureVector> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentException.ThrowIfNullOrWhiteSpace(centre);
        if (Find(centre) is { } known)
        {
            throw new ArgumentException($"The centre '{known.Name}' is part of this harmonisation already.", nameof(centre));
        }

        if (cases.Count < MinimumCases)
        {
            throw new ArgumentException($"The centre '{centre}' has {cases.Count} cases; aligning a new centre needs at least {MinimumCases}.", nameof(cases));
        }

        double[][] columns = [.. FeatureNames.Select(name => Column(name, cases, centre))];
        return new RadscoreHarmonization(FeatureNames, Combat.Onboard(centre.Trim(), columns, MinimumCases), MinimumCases, Rules);
    }

    /// <summary>The same harmonisation with further centres, e.g. ones onboarded earlier.</summary>
    /// <param name="centres">The centres; of one whose name is known already the known one stays.</param>
    /// <exception cref="ArgumentException">A centre was estimated on other features.</exception>
    public RadscoreHarmonization With(IEnumerable<CombatCentre> centres)
    {
        ArgumentNullException.ThrowIfNull(centres);
        CombatCentre[] further = [.. centres.Where(c => Find(c.Name) is null)];
        return new RadscoreHarmonization(FeatureNames, Combat with { Centres = [.. Combat.Centres, .. further] }, MinimumCases, Rules);
    }

    private static double[] Column(string name, IReadOnlyList<FeatureVector> cases, string centre)
    {
        double[] values = new double[cases.Count];
        for (int c = 0; c < values.Length; c++)
        {
            values[c] = cases[c].TryGetValue(name, out double value) && !double.IsInfinity(value)
                ? value
                : throw new ArgumentException($"Case {c + 1} of the centre '{centre}' lacks the feature '{name}', or it is infinite; onboarding needs all features of the harmonisation.", nameof(cases));
        }

        double[] present = [.. values.Where(v => !double.IsNaN(v))];
        return present.Distinct().Count() > 1
            ? values
            : throw new ArgumentException($"The feature '{name}' is constant over the {cases.Count} cases of the centre '{centre}', so that its spread is unknown.", nameof(cases));
    }

    private static Dictionary<string, int> IndexOf(IReadOnlyList<string> names)
    {
        Dictionary<string, int> index = new(names.Count, StringComparer.Ordinal);
        for (int n = 0; n < names.Count; n++)
        {
            if (!index.TryAdd(names[n], n))
            {
                throw new ArgumentException($"Feature '{names[n]}' occurs twice in the harmonisation.", nameof(names));
            }
        }

        return index;
    }

    private void Require()
    {
        if (MinimumCases < 2)
        {
            throw new ArgumentException($"The harmonisation onboards centres from {MinimumCases} cases on; fewer than 2 are impossible.");
        }

        RequireNumbers(Combat.Mean, "mean", positive: false);
        RequireNumbers(Combat.Variance, "variance", positive: true);
        foreach (CombatCentre centre in Combat.Centres)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(centre.Name);
            RequireNumbers(centre.Mean, $"mean of the centre '{centre.Name}'", positive: false);
            RequireNumbers(centre.Deviation, $"deviation of the centre '{centre.Name}'", positive: true);
            RequireNumbers(centre.Shift, $"shift of the centre '{centre.Name}'", positive: false);
            RequireNumbers(centre.Scale, $"scale of the centre '{centre.Name}'", positive: true);
        }

        if (Combat.Centres.Select(c => c.Name.Trim()).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The centre '{twice.Key}' occurs twice in the harmonisation.");
        }

        if (Rules.FirstOrDefault(r => Find(r.Centre) is null || !r.StatesSomething) is { } rule)
        {
            throw new ArgumentException($"A rule for the centre '{rule.Centre}' states nothing, or the harmonisation does not know that centre.");
        }
    }

    private void RequireNumbers(IReadOnlyList<double> numbers, string what, bool positive)
    {
        if (numbers.Count != FeatureNames.Count)
        {
            throw new ArgumentException($"The harmonisation has {FeatureNames.Count} features, but {numbers.Count} numbers for the {what}.");
        }

        FiniteNumbers.Require([.. numbers], $"A {what} in the harmonisation", nameof(numbers));
        for (int j = 0; positive && j < numbers.Count; j++)
        {
            if (numbers[j] <= 0)
            {
                throw new ArgumentException($"The {what} of the feature '{FeatureNames[j]}' in the harmonisation is {numbers[j]}; it must be positive.");
            }
        }
    }
}
