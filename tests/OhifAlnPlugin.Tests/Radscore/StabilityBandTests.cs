using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class StabilityBandTests
{
    private static readonly string[] Names = ["original_shape_MeshVolume", "original_firstorder_Mean"];

    [Fact]
    public void The_band_spans_the_scores_of_the_grown_and_the_shrunk_voi()
    {
        (Volume image, Mask voi) = SmallImage.Create();
        RadscoreAssessor assessor = new(Bundle(cutOff: 0.4));
        VoiVariants variants = VoiVariants.Extract(assessor.Bundle, image, voi);
        double score = assessor.Score(variants.Extraction.Features, new CaseContext());
        StabilityBand band = variants.BandOf(assessor, new CaseContext(), score);

        band.Grown!.Value.ShouldBe(assessor.Bundle.Model.Score(assessor.Bundle.Extract(image, VoxelMargin.Grown(voi))));
        band.Shrunk!.Value.ShouldBe(assessor.Bundle.Model.Score(assessor.Bundle.Extract(image, VoxelMargin.Shrunk(voi))));
        (band.Low, band.High).ShouldBe((new[] { score, band.Grown.Value, band.Shrunk.Value }.Min(), new[] { score, band.Grown.Value, band.Shrunk.Value }.Max()));
        band.Note.ShouldBeNull();
    }

    [Fact]
    public void A_cut_off_within_the_band_changes_the_call()
    {
        (Volume image, Mask voi) = SmallImage.Create();
        StabilityBand band = BandOf(Bundle(cutOff: 0.4), image, voi);

        BandOf(Bundle((band.Low + band.High) / 2), image, voi).BurdenChanges.ShouldBeTrue();
        BandOf(Bundle(band.Low / 2), image, voi).BurdenChanges.ShouldBeFalse();
    }

    [Fact]
    public void A_voi_that_vanishes_when_shrunk_has_a_band_of_growth_only()
    {
        (Volume image, Mask voi) = SmallImage.Create(radius: 1.6);
        StabilityBand band = BandOf(Bundle(cutOff: 0.4), image, voi);

        band.Shrunk.ShouldBeNull();
        band.Grown.ShouldNotBeNull();
        band.Note!.ShouldContain("too small to be shrunk");
    }

    private static StabilityBand BandOf(RadscoreBundle bundle, Volume image, Mask voi)
    {
        RadscoreAssessor assessor = new(bundle);
        VoiVariants variants = VoiVariants.Extract(bundle, image, voi);
        return variants.BandOf(assessor, new CaseContext(), assessor.Score(variants.Extraction.Features, new CaseContext()));
    }

    private static RadscoreBundle Bundle(double cutOff)
    {
        double[] quantiles = [.. Enumerable.Range(0, RadscoreFeature.QuantileCount).Select(q => (double)q)];
        RadscoreModel model = new(
            [.. Names.Select((n, i) => new RadscoreFeature(n, n, "a test", "1", 300, i == 0 ? 700 : 100, quantiles))],
            [new BackPropagationNetwork([], new DenseLayer(2, [0.8, -0.5], [0.1]))],
            new CutOff(cutOff, "a test"),
            [[300, 300]]);
        return new RadscoreBundle(model, SmallModels.Card, SmallModels.Extraction, SmallModels.Provenance);
    }
}
