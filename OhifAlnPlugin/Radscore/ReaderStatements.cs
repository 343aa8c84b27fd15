namespace OhifAlnPlugin.Radscore;

/// <summary>What a reader can state of any case, whatever clinical fields the model itself asks for: the assessment of the axilla in MRI, and what the intended use depends on.</summary>
public static class ReaderStatements
{
    /// <summary>Key of the reader's assessment whether axillary nodes are involved.</summary>
    public const string MriAlnStatus = "mri_aln_status";

    /// <summary>Key of the reader's assessment of the axillary burden.</summary>
    public const string MriAlnBurden = "mri_aln_burden";

    private const string High = "high", TumourStage = "t_stage", Neoadjuvant = "neoadjuvant_treatment", Confirmed = "cancer_confirmed", Yes = "yes", No = "no";

    /// <summary>The fields.</summary>
    public static IReadOnlyList<ClinicalField> Fields { get; } =
    [
        Choice(MriAlnStatus, "Axillary nodes in MRI", ("negative", "negative"), ("positive", "positive")),
        Choice(MriAlnBurden, "Axillary burden in MRI", ("low", "low"), (High, High)),
        Choice(TumourStage, "Clinical T stage", ("T1", "T1"), ("T2", "T2"), ("T3", "T3"), ("T4", "T4")),
        Choice(Neoadjuvant, "Neoadjuvant treatment before this MRI", (No, No), (Yes, Yes)),
        Choice(Confirmed, "Breast cancer confirmed by histology", (Yes, Yes), (No, No)),
    ];

    /// <summary>For whom the method is meant where a bundle does not say it: confirmed T1 or T2 breast cancer of up to 50 mm before any treatment.</summary>
    public static IntendedUseLimits IntendedUse { get; } = new(50,
    [
        new(TumourStage, ["T1", "T2"], "The model is meant for T1 and T2 tumours."),
        new(Neoadjuvant, [No], "The model is meant for tumours before neoadjuvant treatment."),
        new(Confirmed, [Yes], "The model is meant for breast cancer that is confirmed by histology."),
    ]);

    /// <summary>The burden that the reader sees in MRI.</summary>
    /// <param name="values">What was stated, by key.</param>
    /// <returns>Null when nothing was stated.</returns>
    public static AlnBurden? BurdenOf(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.TryGetValue(MriAlnBurden, out string? burden) ? CentreRule.SameText(burden, High) ? AlnBurden.High : AlnBurden.Low : null;
    }

    /// <summary>The fields that a bundle does not ask for itself.</summary>
    /// <param name="own">The bundle's fields.</param>
    public static IEnumerable<ClinicalField> Beside(IReadOnlyList<ClinicalField> own) => Fields.Where(f => own.All(o => o.Key != f.Key));

    /// <summary>The intended use, as far as a bundle's own fields have the choices that it names.</summary>
    /// <param name="fields">All fields by key.</param>
    internal static IntendedUseLimits IntendedUseWith(IReadOnlyDictionary<string, ClinicalField> fields) =>
        IntendedUse with { Conditions = [.. IntendedUse.Conditions.Where(c => c.Allowed.All(a => fields[c.Field].ChoiceOf(a) is not null))] };

    private static ClinicalField Choice(string key, string label, params (string Value, string Label)[] choices) =>
        new(key, label, "1", [.. choices.Select((c, code) => new ClinicalChoice(c.Value, c.Label, code))]);
}
