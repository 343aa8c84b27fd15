using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Tests.Radscore.Training;

public sealed class RadscorePipelineTests
{
    [Fact]
    public void The_signal_is_found_its_copy_left_out_and_the_estimate_below_what_training_shows()
    {
        TrainingResult result = RadscorePipeline.Run(Cohorts.Small(seed: 1), Cohorts.Design with { Selection = new SelectionOptions { CorrelationCutOff = 0.8 } });
        TrainingReport report = result.Report;

        report.Features.Count(t => t.Feature is "signal" or "copy").ShouldBe(1);
        report.Features.ShouldNotContain(t => t.Feature == "constant");
        report.Steps.Select(s => s.Features).ShouldBeInOrder(SortDirection.Descending);
        report.Estimate.NestedAuc.ShouldBeInRange(0.7, 0.95);
        report.Estimate.CorrectedAuc.ShouldBe(report.Estimate.ApparentAuc - report.Estimate.BootstrapOptimism);
        report.Performance[0].Model("radscore")!.Patients.ShouldBe(180);
        result.Score(0).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void A_single_training_centre_is_the_reference_and_others_are_aligned_to_it()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 2, patients: 300);
        TrainingReport report = RadscorePipeline.Run(cohort, Cohorts.Design with { TrainingCentres = ["A"], ValidationCentres = ["B", "C"] }).Report;

        report.Harmonisation.ShouldContain(s => s.Contains("single training centre 'A' is the reference", StringComparison.Ordinal));
        report.Harmonisation.ShouldContain(s => s.Contains("transductive", StringComparison.Ordinal));
        report.Performance.Select(p => p.Cohort).ShouldBe(["training centres", "B", "C", "all validation centres"]);
        report.WithoutHarmonisation.Select(p => p.Cohort).ShouldBe(["B", "C", "all validation centres"]);
        report.Performance[3].Model("radscore")!.Auc.ShouldBeInRange(0.6, 1);
    }

    [Fact]
    public void A_small_validation_centre_has_no_harmonised_result_and_that_is_said()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 2);
        TrainingDesign design = Cohorts.Design with { TrainingCentres = ["A", "B"], ValidationCentres = ["C"], Harmonisation = new HarmonisationStep { MinimumCases = 100 } };
        TrainingReport report = RadscorePipeline.Run(cohort, design).Report;

        report.Remarks.ShouldContain("The centre 'C' has 60 patients; aligning it needs at least 100. It has no harmonised result.");
        report.Performance[1].Model("radscore").ShouldBeNull();
        report.WithoutHarmonisation[0].Model("radscore").ShouldNotBeNull();
    }

    [Fact]
    public void A_centre_with_one_patient_one_event_and_no_feature_left_are_outcomes()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 3);
        string[] centres = [.. cohort.Centres];
        centres[4] = "single";
        Said(new TrainingCohort(Cohorts.Names, cohort.Columns, centres, cohort.HighBurden), Cohorts.Design with { TrainingCentres = ["A", "single"] })
            .ShouldContain("'single' has a single patient");
        Said(cohort.WithOutcomes([.. Enumerable.Range(0, cohort.Count).Select(p => p == 7)]), Cohorts.Design).ShouldContain("1 training patients with high and 179 with low burden; at least 5");
        Said(cohort.WithOutcomes(new bool[cohort.Count]), Cohorts.Design).ShouldContain("0 of the 180 training patients have a high burden");
        Said(cohort, Cohorts.Design with { Selection = new SelectionOptions { RankSumP = 1e-15 } }).ShouldContain("No feature survives the step 'rank-sum p < 1E-15'");
        Said(cohort, Cohorts.Design with { TrainingCentres = ["A", "Z"] }).ShouldContain("'Z' has no patient");
    }

    [Fact]
    public void Folds_without_a_surviving_feature_predict_the_base_rate_and_are_counted()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 6, patients: 90);
        TrainingDesign design = Cohorts.Design with { Selection = new SelectionOptions { RankSumP = 1e-9 }, Network = null };
        NestedResult nested = NestedValidation.Run(cohort, cohort.PatientsOf(["A", "B", "C"]), design, null, CancellationToken.None);

        nested.WithoutModel.Count.ShouldBe(3);
        nested.Auc.ShouldBe(0.5);
        nested.OutOfFold.Values.Distinct().Count().ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void A_separating_clinical_variable_is_fitted_by_penalised_likelihood_and_said()
    {
        TrainingCohort plain = Cohorts.Small(seed: 7);
        ClinicalVariable perfect = new("perfect", [.. plain.HighBurden.Select(h => h ? 1.0 : 0)], null);
        ClinicalVariable words = new("words", null, [.. plain.HighBurden.Select((_, p) => p % 7 == 0 ? null : p % 2 == 0 ? "even" : "odd")]);
        TrainingCohort cohort = new(Cohorts.Names, plain.Columns, plain.Centres, plain.HighBurden)
        {
            Clinical = new Dictionary<string, ClinicalVariable>(StringComparer.Ordinal) { ["perfect"] = perfect, ["words"] = words },
        };
        TrainingDesign design = Cohorts.Design with { Clinical = new ClinicalStep { Variables = ["perfect", "words"], Selection = ClinicalSelection.All, Readers = ["perfect"] } };
        TrainingReport report = RadscorePipeline.Run(cohort, design).Report;

        report.Clinical!.Clinical!.IsSeparated.ShouldBeTrue();
        report.Clinical.Clinical.Patients.ShouldBe(180 - 26);
        report.Clinical.Clinical.Terms.ShouldAllBe(t => Math.Abs(t.Coefficient) < 20);
        report.Remarks.ShouldContain(r => r.Contains("separation", StringComparison.Ordinal));
        report.Verdict.ShouldContain(s => s.Contains("the radscore is worse than the readers (perfect)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_bundle_scores_as_the_training_did()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 8);
        TrainingResult result = RadscorePipeline.Run(cohort, Cohorts.Design with { TrainingCentres = ["A", "B"], ValidationCentres = ["C"] });
        RadscoreBundle bundle = TrainingBundle.Make(result, new BundleDescription
        {
            IntendedUse = "Tests.", Provenance = new BundleProvenance { Producer = "test", Command = "none", Seed = 1, Inputs = [] },
        });

        for (int p = 0; p < cohort.Count; p++)
        {
            int patient = p;
            FeatureVector features = new(cohort.FeatureNames, [.. cohort.Columns.Select(c => c[patient])]);
            RadscoreHarmonization harmonisation = bundle.Supplement.Harmonization!;
            bundle.Model.Score(harmonisation.Harmonise(features, harmonisation.Find(cohort.Centres[p])!)).ShouldBe(result.Score(p), 1e-12);
        }

        bundle.Extraction.IsFromImage.ShouldBeFalse();
        Should.Throw<RadscoreUndefinedException>(() => bundle.Extraction.SettingsFor(["a"])).Message.ShouldContain("table of features from elsewhere");
    }

    private static string Said(TrainingCohort cohort, TrainingDesign design) => Should.Throw<RadscoreTrainingException>(() => RadscorePipeline.Run(cohort, design)).Message;
}
