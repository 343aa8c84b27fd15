using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class ReaderStatementsTests
{
    private static readonly RadscoreAssessor Plain = new(SmallModels.Bundle());

    [Theory]
    [InlineData("t_stage", "T3", "The model is meant for T1 and T2 tumours.")]
    [InlineData("neoadjuvant_treatment", "yes", "The model is meant for tumours before neoadjuvant treatment.")]
    [InlineData("cancer_confirmed", "no", "The model is meant for breast cancer that is confirmed by histology.")]
    public void A_statement_outside_the_intended_use_is_objected_to(string field, string value, string objection) =>
        Assess(20, new() { [field] = value }).Objections.ShouldBe([objection]);

    [Fact]
    public void A_case_as_the_method_is_meant_for_meets_no_objection()
    {
        RadscoreAssessment found = Assess(50, new() { ["t_stage"] = "t2", ["neoadjuvant_treatment"] = "no", ["cancer_confirmed"] = "yes" });
        (found.Objections.Count, found.UncheckedConditions.Count).ShouldBe((0, 0));
        Assess(20, []).UncheckedConditions.Count.ShouldBe(3);
    }

    [Fact]
    public void A_tumour_over_fifty_millimetres_is_outside_the_intended_use() =>
        Assess(50.4, []).Objections.ShouldBe(["The VOI is 50.4 mm long; the model is meant for tumours up to 50 mm."]);

    [Fact]
    public void A_bundles_own_limits_and_fields_come_before_those_of_the_method()
    {
        var full = new RadscoreAssessor(SmallModels.FullBundle());
        full.Limits.Conditions.Select(c => c.Field).ShouldBe(["t_stage"]);
        full.Fields.Select(f => f.Key).ShouldBe(["menopause", "age", "t_stage", "mri_aln_status", "mri_aln_burden", "neoadjuvant_treatment", "cancer_confirmed"]);
        full.Fields.Single(f => f.Key == "t_stage").Choices.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("high", AlnBurden.High)]
    [InlineData(" Low", AlnBurden.Low)]
    public void The_readers_own_call_is_kept_beside_the_score(string stated, AlnBurden burden) =>
        Assess(20, new() { ["mri_aln_burden"] = stated }).ReaderBurden.ShouldBe(burden);

    [Fact]
    public void Nothing_stated_is_no_call() => Assess(20, []).ReaderBurden.ShouldBeNull();

    [Fact]
    public void The_settings_of_maps_are_those_of_the_model()
    {
        RadscoreExtraction extraction = SmallModels.Bundle().Extraction;
        string[] names = ["wavelet-HHL_glszm_SmallAreaEmphasis", "original_firstorder_Mean"];
        ExtractionSettings read = ParameterFile.Parse(extraction.ParameterText(names, 3)), own = extraction.SettingsFor(names);
        read.KernelRadius.ShouldBe(3);
        SettingsText.Describe(read).ShouldBe(SettingsText.Describe(own));
        SettingsText.DescribeImageTypes(read).ShouldBe(SettingsText.DescribeImageTypes(own));
    }

    private static RadscoreAssessment Assess(double diameter, Dictionary<string, string> clinical) =>
        Plain.Assess(SmallModels.Patient(3), new CaseContext { LongestDiameterMm = diameter, Clinical = clinical });
}
