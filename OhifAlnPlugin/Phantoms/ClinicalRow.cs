using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>One patient's row of the clinical table.</summary>
/// <remarks>
/// Given the lesion, only nodes, reader's impression and survival depend on the burden. The hazard of an event is
/// 0.0035 per month with a low burden and <see cref="HazardRatio"/> times as much with a high one; follow-up ends after 24 … 96 months.
/// </remarks>
public sealed record ClinicalRow
{
    /// <summary>Hazard of an event with a high burden over that with a low one.</summary>
    public const double HazardRatio = 2.5;

    /// <summary>Number of positive nodes from which the burden is high.</summary>
    public const int HighBurdenNodes = 3;

    private const double BaseHazardPerMonth = 0.0035;

    /// <summary>Patient ID, e.g. PHANTOM-0001.</summary>
    public required string PatientId { get; init; }

    /// <summary>Number of the centre, 1 for the first.</summary>
    public required int Centre { get; init; }

    /// <summary>Age, years, 26 … 84.</summary>
    public required int Age { get; init; }

    /// <summary>"premenopausal" or "postmenopausal".</summary>
    public required string MenopausalStatus { get; init; }

    /// <summary>Histological grade, "I", "II" or "III".</summary>
    public required string HistologicalGrade { get; init; }

    /// <summary>"invasive ductal", "invasive lobular" or "other".</summary>
    public required string HistologicalType { get; init; }

    /// <summary>"mass" or "non-mass".</summary>
    public required string EnhancementPattern { get; init; }

    /// <summary>Reader's impression of the axilla in MRI, "negative" or "positive": sensitivity 0.62, specificity 0.82.</summary>
    public required string MriAlnStatus { get; init; }

    /// <summary>Reader's impression of the burden in MRI, "low" or "high": sensitivity 0.55, specificity 0.86; never high where the status is negative.</summary>
    public required string MriAlnBurden { get; init; }

    /// <summary>Oestrogen receptor, "negative" or "positive".</summary>
    public required string Er { get; init; }

    /// <summary>Progesterone receptor, "negative" or "positive".</summary>
    public required string Pr { get; init; }

    /// <summary>HER2, "negative" or "positive".</summary>
    public required string Her2 { get; init; }

    /// <summary>Ki-67, % of nuclei.</summary>
    public required int Ki67Percent { get; init; }

    /// <summary>"luminal A", "luminal B", "HER2-enriched" or "triple-negative", by the receptors and Ki-67 (20 %).</summary>
    public required string MolecularSubtype { get; init; }

    /// <summary>T stage by the longest diameter: T1 ≤ 20 mm, T2 ≤ 50 mm, T3 above.</summary>
    public required string TStage { get; init; }

    /// <summary>Axillary lymph nodes, "negative" or "positive".</summary>
    public required string AlnStatus { get; init; }

    /// <summary>Number of positive axillary lymph nodes.</summary>
    public required int PositiveNodes { get; init; }

    /// <summary>"low" (fewer than 3 positive nodes) or "high".</summary>
    public required string AlnBurden { get; init; }

    /// <summary>Time to event or end of follow-up, months.</summary>
    public required double SurvivalMonths { get; init; }

    /// <summary>Whether the event was seen.</summary>
    public required bool Event { get; init; }

    internal static ClinicalRow Draw(int number, int centre, LesionProperties lesion, bool high, SeededRandom random)
    {
        int age = (int)Math.Clamp(Math.Round(random.Normal(52, 10.5)), 26, 84);
        bool er = random.Chance(0.72), pr = er ? random.Chance(0.84) : random.Chance(0.04), her2 = random.Chance(0.24);
        int ki67 = (int)Math.Clamp(Math.Round(Math.Exp(random.Normal(Math.Log(er ? 20 : 34), 0.6))), 1, 95);
        int nodes = Nodes(high, random);
        bool seen = random.Chance(nodes > 0 ? 0.62 : 0.18), seenHigh = random.Chance(high ? 0.55 : 0.14);
        double time = -Math.Log(1 - random.NextDouble()) / (BaseHazardPerMonth * (high ? HazardRatio : 1)), end = random.Uniform(24, 96);
        return new ClinicalRow
        {
            PatientId = $"PHANTOM-{number:0000}",
            Centre = centre,
            Age = age,
            MenopausalStatus = random.Chance(1 / (1 + Math.Exp(-(age - 50.5) / 1.8))) ? "postmenopausal" : "premenopausal",
            HistologicalGrade = ((string[])["I", "II", "III"])[random.Weighted(0.14, 0.52, 0.34)],
            HistologicalType = ((string[])["invasive ductal", "invasive lobular", "other"])[random.Weighted(0.82, 0.1, 0.08)],
            EnhancementPattern = lesion.Form == LesionForm.NonMass ? "non-mass" : "mass",
            MriAlnStatus = Sign(seen),
            MriAlnBurden = seen && seenHigh ? "high" : "low",
            Er = Sign(er),
            Pr = Sign(pr),
            Her2 = Sign(her2),
            Ki67Percent = ki67,
            MolecularSubtype = Subtype(er || pr, her2, ki67),
            TStage = lesion.LongestDiameterMm <= 20 ? "T1" : lesion.LongestDiameterMm <= 50 ? "T2" : "T3",
            AlnStatus = Sign(nodes > 0),
            PositiveNodes = nodes,
            AlnBurden = high ? "high" : "low",
            SurvivalMonths = Math.Round(Math.Min(time, end), 1),
            Event = time <= end,
        };
    }

    /// <summary>Molecular subtype by the surrogate definition of the St Gallen consensus 2013.</summary>
    /// <param name="hormoneReceptor">ER or PR positive.</param>
    /// <param name="her2">HER2 positive.</param>
    /// <param name="ki67Percent">Ki-67, %.</param>
    /// <returns>The subtype.</returns>
    internal static string Subtype(bool hormoneReceptor, bool her2, int ki67Percent) => (hormoneReceptor, her2) switch
    {
        (true, false) => ki67Percent < 20 ? "luminal A" : "luminal B",
        (true, true) => "luminal B",
        (false, true) => "HER2-enriched",
        _ => "triple-negative",
    };

    private static int Nodes(bool high, SeededRandom random)
    {
        if (!high)
        {
            return random.Weighted(0.62, 0.22, 0.16);
        }

        int nodes = HighBurdenNodes;
        while (nodes < 28 && random.Chance(0.72))
        {
            nodes++;
        }

        return nodes;
    }

    private static string Sign(bool positive) => positive ? "positive" : "negative";
}
