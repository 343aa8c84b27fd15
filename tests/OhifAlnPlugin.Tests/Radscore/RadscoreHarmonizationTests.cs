using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class RadscoreHarmonizationTests
{
    private static readonly RadscoreHarmonization Harmonization = SmallModels.Supplement(3).Harmonization!;

    [Theory]
    [InlineData("Hospital", "mr7 ", null, "A")]
    [InlineData(" b", "MR1", null, "B")]
    [InlineData("Elsewhere", "MR1", null, "Elsewhere")]
    [InlineData(null, null, null, null)]
    [InlineData("Hospital", "MR7", "Maker", "B")]
    public void A_centre_is_recognised_by_rules_of_the_site_then_of_the_model_then_by_its_name(string? institution, string? station, string? manufacturer, string? expected) =>
        Harmonization.Recognise(new ImageOrigin(institution, station, manufacturer, null), [new CentreRule("B", Manufacturer: "maker")]).ShouldBe(expected);

    [Fact]
    public void A_rule_that_states_nothing_fits_nothing() => new CentreRule("A").Fits(new ImageOrigin("A", null, null, null)).ShouldBeFalse();

    [Fact]
    public void Onboarding_needs_enough_complete_cases_that_differ()
    {
        FeatureVector[] cases = [.. Enumerable.Range(0, 6).Select(n => SmallModels.Patient(3, 300 + n))];

        Refusal("b", cases).ShouldContain("'B' is part of this harmonisation already");
        Refusal("C", cases[..3]).ShouldContain("'C' has 3 cases; aligning a new centre needs at least 4");
        Refusal("C", [.. cases, SmallModels.Patient(2)]).ShouldContain("Case 7 of the centre 'C' lacks the feature 'original_firstorder_F2'");
        Refusal("C", [.. Enumerable.Repeat(cases[0], 5)]).ShouldContain("constant over the 5 cases");
        Harmonization.Onboard(" C ", cases).Find("c")!.Cases.ShouldBe(6);

        static string Refusal(string name, IReadOnlyList<FeatureVector> cases) => Should.Throw<ArgumentException>(() => Harmonization.Onboard(name, cases)).Message;
    }

    [Fact]
    public void Features_that_combat_does_not_know_stay_as_they_are()
    {
        FeatureVector features = new([SmallModels.NameOf(0), "another"], [1, 7]);
        FeatureVector harmonised = Harmonization.Harmonise(features, Harmonization.Find("A")!);

        harmonised["another"].ShouldBe(7);
        harmonised[SmallModels.NameOf(0)].ShouldNotBe(1);
    }

    [Fact]
    public void A_single_centre_is_the_reference_and_others_are_aligned_to_it()
    {
        double[][] columns = [[1, 2, 3, 4], [10, 30, 20, 60]];
        CombatModel model = CombatModel.OfReference("Own", columns);
        RadscoreHarmonization own = new(["f", "g"], model, minimumCases: 3);
        FeatureVector[] shifted = [.. Enumerable.Range(0, 4).Select(c => new FeatureVector(["f", "g"], [columns[0][c] + 5, columns[1][c] + 100]))];
        RadscoreHarmonization both = own.Onboard("Other", shifted);

        own.Harmonise(shifted[0], own.Find("Own")!).Values.ToArray().ShouldBe(shifted[0].Values.ToArray());
        double[] mean = [.. Enumerable.Range(0, 2).Select(j => shifted.Average(s => both.Harmonise(s, both.Find("Other")!).Values[j]))];
        mean[0].ShouldBe(2.5, 0.6);
        mean[1].ShouldBe(30, 8);
        Should.Throw<ArgumentException>(() => CombatModel.OfReference("Own", [[1, 1]])).Message.ShouldContain("Feature 1 is constant");
    }
}
