using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Tests.Radscore;

namespace OhifAlnPlugin.Tests.Radiomics;

public sealed class SeveralRoisTests
{
    private static readonly string[] Names = ["original_shape_Sphericity", "original_firstorder_Entropy", "original_glcm_Contrast", "wavelet-LLH_firstorder_Mean"];

    [Fact]
    public void Each_roi_has_the_same_bits_as_alone_and_an_empty_one_has_a_reason()
    {
        (Volume image, Mask voi) = SmallImage.Create();
        var settings = SmallModels.Extraction.SettingsFor(Names);
        Mask grown = VoxelMargin.Grown(voi);

        IReadOnlyList<RoiExtraction> found = SeveralRois.Extract(image, [voi, grown, new Mask(voi.Geometry)], settings, Names);

        found[0].Extraction!.Features.Values.ToArray().ShouldBe(FeatureExtractor.Extract(image, voi, settings, Names).Values.ToArray());
        found[1].Extraction!.Features.Values.ToArray().ShouldBe(FeatureExtractor.Extract(image, grown, settings, Names).Values.ToArray());
        found[2].Extraction.ShouldBeNull();
        found[2].Reason!.Message.ShouldContain("no voxel");
    }

    [Fact]
    public void A_constant_image_has_a_reason_for_every_roi()
    {
        (Volume image, Mask voi) = SmallImage.Create();
        Volume constant = new(image.Geometry, new float[image.Voxels.Length]);

        SeveralRois.Extract(constant, [voi, voi], SmallModels.Extraction.SettingsFor(Names), Names)
            .ShouldAllBe(r => r.Reason!.Message.Contains("cannot be normalised", StringComparison.Ordinal));
    }
}
