using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Gldm;

/// <summary>
/// Features of the grey level dependence matrix P(i, j): voxels of level i with j − 1 neighbours whose level differs by
/// at most α (setting gldm_a); Nz = Np voxels, p = P/Nz.
/// </summary>
internal static class GldmFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "gldm";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<LevelSizeMatrix>[] All =
    [
        new("DependenceEntropy", "FCBV", "bit", "[0, ∞)", "−Σᵢⱼ p(i,j) log₂(p(i,j) + ε)", p => p.Entropy),
        new("DependenceNonUniformity", "Z87G", "1", "[1, Nz]", "Σⱼ(Σᵢ P(i,j))² ÷ Nz", p => p.SizeNonUniformity),
        new("DependenceNonUniformityNormalized", "OKJI", "1", "(0, 1]", "Σⱼ(Σᵢ P(i,j))² ÷ Nz²", p => p.SizeNonUniformity / p.Total),
        new("DependenceVariance", "DNX2", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(j − µ)², µ = Σᵢⱼ p(i,j) j", p => p.SizeVariance),
        new("GrayLevelNonUniformity", "FP8K", "1", "[1, Nz]", "Σᵢ(Σⱼ P(i,j))² ÷ Nz", p => p.LevelNonUniformity),
        new("GrayLevelVariance", "1PFV", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(i − µ)², µ = Σᵢⱼ p(i,j) i", p => p.LevelVariance),
        new("HighGrayLevelEmphasis", "OAE7", "1", "[1, Ng²]", "Σᵢⱼ P(i,j) i² ÷ Nz", p => p.HighLevel),
        new("LargeDependenceEmphasis", "IMOQ", "1", "[1, ∞)", "Σᵢⱼ P(i,j) j² ÷ Nz", p => p.LargeSize),
        new("LargeDependenceHighGrayLevelEmphasis", "9QMG", "1", "[1, ∞)", "Σᵢⱼ P(i,j) i² j² ÷ Nz", p => p.HighLevelLargeSize / p.Total),
        new("LargeDependenceLowGrayLevelEmphasis", "NBZI", "1", "(0, ∞)", "Σᵢⱼ P(i,j) j²/i² ÷ Nz", p => p.LowLevelLargeSize / p.Total),
        new("LowGrayLevelEmphasis", "TL9H", "1", "(0, 1]", "Σᵢⱼ P(i,j)/i² ÷ Nz", p => p.LowLevel),
        new("SmallDependenceEmphasis", "SODN", "1", "(0, 1]", "Σᵢⱼ P(i,j)/j² ÷ Nz", p => p.SmallSize),
        new("SmallDependenceHighGrayLevelEmphasis", "JA6D", "1", "(0, Ng²]", "Σᵢⱼ P(i,j) i²/j² ÷ Nz", p => p.HighLevelSmallSize / p.Total),
        new("SmallDependenceLowGrayLevelEmphasis", "EQ3F", "1", "(0, 1]", "Σᵢⱼ P(i,j)/(i² j²) ÷ Nz", p => p.LowLevelSmallSize / p.Total),
    ];
}
