using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Radiomics.Features;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Codes of measurement reports: those of DICOM, SNOMED CT and UCUM, and the product's own where none of them has one.</summary>
public static class ReportCodes
{
    /// <summary>Characters of a Code Meaning.</summary>
    private const int MostOfMeaning = 64;

    /// <summary>Coding scheme of the product's own codes; private schemes begin with 99.</summary>
    public const string OwnScheme = "99ALN";

    /// <summary>Coding scheme of feature codes of the Image Biomarker Standardisation Initiative.</summary>
    public const string IbsiScheme = "IBSI";

    /// <summary>Probability of a high axillary lymph node burden by the model.</summary>
    public static CodedConcept Radscore { get; } = new("RADSCORE", OwnScheme, "Radscore of high axillary lymph node burden");

    /// <summary>From this radscore on the burden is called high.</summary>
    public static CodedConcept CutOff { get; } = new("CUTOFF", OwnScheme, "Cut-off of the radscore");

    /// <summary>Radscore without knowing the patient.</summary>
    public static CodedConcept Baseline { get; } = new("BASELINE", OwnScheme, "Baseline of the radscore");

    /// <summary>Shapley value of a feature, in units of the radscore.</summary>
    public static CodedConcept Contribution { get; } = new("CONTRIBUTION", OwnScheme, "Contribution to the radscore");

    /// <summary>Where a feature lies in the training cohort, per cent.</summary>
    public static CodedConcept TrainingPercentile { get; } = new("PERCENTILE", OwnScheme, "Percentile in the training cohort");

    /// <summary>Standard deviation of the radscore over the model's networks.</summary>
    public static CodedConcept Spread { get; } = new("SPREAD", OwnScheme, "Spread of the radscore over networks");

    /// <summary>Lowest radscore when the outline moves by one voxel.</summary>
    public static CodedConcept LowestScore { get; } = new("STABILITY_LOW", OwnScheme, "Lowest radscore of a moved outline");

    /// <summary>Highest radscore when the outline moves by one voxel.</summary>
    public static CodedConcept HighestScore { get; } = new("STABILITY_HIGH", OwnScheme, "Highest radscore of a moved outline");

    /// <summary>Probability of high burden by clinical values alone.</summary>
    public static CodedConcept ClinicalProbability { get; } = new("CLINICAL_MODEL", OwnScheme, "High burden by clinical values");

    /// <summary>Probability of high burden by clinical values and radscore.</summary>
    public static CodedConcept CombinedProbability { get; } = new("COMBINED_MODEL", OwnScheme, "High burden by clinical values and radscore");

    /// <summary>Whether the case lies inside the training data, with reasons.</summary>
    public static CodedConcept TrainingPlace { get; } = new("TRAINING_PLACE", OwnScheme, "Place relative to the training data");

    /// <summary>What speaks against using the model for the case.</summary>
    public static CodedConcept IntendedUse { get; } = new("INTENDED_USE", OwnScheme, "Objection to the intended use");

    /// <summary>Full name of a feature, image type included, as PyRadiomics writes it.</summary>
    public static CodedConcept FeatureName { get; } = new("FEATURE", OwnScheme, "PyRadiomics feature name");

    /// <summary>What the model calls the burden.</summary>
    public static CodedConcept PredictedBurden { get; } = new("BURDEN", OwnScheme, "Predicted axillary lymph node burden");

    /// <summary>Three or more metastatic nodes.</summary>
    public static CodedConcept HighBurden { get; } = new("HIGH", OwnScheme, "High burden");

    /// <summary>Fewer than three metastatic nodes.</summary>
    public static CodedConcept LowBurden { get; } = new("LOW", OwnScheme, "Low burden");

    /// <summary>Limits of use, stated in every report.</summary>
    public static CodedConcept Notice { get; } = new("NOTICE", OwnScheme, "Limits of use");

    /// <summary>Volume.</summary>
    public static CodedConcept Volume { get; } = new("118565006", "SCT", "Volume");

    /// <summary>Longest diameter.</summary>
    public static CodedConcept LongestDiameter { get; } = new("L0JK", IbsiScheme, "Maximum 3D diameter");

    /// <summary>A clinical value that was given with the score, under its own name.</summary>
    /// <param name="key">Key of the clinical field.</param>
    /// <param name="label">Its name for people.</param>
    public static CodedConcept Clinical(string key, string label) => new(OwnCode("C", key), OwnScheme, Within(label));

    /// <summary>A feature by its PyRadiomics name: its IBSI code where it has one and agrees with it, else a code of the product's own.</summary>
    /// <param name="name">Full name, image type included.</param>
    public static CodedConcept Feature(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        FeatureDefinition? definition = DefinitionOf(name);
        return definition is { IbsiCode: { } code, Deviation: null } ? new(code, IbsiScheme, Within(definition.Name)) : new(OwnCode("F", name), OwnScheme, Within(name));
    }

    /// <summary>The unit of a feature.</summary>
    /// <param name="name">Full name, image type included.</param>
    public static CodedConcept UnitOf(string name) => DefinitionOf(name)?.Unit switch
    {
        "mm" => Millimetre,
        "mm²" => new("mm2", "UCUM", "mm2"),
        "mm³" => CubicMillimetre,
        "s" => new("s", "UCUM", "s"),
        "%" => Percent,
        null or "1" => NoUnits,
        _ => new("[arb'U]", "UCUM", "arbitrary unit"),
    };

    /// <summary>Per cent.</summary>
    public static CodedConcept Percent { get; } = new("%", "UCUM", "percent");

    /// <summary>No unit.</summary>
    public static CodedConcept NoUnits { get; } = new("1", "UCUM", "no units");

    /// <summary>Millimetre.</summary>
    public static CodedConcept Millimetre { get; } = new("mm", "UCUM", "mm");

    /// <summary>Cubic millimetre.</summary>
    public static CodedConcept CubicMillimetre { get; } = new("mm3", "UCUM", "mm3");

    /// <summary>A name is image type, class and feature, joined by underscores; filters can have underscores of their own.</summary>
    private static FeatureDefinition? DefinitionOf(string name) =>
        name.Split('_') is [_, .., var featureClass, var feature] ? FeatureCatalogue.Find(featureClass, feature) : null;

    /// <summary>A code value has at most 16 characters: a letter and 12 digits of the name's SHA-256.</summary>
    private static string OwnCode(string prefix, string name) => prefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];

    private static string Within(string meaning) => meaning.Length <= MostOfMeaning ? meaning : meaning[..MostOfMeaning];
}
