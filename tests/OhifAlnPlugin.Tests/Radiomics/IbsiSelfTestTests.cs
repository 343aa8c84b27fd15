using OhifAlnPlugin.Radiomics.Ibsi;

namespace OhifAlnPlugin.Tests.Radiomics;

public sealed class IbsiSelfTestTests
{
    [Fact]
    public void All_but_the_three_known_deviations_agree_with_the_consensus()
    {
        IReadOnlyList<IbsiResult> results = IbsiSelfTest.Run();
        results.Count.ShouldBe(145);
        results.Where(r => !r.Agrees).Select(r => r.Reference.Tag).ShouldBe(["morph_pca_min_axis", "morph_pca_least_axis", "stat_kurt"], ignoreOrder: true);
        results.ShouldAllBe(r => r.IsAsExpected);
    }

    [Fact]
    public void The_phantom_has_74_voxels_in_the_ROI() => IbsiDigitalPhantom.Mask().Count().ShouldBe(74);

    [Theory]
    [InlineData(2.1486, true)]
    [InlineData(2.16, false)]
    public void A_value_agrees_within_half_a_unit_of_the_third_digit(double value, bool agrees) =>
        new IbsiReferenceValue("stat_mean", "firstorder_Mean", 2.15, 0).Agrees(value).ShouldBe(agrees);
}
