using OhifAlnPlugin.Radiomics.Features;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class FeatureWordingTests
{
    [Fact]
    public void Every_first_order_and_texture_feature_is_explained_in_words_and_not_by_its_formula()
    {
        foreach (FeatureDefinition feature in FeatureCatalogue.ImageClasses.SelectMany(FeatureCatalogue.Of).Where(f => !f.OnRequest && !f.Class.StartsWith("shape", StringComparison.Ordinal)))
        {
            FeatureWording words = FeatureWording.For($"wavelet-HHL_{feature.Class}_{feature.Name}");
            words.Explanation.ShouldNotContain(feature.Formula);
        }
    }

    [Theory]
    [InlineData("wavelet-HHL_glszm_SmallAreaEmphasis", "Small patches, wavelet HHL", "how much small patches of equal brightness prevail: fine texture; in the fine detail along x and y (wavelet band HHL)")]
    [InlineData("wavelet-LLL_firstorder_Mean", "Mean brightness, wavelet LLL", "mean brightness of the tumour at peak enhancement; in the image without fine detail (wavelet band LLL)")]
    [InlineData("original_glcm_JointEntropy", "Disorder of texture", "how varied the pairs of neighbouring brightness are")]
    [InlineData("size", "size", "column 'size' of a feature table")]
    public void A_feature_is_named_for_a_radiologist(string name, string label, string explanation)
    {
        FeatureWording words = FeatureWording.For(name);
        (words.Label, words.Explanation).ShouldBe((label, explanation));
    }
}
