using OhifAlnPlugin.Harmonization;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The fitted alignment of centres, by feature of the cohort; or none.</summary>
/// <remarks>Immutable. It has seen the features of the patients it was fitted on, never an outcome.</remarks>
internal sealed class CentreHarmonisation
{
    private readonly Dictionary<int, int> _position;
    private readonly int[] _features;

    private CentreHarmonisation(CombatModel? model, int[] features)
    {
        Model = model;
        _features = features;
        _position = features.Select((f, k) => (f, k)).ToDictionary(p => p.f, p => p.k);
    }

    /// <summary>The frozen ComBat over <see cref="Features"/>; null for none.</summary>
    public CombatModel? Model { get; }

    /// <summary>Features of the cohort it covers.</summary>
    public IReadOnlyList<int> Features => _features;

    /// <summary>Fits.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="features">Features that are finite and vary, in every centre too.</param>
    /// <param name="rows">Patients to fit on.</param>
    /// <param name="step">How, or null for none.</param>
    /// <exception cref="RadscoreTrainingException">ComBat cannot be fitted.</exception>
    public static CentreHarmonisation Fit(TrainingCohort cohort, int[] features, IReadOnlyList<int> rows, HarmonisationStep? step)
    {
        if (step is null)
        {
            return new CentreHarmonisation(null, features);
        }

        double[][] columns = [.. features.Select(f => rows.Select(r => cohort.Columns[f][r]).ToArray())];
        string[] centres = [.. rows.Select(r => cohort.Centres[r])];
        CombatOptions options = new() { EmpiricalBayes = step.EmpiricalBayes, Parametric = step.Parametric, MeanOnly = step.MeanOnly, ReferenceBatch = step.ReferenceCentre };
        if (centres.Distinct(StringComparer.Ordinal).Count() == 1)
        {
            return new CentreHarmonisation(CombatModel.OfReference(centres[0], columns, options), features);
        }

        try
        {
            return new CentreHarmonisation(Combat.Fit(columns, centres, options).Model, features);
        }
        catch (ArgumentException impossible)
        {
            throw new RadscoreTrainingException($"The centres cannot be aligned: {impossible.Message}");
        }
    }

    /// <summary>Whether a centre's values can be aligned.</summary>
    public bool Knows(string centre) => Model is null || Model.Centres.Any(c => string.Equals(c.Name, centre, StringComparison.Ordinal));

    /// <summary>One value, aligned.</summary>
    /// <param name="feature">Feature of the cohort, one of <see cref="Features"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="centre">A known centre.</param>
    public double Align(int feature, double value, string centre) => Model is null
        ? value
        : Model.Centres.First(c => string.Equals(c.Name, centre, StringComparison.Ordinal)).Harmonise(_position[feature], value);

    /// <summary>Also aligns a centre that took no part, from its own features.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="minimumCases">Patients it needs.</param>
    /// <returns>The alignment that knows it, or a sentence why there is none.</returns>
    public (CentreHarmonisation? Aligned, string? Refusal) With(TrainingCohort cohort, string centre, int minimumCases)
    {
        if (Knows(centre))
        {
            return (this, null);
        }

        int[] patients = cohort.PatientsOf([centre]);
        if (patients.Length < minimumCases)
        {
            return (null, $"The centre '{centre}' has {patients.Length} patients; aligning it needs at least {minimumCases}. It has no harmonised result.");
        }

        CombatModel model = Model!.Onboard(centre, [.. _features.Select(f => patients.Select(p => cohort.Columns[f][p]).Select(v => double.IsFinite(v) ? v : double.NaN).ToArray())], minimumCases);
        return (new CentreHarmonisation(model, _features), null);
    }
}
