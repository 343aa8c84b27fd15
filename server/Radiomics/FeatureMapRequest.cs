using System.ComponentModel;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Asks for the map of one feature inside one VOI of a segmentation.</summary>
/// <param name="SegmentationId">The segmentation.</param>
/// <param name="Feature">The feature, e.g. original_glcm_Contrast.</param>
/// <param name="SegmentNumber">The VOI; the first when left out.</param>
/// <param name="PhaseIndex">Phase the map is computed on, 0-based; the peak phase when left out.</param>
/// <param name="Profile">Name of a settings profile.</param>
/// <param name="Settings">Text of a PyRadiomics parameter file; its voxelSetting says how large the kernel is.</param>
internal sealed record FeatureMapRequest(
    [property: Description("The segmentation, a draft or a saved one.")] string SegmentationId,
    [property: Description("The feature, e.g. original_glcm_Contrast; not one of shape.")] string Feature,
    int? SegmentNumber = null,
    int? PhaseIndex = null,
    string? Profile = null,
    [property: Description("Text of a PyRadiomics parameter file. Without it and without a profile: 32 bins and a kernel of 5 × 5 × 5 voxels.")] string? Settings = null)
{
    /// <summary>Settings where none are given: a fixed number of bins, as intensities of MR have no scale of their own, and a kernel that shows more than noise.</summary>
    public const string DefaultSettings = "setting: {binCount: 32}\nvoxelSetting: {kernelRadius: 2}\n";
}

/// <summary>A feature map: what it shows, on which images, and what it follows from.</summary>
/// <param name="Id">Identifier, from the inputs: the same request has the same map.</param>
/// <param name="SegmentationId">The segmentation.</param>
/// <param name="SegmentNumber">The VOI.</param>
/// <param name="PhaseIndex">Phase the map was computed on, 0-based.</param>
/// <param name="SeriesInstanceUid">Series of that phase.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Unit">Its unit; 1 = dimensionless, I = unit of the image.</param>
/// <param name="Minimum">Smallest value in the VOI; null where the feature is undefined everywhere.</param>
/// <param name="Maximum">Largest value in the VOI.</param>
/// <param name="SopInstanceUids">The image behind each frame of the values: the slices that the VOI reaches, by slice position.</param>
/// <param name="Rows">Rows of each frame.</param>
/// <param name="Columns">Columns of each frame.</param>
/// <param name="KernelRadius">Radius of the cube around each voxel, voxels.</param>
/// <param name="SettingsDigest">SHA-256 of the settings.</param>
/// <param name="ImagesDigest">Digest of the images.</param>
/// <param name="VoiDigest">SHA-256 of the voxels of the VOI.</param>
/// <param name="EngineVersion">Version of the product.</param>
internal sealed record FeatureMapInfo(
    Guid Id,
    string SegmentationId,
    int SegmentNumber,
    int PhaseIndex,
    string SeriesInstanceUid,
    string Feature,
    string Unit,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<string> SopInstanceUids,
    int Rows,
    int Columns,
    int KernelRadius,
    string SettingsDigest,
    string ImagesDigest,
    string VoiDigest,
    string EngineVersion)
{
    /// <summary>Said wherever results are shown.</summary>
    public string Notice { get; } = "Research use only";

    /// <summary>The frame of each image, from 1; null where every image is a slice of its own.</summary>
    public IReadOnlyList<int>? FrameNumbers { get; init; }

    /// <summary>Who asked, and alone may see it; null without a login.</summary>
    public string? Owner { get; init; }
}
