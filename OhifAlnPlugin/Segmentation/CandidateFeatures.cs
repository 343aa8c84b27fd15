using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>What distinguishes a tumour from vessels, nipples, nodes, heart and parenchyma.</summary>
/// <param name="VolumeMm3">Volume.</param>
/// <param name="ThicknessMm">Twice the largest distance of a voxel inside to the outside: thin in vessels.</param>
/// <param name="Fullness">Volume over that of the ellipsoid with the same second moments, about 1 in a solid mass, lower in branching vessels.</param>
/// <param name="Elongation">Square root of the largest over the middle second moment, 1 in a ball, large in a vessel.</param>
/// <param name="Contrast">Mean enhancement inside minus that in a shell around it, over the study's strong enhancement (99.7th percentile in the breasts).</param>
/// <param name="RelativeEnhancement">Mean enhancement over mean pre-contrast signal.</param>
/// <param name="SkinDepthMm">Mean depth below the skin.</param>
/// <param name="InsideBreast">Part of the region in front of the chest wall.</param>
/// <param name="Hanging">Part of the region in front of the skin over the sternum.</param>
/// <param name="OnBorder">Part of its voxels on the border of the volume.</param>
internal readonly record struct CandidateFeatures(
    double VolumeMm3, double ThicknessMm, double Fullness, double Elongation, double Contrast, double RelativeEnhancement,
    double SkinDepthMm, double InsideBreast, double Hanging, double OnBorder);
