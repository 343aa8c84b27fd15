using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radiomics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Scores cases with a bundle: harmonises their features, predicts, and says how far the score can be trusted.</summary>
/// <remarks>Immutable; safe for several threads.</remarks>
public sealed class RadscoreAssessor
{
    /// <summary>Nearest training cases that are shown.</summary>
    public const int NearestCases = 5;

    private readonly RadscoreHarmonization? _harmonization;
    private readonly HashSet<string> _onboarded;
    private readonly Dictionary<string, ClinicalField> _fields;

    /// <summary>Takes a bundle and the centres that were onboarded to it.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="onboarded">Centres estimated with <see cref="RadscoreHarmonization.Onboard"/> on this bundle; null for none.</param>
    /// <exception cref="ArgumentException">A centre was estimated on other features.</exception>
    public RadscoreAssessor(RadscoreBundle bundle, IReadOnlyList<CombatCentre>? onboarded = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Bundle = bundle;
        RadscoreHarmonization? own = bundle.Supplement.Harmonization;
        _harmonization = own?.With(onboarded ?? []);
        Fields = [.. bundle.Supplement.ClinicalFields, .. ReaderStatements.Beside(bundle.Supplement.ClinicalFields)];
        _fields = Fields.ToDictionary(f => f.Key, StringComparer.Ordinal);
        Limits = bundle.Supplement.Limits ?? ReaderStatements.IntendedUseWith(_fields);
        _onboarded = [.. _harmonization?.Centres.Where(c => own!.Find(c) is null) ?? []];
    }

    /// <summary>The bundle.</summary>
    public RadscoreBundle Bundle { get; }

    /// <summary>The harmonisation with the onboarded centres; null when the bundle has none.</summary>
    public RadscoreHarmonization? Harmonization => _harmonization;

    /// <summary>The clinical fields that can be stated: the bundle's own, then those of <see cref="ReaderStatements"/> that it lacks.</summary>
    public IReadOnlyList<ClinicalField> Fields { get; }

    /// <summary>For whom the model may be used: the bundle's own limits, or those of the method.</summary>
    public IntendedUseLimits Limits { get; }

    /// <summary>Scores a case and judges the score.</summary>
    /// <param name="extracted">Its features as extracted; more than the model needs is fine.</param>
    /// <param name="context">What else is known of it.</param>
    /// <returns>The assessment.</returns>
    /// <exception cref="UnknownCentreException">The bundle harmonises, the centre is unknown, and unharmonised scores are not allowed.</exception>
    /// <exception cref="RadscoreUndefinedException">A feature that the model needs is missing or not finite.</exception>
    /// <exception cref="ClinicalValueException">A clinical field is unknown, or its value is not allowed.</exception>
    public RadscoreAssessment Assess(FeatureVector extracted, CaseContext context)
    {
        ArgumentNullException.ThrowIfNull(extracted);
        ArgumentNullException.ThrowIfNull(context);
        RadscoreSupplement supplement = Bundle.Supplement;
        RequireClinical(context.Clinical);
        (FeatureVector harmonised, CentreOfCase centre) = Harmonise(extracted, context);
        RadscorePrediction prediction = Bundle.Model.Predict(harmonised);
        double[] scaled = Bundle.Model.Scale(harmonised);
        ClinicalField[] missing = MissingFields(context.Clinical);
        return new RadscoreAssessment(
            prediction,
            [.. Bundle.Model.FeatureNames.Select(n => extracted[n])],
            centre,
            TrainingPlacement.Of(supplement.Reference, prediction, scaled, centre),
            supplement.Reference?.Nearest(Bundle.Model.Features, scaled, NearestCases) ?? [],
            Predict(supplement.ClinicalModel, context.Clinical, prediction.Radscore, missing),
            Predict(supplement.CombinedModel, context.Clinical, prediction.Radscore, missing),
            missing,
            Limits.Objections(context.LongestDiameterMm, context.Clinical),
            Limits.Unchecked(context.Clinical),
            ReaderStatements.BurdenOf(context.Clinical));
    }

    /// <summary>The radscore of a case alone.</summary>
    /// <param name="extracted">Its features as extracted.</param>
    /// <param name="context">What else is known of it.</param>
    /// <exception cref="UnknownCentreException">The bundle harmonises, the centre is unknown, and unharmonised scores are not allowed.</exception>
    /// <exception cref="RadscoreUndefinedException">A feature that the model needs is missing or not finite.</exception>
    public double Score(FeatureVector extracted, CaseContext context)
    {
        ArgumentNullException.ThrowIfNull(extracted);
        ArgumentNullException.ThrowIfNull(context);
        return Bundle.Model.Score(Harmonise(extracted, context).Features);
    }

    /// <summary>Refuses a case whose centre cannot be harmonised, before any feature is extracted.</summary>
    /// <param name="context">What is known of the case.</param>
    /// <exception cref="UnknownCentreException">The bundle harmonises, the centre is unknown, and unharmonised scores are not allowed.</exception>
    public void RequireCentre(CaseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_harmonization is { } harmonization && KnownCentre(context) is null && !context.AllowUnharmonised)
        {
            throw new UnknownCentreException(
                $"There is no radscore: {Unknown(context, harmonization)} A centre can be onboarded from {harmonization.MinimumCases} cases of its own or more, without their outcome.");
        }
    }

    private CombatCentre? KnownCentre(CaseContext context) => context.Centre is { } name ? _harmonization?.Find(name) : null;

    private (FeatureVector Features, CentreOfCase Centre) Harmonise(FeatureVector extracted, CaseContext context)
    {
        RequireCentre(context);
        if (_harmonization is null)
        {
            return (extracted, new CentreOfCase(context.Centre, HarmonizationKind.None, 0, "This model scores features as they are extracted, whatever the centre."));
        }

        if (KnownCentre(context) is not { } centre)
        {
            return (extracted, new CentreOfCase(context.Centre, HarmonizationKind.Skipped, 0, $"The features are not harmonised: {Unknown(context, _harmonization)}"));
        }

        bool onboarded = _onboarded.Contains(centre.Name);
        string sentence = onboarded
            ? $"Harmonised as '{centre.Name}', which was onboarded with {centre.Cases} cases of its own."
            : $"Harmonised as '{centre.Name}', a centre that the model was made with ({centre.Cases} cases).";
        return (_harmonization.Harmonise(extracted, centre), new CentreOfCase(centre.Name, onboarded ? HarmonizationKind.Onboarded : HarmonizationKind.Known, centre.Cases, sentence));
    }

    private static string Unknown(CaseContext context, RadscoreHarmonization harmonization)
    {
        string known = string.Join(", ", harmonization.Centres.Select(c => $"'{c}'"));
        return context.Centre is { } name
            ? $"the centre '{name}' is unknown to the model, which knows {known}."
            : $"the centre of the case is not known, and the model harmonises by centre; it knows {known}.";
    }

    private void RequireClinical(IReadOnlyDictionary<string, string> clinical)
    {
        foreach ((string key, string value) in clinical)
        {
            if (!_fields.TryGetValue(key, out ClinicalField? field))
            {
                throw new ClinicalValueException($"'{key}' is no clinical field of this model; its fields are {string.Join(", ", Fields.Select(f => f.Key))}.");
            }

            field.CodeOf(value ?? "");
        }
    }

    private ClinicalField[] MissingFields(IReadOnlyDictionary<string, string> clinical)
    {
        RadscoreSupplement supplement = Bundle.Supplement;
        HashSet<string> needed = [.. supplement.ClinicalModel?.Fields ?? [], .. supplement.CombinedModel?.Fields ?? []];
        return [.. supplement.ClinicalFields.Where(f => needed.Contains(f.Key) && !clinical.ContainsKey(f.Key))];
    }

    private LogisticPrediction? Predict(LogisticScore? model, IReadOnlyDictionary<string, string> clinical, double radscore, ClinicalField[] missing) =>
        model is null || missing.Any(f => model.Fields.Contains(f.Key)) ? null : model.Predict(Bundle.Supplement.FieldsByKey, clinical, radscore);
}
