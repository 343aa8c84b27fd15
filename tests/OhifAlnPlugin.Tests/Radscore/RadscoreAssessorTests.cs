using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class RadscoreAssessorTests
{
    private static readonly RadscoreBundle Bundle = SmallModels.FullBundle();
    private static readonly RadscoreAssessor Assessor = new(Bundle);

    [Fact]
    public void A_known_centre_is_harmonised_as_the_frozen_combat_does()
    {
        FeatureVector patient = SmallModels.Patient(3);
        RadscoreAssessment found = Assessor.Assess(patient, new CaseContext { Centre = " b " });
        double[] harmonised = Bundle.Supplement.Harmonization!.Combat.Apply(patient.Values.ToArray(), "B");

        found.Prediction.Contributions.Select(c => c.Value).ShouldBe(harmonised);
        found.Extracted.ShouldBe(patient.Values.ToArray());
        found.Prediction.Radscore.ShouldBe(Bundle.Model.Score(new FeatureVector(patient.Names, harmonised)));
        (found.Centre.Name, found.Centre.Kind).ShouldBe(("B", HarmonizationKind.Known));
        found.Prediction.Contributions.Sum(c => c.Contribution).ShouldBe(found.Prediction.Radscore - found.Prediction.Baseline, 1e-9);
    }

    [Theory]
    [InlineData("Z", "the centre 'Z' is unknown to the model, which knows 'A', 'B'.")]
    [InlineData(null, "the centre of the case is not known, and the model harmonises by centre; it knows 'A', 'B'.")]
    public void An_unknown_centre_has_no_score_unless_that_is_allowed(string? centre, string sentence)
    {
        Should.Throw<UnknownCentreException>(() => Assessor.Assess(SmallModels.Patient(3), new CaseContext { Centre = centre }))
            .Message.ShouldBe($"There is no radscore: {sentence} A centre can be onboarded from 4 cases of its own or more, without their outcome.");
        RadscoreAssessment found = Assessor.Assess(SmallModels.Patient(3), new CaseContext { Centre = centre, AllowUnharmonised = true });

        (found.Centre.Kind, found.Place.Band).ShouldBe((HarmonizationKind.Skipped, TrainingBand.Outside));
        found.Place.Reasons[0].ShouldBe($"The features are not harmonised: {sentence}");
        found.Prediction.Radscore.ShouldBe(Bundle.Model.Score(SmallModels.Patient(3)));
    }

    [Fact]
    public void An_onboarded_centre_is_harmonised_and_named_as_such()
    {
        FeatureVector[] own = [.. Enumerable.Range(0, 9).Select(n => SmallModels.Patient(3, 200 + n))];
        CombatCentre centre = Bundle.Supplement.Harmonization!.Onboard("C", own).Find("C")!;
        RadscoreAssessment found = new RadscoreAssessor(Bundle, [centre]).Assess(own[0], new CaseContext { Centre = "C" });

        found.Centre.Kind.ShouldBe(HarmonizationKind.Onboarded);
        found.Centre.Sentence.ShouldContain("onboarded with 9 cases of its own");
        found.Prediction.Contributions[1].Value.ShouldBe(centre.Harmonise(1, own[0][SmallModels.NameOf(1)]));
    }

    [Fact]
    public void A_bundle_without_harmonisation_scores_any_centre()
    {
        RadscoreAssessment found = new RadscoreAssessor(SmallModels.Bundle()).Assess(SmallModels.Patient(3), new CaseContext { Centre = "anywhere" });

        (found.Centre.Kind, found.Place.Band, found.Nearest.Count).ShouldBe((HarmonizationKind.None, null, 0));
    }

    [Fact]
    public void A_training_case_is_its_own_nearest_case()
    {
        TrainingCase known = Bundle.Supplement.Reference!.Cases[11];
        RadscoreAssessment found = Assessor.Assess(
            new FeatureVector(Bundle.Model.FeatureNames, [.. known.Features]), new CaseContext { AllowUnharmonised = true });

        found.Nearest.Count.ShouldBe(RadscoreAssessor.NearestCases);
        (found.Nearest[0].Case.Index, found.Nearest[0].Distance).ShouldBe((known.Index, 0));
        found.Nearest.Select(n => n.Distance).ShouldBeInOrder();
        double[] squares = [.. found.Nearest[1].Case.Features.Select((v, i) => Math.Pow((v - known.Features[i]) / Bundle.Model.Features[i].StandardDeviation, 2))];
        found.Nearest[1].Distance.ShouldBe(Math.Sqrt(squares.Average()), 1e-12);
    }

    [Fact]
    public void A_case_far_from_the_training_cohort_is_outside_and_the_feature_is_named()
    {
        double[] values = [.. Bundle.Model.Features.Select((f, i) => Bundle.Supplement.Reference!.Cases.Average(c => c.Features[i]))];
        FeatureVector Case() => new(Bundle.Model.FeatureNames, values);
        TrainingPlace centre = new RadscoreAssessor(WithoutHarmonisation).Assess(Case(), new CaseContext()).Place;
        values[1] += 4.6;
        TrainingPlace far = new RadscoreAssessor(WithoutHarmonisation).Assess(Case(), new CaseContext()).Place;

        (centre.Band, centre.Reasons.Count).ShouldBe((TrainingBand.Inside, 0));
        far.Band.ShouldBe(TrainingBand.Outside);
        far.Reasons[0].ShouldBe("As a whole the case is farther from the training cohort than any of its own cases.");
        far.Reasons.Skip(1).ShouldHaveSingleItem().ShouldStartWith("F1 is ");
        far.Reading!.Shares[1].ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Clinical_values_turn_on_the_models()
    {
        Dictionary<string, string> values = new() { ["menopause"] = "Post", ["age"] = "60" };
        RadscoreAssessment found = Assessor.Assess(SmallModels.Patient(3), new CaseContext { Centre = "A", Clinical = values });

        found.Clinical!.Probability.ShouldBe(Logistic(-1 + 0.7 + (0.02 * 60)), 1e-12);
        found.Combined!.Probability.ShouldBe(Logistic(-3 + 0.5 + (0.02 * 60) + (4 * found.Prediction.Radscore)), 1e-12);
        found.Combined.Points.Select(p => p.Variable).ShouldBe(["menopause", "age", "radscore"]);
        found.Combined.Points[0].Points.ShouldBe(100 * 0.5 / 4, 1e-9);
        found.Combined.Points[1].Points.ShouldBe(100 * 0.02 * (60 - 18) / 4, 1e-9);
        found.Combined.Points[2].Points.ShouldBe(100 * found.Prediction.Radscore, 1e-9);
        found.MissingFields.ShouldBeEmpty();
    }

    [Fact]
    public void Missing_clinical_values_are_listed_and_wrong_ones_refused()
    {
        RadscoreAssessment found = Assessor.Assess(SmallModels.Patient(3), new CaseContext { Centre = "A", Clinical = new Dictionary<string, string> { ["age"] = "60" } });

        (found.Clinical, found.Combined).ShouldBe((null, null));
        found.MissingFields.Select(f => f.Key).ShouldBe(["menopause"]);
        Refusal("menopause", "late").ShouldBe("'late' is no value of 'Menopausal status' (menopause); allowed are 'pre', 'post'.");
        Refusal("age", "17").ShouldBe("'17' is no value of 'Age' (age); a number from 18 to 100 is needed.");
        Refusal("colour", "red").ShouldBe("'colour' is no clinical field of this model; its fields are menopause, age, t_stage, mri_aln_status, mri_aln_burden, neoadjuvant_treatment, cancer_confirmed.");

        static string Refusal(string key, string value) => Should.Throw<ClinicalValueException>(() =>
            Assessor.Assess(SmallModels.Patient(3), new CaseContext { Centre = "A", Clinical = new Dictionary<string, string> { [key] = value } })).Message;
    }

    [Fact]
    public void The_intended_use_is_checked_by_size_and_clinical_facts()
    {
        RadscoreAssessment meant = Assess(50, []), large = Assess(50.5, new() { ["t_stage"] = "T3" });

        meant.Objections.ShouldBeEmpty();
        meant.UncheckedConditions.ShouldBe(["The model is meant for T1 and T2 tumours."]);
        large.Objections.ShouldBe(["The VOI is 50.5 mm long; the model is meant for tumours up to 50 mm.", "The model is meant for T1 and T2 tumours."]);
        Assess(20, new() { ["t_stage"] = "t2" }).Objections.ShouldBeEmpty();

        static RadscoreAssessment Assess(double diameter, Dictionary<string, string> clinical) =>
            Assessor.Assess(SmallModels.Patient(3), new CaseContext { Centre = "A", LongestDiameterMm = diameter, Clinical = clinical });
    }

    [Fact]
    public void The_nomograms_axes_give_the_widest_variable_a_hundred_points()
    {
        IReadOnlyList<PointsAxis> axes = Bundle.Supplement.CombinedModel!.Nomogram(Bundle.Supplement.FieldsByKey);

        axes.Select(a => a.Variable).ShouldBe(["menopause", "age", "radscore"]);
        axes[0].Marks.Select(m => (m.Label, m.Points)).ShouldBe([("Premenopausal", 0), ("Postmenopausal", 12.5)]);
        axes[1].Marks.Select(m => m.Label).ShouldBe(["18", "20", "30", "40", "50", "60", "70", "80", "90", "100"]);
        axes[2].Marks.Select(m => m.Points).ShouldBe([.. Enumerable.Range(0, 11).Select(k => 10.0 * k)], 1e-9);
    }

    [Fact]
    public void A_total_of_points_stands_for_the_probability_that_the_model_gives()
    {
        LogisticScore combined = Bundle.Supplement.CombinedModel!;
        IReadOnlyList<PointsMark> marks = combined.ProbabilityAxis(Bundle.Supplement.FieldsByKey);
        marks.Select(m => m.Points).ShouldBeInOrder();
        marks[0].Label.ShouldBe("0.1");

        LogisticPrediction found = combined.Predict(Bundle.Supplement.FieldsByKey, new Dictionary<string, string> { ["menopause"] = "post", ["age"] = "60" }, 0.6);
        found.TotalPoints.ShouldBe(12.5 + (100 * 0.02 * 42 / 4) + 60, 1e-9);
        PointsMark below = marks.Last(m => m.Points <= found.TotalPoints), above = marks.First(m => m.Points > found.TotalPoints);
        found.Probability.ShouldBeInRange(double.Parse(below.Label), double.Parse(above.Label));
        foreach (PointsMark mark in marks)
        {
            double link = -3 + (0.02 * 18) + (mark.Points * 4 / 100);
            Logistic(link).ShouldBe(double.Parse(mark.Label), 1e-9);
        }
    }

    private static RadscoreBundle WithoutHarmonisation { get; } =
        new(Bundle.Model, Bundle.Card, Bundle.Extraction, Bundle.Provenance, Bundle.Supplement with { Harmonization = null });

    private static double Logistic(double link) => 1 / (1 + Math.Exp(-link));
}
