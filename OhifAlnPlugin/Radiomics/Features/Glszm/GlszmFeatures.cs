using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Glszm;

/// <summary>
/// Features of the grey level size zone matrix P(i, j): connected zones of level i and j voxels, Nz zones on Np voxels,
/// p = P/Nz. Zones are connected through faces, edges and corners (26 neighbours, 8 in a plane).
/// </summary>
internal static class GlszmFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "glszm";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<LevelSizeMatrix>[] All =
    [
        new("GrayLevelNonUniformity", "JNSA", "1", "[1, Nz]", "Σᵢ(Σⱼ P(i,j))² ÷ Nz", p => p.LevelNonUniformity),
        new("GrayLevelNonUniformityNormalized", "Y1RO", "1", "(0, 1]", "Σᵢ(Σⱼ P(i,j))² ÷ Nz²", p => p.LevelNonUniformity / p.Total),
        new("GrayLevelVariance", "BYLV", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(i − µ)², µ = Σᵢⱼ p(i,j) i", p => p.LevelVariance),
        new("HighGrayLevelZoneEmphasis", "5GN9", "1", "[1, Ng²]", "Σᵢⱼ P(i,j) i² ÷ Nz", p => p.HighLevel),
        new("LargeAreaEmphasis", "48P8", "1", "[1, ∞)", "Σᵢⱼ P(i,j) j² ÷ Nz", p => p.LargeSize),
        new("LargeAreaHighGrayLevelEmphasis", "J17V", "1", "[1, ∞)", "Σᵢⱼ P(i,j) i² j² ÷ Nz", p => p.HighLevelLargeSize / p.Total),
        new("LargeAreaLowGrayLevelEmphasis", "YH51", "1", "(0, ∞)", "Σᵢⱼ P(i,j) j²/i² ÷ Nz", p => p.LowLevelLargeSize / p.Total),
        new("LowGrayLevelZoneEmphasis", "XMSY", "1", "(0, 1]", "Σᵢⱼ P(i,j)/i² ÷ Nz", p => p.LowLevel),
        new("SizeZoneNonUniformity", "4JP3", "1", "[1, Nz]", "Σⱼ(Σᵢ P(i,j))² ÷ Nz", p => p.SizeNonUniformity),
        new("SizeZoneNonUniformityNormalized", "VB3A", "1", "(0, 1]", "Σⱼ(Σᵢ P(i,j))² ÷ Nz²", p => p.SizeNonUniformity / p.Total),
        new("SmallAreaEmphasis", "5QRC", "1", "(0, 1]", "Σᵢⱼ P(i,j)/j² ÷ Nz", p => p.SmallSize),
        new("SmallAreaHighGrayLevelEmphasis", "HW1V", "1", "(0, Ng²]", "Σᵢⱼ P(i,j) i²/j² ÷ Nz", p => p.HighLevelSmallSize / p.Total),
        new("SmallAreaLowGrayLevelEmphasis", "5RAI", "1", "(0, 1]", "Σᵢⱼ P(i,j)/(i² j²) ÷ Nz", p => p.LowLevelSmallSize / p.Total),
        new("ZoneEntropy", "GU8N", "bit", "[0, ∞)", "−Σᵢⱼ p(i,j) log₂(p(i,j) + ε)", p => p.Entropy),
        new("ZonePercentage", "P30P", "1", "(0, 1]", "Nz ÷ Np", p => p.Total / p.Voxels),
        new("ZoneVariance", "3NSA", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(j − µ)², µ = Σᵢⱼ p(i,j) j", p => p.SizeVariance),
    ];
}
