using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>The job that computes features.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="SegmentationId">The segmentation; null for a mask.</param>
/// <param name="Mask">The mask that was sent; null for a segmentation.</param>
/// <param name="SegmentNumber">The VOI.</param>
/// <param name="PhaseIndex">Phase, 0-based; null: the peak phase.</param>
/// <param name="Settings">Text of a parameter file.</param>
/// <param name="Region">Region in place of that of the settings; null: none.</param>
/// <param name="Features">Features to compute; null: all that the settings enable.</param>
/// <param name="ImagesDigest">Digest of the images.</param>
/// <param name="VoiDigest">Digest of the voxels of the VOI, or of the mask file.</param>
/// <param name="SettingsDigest">Digest of the settings.</param>
/// <param name="EngineVersion">Version of the product.</param>
/// <param name="Owner">Who asked; null without a login.</param>
internal sealed record ComputeFeatures(
    string StudyInstanceUid,
    string? SegmentationId,
    UploadedMask? Mask,
    int SegmentNumber,
    int? PhaseIndex,
    string Settings,
    string? Region,
    IReadOnlyList<string>? Features,
    string ImagesDigest,
    string VoiDigest,
    string SettingsDigest,
    string EngineVersion,
    string? Owner) : IJobCommand
{
    /// <inheritdoc/>
    public static string Kind => "features";

    /// <inheritdoc/>
    public string Key => $"{ImagesDigest}/{VoiDigest}/{SegmentNumber}/{PhaseIndex}/{SettingsDigest}/{(Features is null ? "all" : string.Join(',', Features))}/{EngineVersion}";
}

/// <summary>What the job leaves.</summary>
/// <param name="FeaturesId">Identifier of the result.</param>
internal sealed record ComputedFeatures(Guid FeaturesId);
