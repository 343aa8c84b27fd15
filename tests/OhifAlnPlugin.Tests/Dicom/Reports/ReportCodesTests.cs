using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Reports;
using OhifAlnPlugin.Radiomics.Features;

namespace OhifAlnPlugin.Tests.Dicom.Reports;

public sealed class ReportCodesTests
{
    [Theory]
    [InlineData("original_shape_Elongation", "Q3CK", "IBSI")]
    [InlineData("wavelet-LLH_glszm_SmallAreaEmphasis", "5QRC", "IBSI")]
    public void A_feature_has_its_code_of_ibsi(string name, string code, string scheme)
    {
        CodedConcept concept = ReportCodes.Feature(name);

        (concept.Value, concept.Scheme).ShouldBe((code, scheme));
    }

    [Theory]
    [InlineData("original_firstorder_Kurtosis")]
    [InlineData("original_gldm_DependenceEntropy_of_no_catalogue")]
    public void A_feature_that_deviates_from_ibsi_or_is_unknown_has_a_code_of_our_own(string name) =>
        ReportCodes.Feature(name).Scheme.ShouldBe(ReportCodes.OwnScheme);

    [Fact]
    public void Codes_and_meanings_of_all_features_are_as_long_as_dicom_allows_and_differ_from_one_another()
    {
        string[] names = [.. FeatureCatalogue.All.Select(f => $"log-sigma-3-0-mm-3D_{f.Class}_{f.Name}")];
        CodedConcept[] own = [.. names.Select(ReportCodes.Feature).Where(c => c.Scheme == ReportCodes.OwnScheme)];

        names.Select(ReportCodes.Feature).ShouldAllBe(c => c.Value.Length <= 16 && c.Meaning.Length > 0 && c.Meaning.Length <= 64);
        own.Select(c => c.Value).Distinct().Count().ShouldBe(own.Length);
    }

    [Fact]
    public void Lengths_and_volumes_have_their_unit_and_intensities_an_arbitrary_one()
    {
        ReportCodes.UnitOf("original_shape_LeastAxisLength").ShouldBe(ReportCodes.Millimetre);
        ReportCodes.UnitOf("original_shape_MeshVolume").ShouldBe(ReportCodes.CubicMillimetre);
        ReportCodes.UnitOf("original_firstorder_Mean").Value.ShouldBe("[arb'U]");
        ReportCodes.UnitOf("original_shape_Elongation").ShouldBe(ReportCodes.NoUnits);
    }

    [Fact]
    public void Clinical_values_have_a_code_for_each_field_that_stays_the_same() =>
        ReportCodes.Clinical("mri_aln_status", "Axillary nodes in MRI").ShouldBe(ReportCodes.Clinical("mri_aln_status", "Axillary nodes in MRI"));
}
