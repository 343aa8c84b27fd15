using System.ComponentModel;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Asks for the features of one VOI: of a segmentation, a draft or a saved one, or of a mask that comes with the request.</summary>
/// <param name="SegmentationId">The segmentation; null when a mask is sent.</param>
/// <param name="SegmentNumber">The VOI. When left out, the first of a segmentation, the label of the settings in a mask.</param>
/// <param name="PhaseIndex">Phase the features are computed on, 0-based; the peak phase when left out.</param>
/// <param name="Profile">Name of a settings profile; PyRadiomics' defaults when neither this nor settings are given.</param>
/// <param name="Settings">Text of a PyRadiomics parameter file, YAML or JSON.</param>
/// <param name="Features">Features to compute, e.g. original_glcm_Contrast; all that the settings enable when left out.</param>
/// <param name="Region">tumour, shell or tumour+shell; that of the settings when left out.</param>
/// <param name="StudyInstanceUid">The study, for a mask.</param>
internal sealed record FeaturesRequest(
    [property: Description("The segmentation, a draft or a saved one; left out when a mask is sent.")] string? SegmentationId = null,
    [property: Description("The VOI: number of a segment, or label of a mask.")] int? SegmentNumber = null,
    [property: Description("Phase, counted from 0; the peak phase when left out.")] int? PhaseIndex = null,
    [property: Description("Name of a settings profile.")] string? Profile = null,
    [property: Description("Text of a PyRadiomics parameter file, YAML or JSON.")] string? Settings = null,
    [property: Description("Features to compute; all that the settings enable when left out.")] IReadOnlyList<string>? Features = null,
    [property: Description("tumour, shell or tumour+shell.")] string? Region = null,
    [property: Description("The study, when a mask is sent.")] string? StudyInstanceUid = null);

/// <summary>Features of one VOI with everything they follow from.</summary>
/// <param name="Id">Identifier, from the inputs: the same request has the same result.</param>
/// <param name="SegmentationId">The segmentation; null for a mask that was sent.</param>
/// <param name="SegmentNumber">The VOI.</param>
/// <param name="PhaseIndex">Phase the features were computed on, 0-based.</param>
/// <param name="Features">Values by name; null where undefined.</param>
/// <param name="Diagnostics">What PyRadiomics calls diagnostics; empty where features were named.</param>
/// <param name="Warnings">Sentences on what makes the values doubtful.</param>
/// <param name="SettingsDigest">SHA-256 of the settings.</param>
/// <param name="ImagesDigest">Digest of the images.</param>
/// <param name="VoiDigest">SHA-256 of the voxels of the VOI, or of the mask file that was sent.</param>
/// <param name="EngineVersion">Version of the product.</param>
internal sealed record FeaturesResult(
    Guid Id,
    string? SegmentationId,
    int SegmentNumber,
    int PhaseIndex,
    IReadOnlyDictionary<string, double?> Features,
    IReadOnlyDictionary<string, string> Diagnostics,
    IReadOnlyList<string> Warnings,
    string SettingsDigest,
    string ImagesDigest,
    string VoiDigest,
    string EngineVersion)
{
    /// <summary>Said wherever results are shown.</summary>
    public string Notice { get; } = "Research use only";

    /// <summary>Who asked, and alone may see it; null without a login.</summary>
    public string? Owner { get; init; }
}
