using OhifAlnPlugin.Dicom.Objects;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Codes of measurement reports: those of DICOM, SNOMED CT and UCUM, and the product's own where none of them has one.</summary>
public static class ReportCodes
{
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

    /// <summary>No unit.</summary>
    public static CodedConcept NoUnits { get; } = new("1", "UCUM", "no units");

    /// <summary>Millimetre.</summary>
    public static CodedConcept Millimetre { get; } = new("mm", "UCUM", "mm");

    /// <summary>Cubic millimetre.</summary>
    public static CodedConcept CubicMillimetre { get; } = new("mm3", "UCUM", "mm3");
}
