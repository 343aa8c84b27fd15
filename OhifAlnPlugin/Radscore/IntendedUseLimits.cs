namespace OhifAlnPlugin.Radscore;

/// <summary>For whom a model may be used: what is checked for every score.</summary>
/// <param name="MaximumDiameterMm">Longest diameter of the VOI up to which the model was trained, mm; null for no limit.</param>
/// <param name="Conditions">Clinical facts that must hold.</param>
public sealed record IntendedUseLimits(double? MaximumDiameterMm, IReadOnlyList<ClinicalCondition> Conditions)
{
    /// <summary>What speaks against using the model for a case.</summary>
    /// <param name="longestDiameterMm">Longest diameter of the VOI, mm; null when it is not known.</param>
    /// <param name="values">Clinical values by key.</param>
    /// <returns>Sentences; empty when nothing does.</returns>
    public IReadOnlyList<string> Objections(double? longestDiameterMm, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<string> objections = [];
        if (longestDiameterMm > MaximumDiameterMm)
        {
            objections.Add(FormattableString.Invariant($"The VOI is {longestDiameterMm:F1} mm long; the model is meant for tumours up to {MaximumDiameterMm:F0} mm."));
        }

        objections.AddRange(Conditions.Where(c => values.TryGetValue(c.Field, out string? value) && !c.Holds(value)).Select(c => c.Sentence));
        return objections;
    }

    /// <summary>Conditions of which nothing was said.</summary>
    /// <param name="values">Clinical values by key.</param>
    public IReadOnlyList<string> Unchecked(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. Conditions.Where(c => !values.ContainsKey(c.Field)).Select(c => c.Sentence)];
    }

    /// <summary>Checks the limits.</summary>
    /// <exception cref="ArgumentException">A limit is not usable; the message names it.</exception>
    internal void Require(IReadOnlyDictionary<string, ClinicalField> fields)
    {
        if (MaximumDiameterMm is { } diameter && !(diameter > 0 && double.IsFinite(diameter)))
        {
            throw new ArgumentException($"The largest diameter of the intended use is {diameter} mm; it must be positive.");
        }

        foreach (ClinicalCondition condition in Conditions)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(condition.Sentence);
            if (!fields.TryGetValue(condition.Field, out ClinicalField? field) || condition.Allowed.Count == 0 || condition.Allowed.Any(a => field.ChoiceOf(a) is null))
            {
                throw new ArgumentException($"The intended use names the clinical field '{condition.Field}', which is unknown, or a value that is none of its choices.");
            }
        }
    }
}

/// <summary>A clinical fact that must hold.</summary>
/// <param name="Field">Key of a clinical field with choices.</param>
/// <param name="Allowed">The values for which the model is meant.</param>
/// <param name="Sentence">What the reader is told when it does not hold, e.g. <c>The model is meant for T1 and T2 tumours.</c></param>
public sealed record ClinicalCondition(string Field, IReadOnlyList<string> Allowed, string Sentence)
{
    internal bool Holds(string value) => Allowed.Any(a => CentreRule.SameText(a, value));
}
