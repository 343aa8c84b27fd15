using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Glrlm;

/// <summary>
/// Features of the grey level run length matrix P(i, j): runs of level i and length j along one direction, Nr runs on Np
/// voxels, p = P/Nr. Computed per direction and averaged over the directions.
/// </summary>
internal static class GlrlmFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "glrlm";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<LevelSizeMatrix>[] All =
    [
        new("GrayLevelNonUniformity", "R5YN", "1", "[1, Nr]", "Σᵢ(Σⱼ P(i,j))² ÷ Nr", p => p.LevelNonUniformity),
        new("GrayLevelNonUniformityNormalized", "OVBL", "1", "(0, 1]", "Σᵢ(Σⱼ P(i,j))² ÷ Nr²", p => p.LevelNonUniformity / p.Total),
        new("GrayLevelVariance", "8CE5", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(i − µ)², µ = Σᵢⱼ p(i,j) i", p => p.LevelVariance),
        new("HighGrayLevelRunEmphasis", "G3QZ", "1", "[1, Ng²]", "Σᵢⱼ P(i,j) i² ÷ Nr", p => p.HighLevel),
        new("LongRunEmphasis", "W4KF", "1", "[1, ∞)", "Σᵢⱼ P(i,j) j² ÷ Nr", p => p.LargeSize),
        new("LongRunHighGrayLevelEmphasis", "3KUM", "1", "[1, ∞)", "Σᵢⱼ P(i,j) i² j² ÷ Nr", p => p.HighLevelLargeSize / p.Total),
        new("LongRunLowGrayLevelEmphasis", "IVPO", "1", "(0, ∞)", "Σᵢⱼ P(i,j) j²/i² ÷ Nr", p => p.LowLevelLargeSize / p.Total),
        new("LowGrayLevelRunEmphasis", "V3SW", "1", "(0, 1]", "Σᵢⱼ P(i,j)/i² ÷ Nr", p => p.LowLevel),
        new("RunEntropy", "HJ9O", "bit", "[0, ∞)", "−Σᵢⱼ p(i,j) log₂(p(i,j) + ε)", p => p.Entropy),
        new("RunLengthNonUniformity", "W92Y", "1", "[1, Nr]", "Σⱼ(Σᵢ P(i,j))² ÷ Nr", p => p.SizeNonUniformity),
        new("RunLengthNonUniformityNormalized", "IC23", "1", "(0, 1]", "Σⱼ(Σᵢ P(i,j))² ÷ Nr²", p => p.SizeNonUniformity / p.Total),
        new("RunPercentage", "9ZK5", "1", "(0, 1]", "Nr ÷ Np", p => p.Total / p.Voxels),
        new("RunVariance", "SXLW", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(j − µ)², µ = Σᵢⱼ p(i,j) j", p => p.SizeVariance),
        new("ShortRunEmphasis", "22OV", "1", "(0, 1]", "Σᵢⱼ P(i,j)/j² ÷ Nr", p => p.SmallSize),
        new("ShortRunHighGrayLevelEmphasis", "GD3A", "1", "(0, Ng²]", "Σᵢⱼ P(i,j) i²/j² ÷ Nr", p => p.HighLevelSmallSize / p.Total),
        new("ShortRunLowGrayLevelEmphasis", "HTZT", "1", "(0, 1]", "Σᵢⱼ P(i,j)/(i² j²) ÷ Nr", p => p.LowLevelSmallSize / p.Total),
    ];
}
