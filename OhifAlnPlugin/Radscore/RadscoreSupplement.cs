namespace OhifAlnPlugin.Radscore;

/// <summary>What a bundle may hold beside its model, so that a score can be harmonised, judged and combined with clinical facts. Everything is optional.</summary>
public sealed record RadscoreSupplement
{
    /// <summary>A bundle with nothing beside its model.</summary>
    public static RadscoreSupplement None { get; } = new();

    /// <summary>The training cohort; without it nearest cases and the distance to it are unknown.</summary>
    public TrainingReference? Reference { get; init; }

    /// <summary>How features are harmonised; null: they are scored as extracted, whatever the centre.</summary>
    public RadscoreHarmonization? Harmonization { get; init; }

    /// <summary>The clinical fields that the models below and the intended use need.</summary>
    public IReadOnlyList<ClinicalField> ClinicalFields { get; init; } = [];

    /// <summary>The model of clinical fields alone.</summary>
    public LogisticScore? ClinicalModel { get; init; }

    /// <summary>The model of clinical fields and radscore.</summary>
    public LogisticScore? CombinedModel { get; init; }

    /// <summary>For whom the model may be used.</summary>
    public IntendedUseLimits? Limits { get; init; }

    /// <summary>Radscore that best separates survival in training (minimum log-rank p).</summary>
    public CutOff? SurvivalCutOff { get; init; }

    /// <summary>Text of <c>card.md</c>, the model card for a reader; null for none.</summary>
    public string? CardText { get; init; }

    /// <summary>The clinical fields by key.</summary>
    public IReadOnlyDictionary<string, ClinicalField> FieldsByKey => ClinicalFields.ToDictionary(f => f.Key, StringComparer.Ordinal);

    /// <summary>Checks that everything goes together.</summary>
    /// <exception cref="ArgumentException">Something does not; the message says what.</exception>
    internal void Require(RadscoreModel model)
    {
        foreach (ClinicalField field in ClinicalFields)
        {
            field.Require();
        }

        if (ClinicalFields.GroupBy(f => f.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The clinical field '{twice.Key}' occurs twice.");
        }

        var fields = FieldsByKey;
        ClinicalModel?.Require(fields);
        CombinedModel?.Require(fields);
        Limits?.Require(fields);
        RequireModels(fields);
        if (Reference is { } reference && reference.Distance.Centre.Count != model.Features.Count)
        {
            throw new ArgumentException($"The training reference has {reference.Distance.Centre.Count} features, the model {model.Features.Count}.");
        }

        if (Harmonization is { } harmonization && model.FeatureNames.FirstOrDefault(n => !harmonization.FeatureNames.Contains(n)) is { } missing)
        {
            throw new ArgumentException($"The harmonisation does not know the model's feature '{missing}'.");
        }
    }

    private void RequireModels(IReadOnlyDictionary<string, ClinicalField> fields)
    {
        if (fields.ContainsKey(LogisticScore.RadscoreVariable))
        {
            throw new ArgumentException($"No clinical field may be called '{LogisticScore.RadscoreVariable}'.");
        }

        if (ClinicalModel is { } clinical && clinical.Terms.Any(t => t.Variable == LogisticScore.RadscoreVariable))
        {
            throw new ArgumentException($"The clinical model '{clinical.Name}' has a term of the radscore; that is the combined model's.");
        }

        if (CombinedModel is { } combined && combined.Terms.All(t => t.Variable != LogisticScore.RadscoreVariable))
        {
            throw new ArgumentException($"The combined model '{combined.Name}' has no term of the radscore.");
        }

        if (SurvivalCutOff is { } survival && !(survival.Value is >= 0 and <= 1))
        {
            throw new ArgumentException($"The survival cut-off is {survival.Value}; it must lie in [0, 1].");
        }
    }
}
