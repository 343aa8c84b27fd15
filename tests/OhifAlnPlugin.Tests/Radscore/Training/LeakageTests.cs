using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Tests.Radscore.Training;

/// <summary>What is judged never had a part in what is fitted.</summary>
public sealed class LeakageTests
{
    [Fact]
    public void Permuted_outcomes_give_chance_by_nested_cross_validation_and_optimism_in_the_published_order()
    {
        PermutedCohorts.Found[] found = PermutedCohorts.Run(20, seed: 1, network: false);

        // 20 cohorts: the mean has a standard error of about 0.012; the benchmark runs 200.
        found.Average(f => f.Nested).ShouldBe(0.5, 0.045);
        found.Where(f => double.IsFinite(f.PublishedTraining)).Average(f => f.PublishedTraining).ShouldBeGreaterThan(0.65);
        found.Where(f => double.IsFinite(f.PublishedCrossValidation)).Average(f => f.PublishedCrossValidation).ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void Held_out_patients_do_not_change_the_fit()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 4);
        int[] outside = [.. Enumerable.Range(0, cohort.Count).Where(p => p % 5 != 0)];
        double[][] spoilt = [.. cohort.Columns.Select(c => c.Select((v, p) => p % 5 == 0 ? 1000 + (p * v) : v).ToArray())];
        bool[] flipped = [.. cohort.HighBurden.Select((h, p) => p % 5 == 0 ? !h : h)];
        TrainingCohort other = new(cohort.FeatureNames, spoilt, cohort.Centres, flipped);

        FittedRadscore fitted = RadscoreFit.Fit(cohort, outside, Cohorts.Design, 1), again = RadscoreFit.Fit(other, outside, Cohorts.Design, 1);

        again.Terms.ShouldBe(fitted.Terms);
        again.Networks[0].Output.Weights.ToArray().ShouldBe(fitted.Networks[0].Output.Weights.ToArray());
        outside.ShouldAllBe(p => again.Score(other, p) == fitted.Score(cohort, p));
    }

    [Fact]
    public void Outcomes_of_validation_centres_change_nothing_but_their_own_performance()
    {
        TrainingCohort cohort = Cohorts.Small(seed: 5);
        TrainingDesign design = Cohorts.Design with { TrainingCentres = ["A", "B"], ValidationCentres = ["C"] };
        TrainingCohort other = cohort.WithOutcomes([.. cohort.HighBurden.Select((h, p) => cohort.Centres[p] == "C" ? !h : h)]);

        TrainingReport one = RadscorePipeline.Run(cohort, design).Report, two = RadscorePipeline.Run(other, design).Report;

        two.Features.ShouldBe(one.Features);
        two.CutOff.ShouldBe(one.CutOff);
        two.Estimate.NestedAuc.ShouldBe(one.Estimate.NestedAuc);
        two.Performance[1].Model("radscore")!.Auc.ShouldBe(1 - one.Performance[1].Model("radscore")!.Auc, 1e-12);
    }

    [Fact]
    public void Copies_share_the_fold_of_their_patient()
    {
        SeededRandom random = new(3);
        bool[] outcomes = [.. Enumerable.Range(0, 60).Select(i => i % 4 == 0)];
        double[][] features = [.. Enumerable.Range(0, 6).Select(f => outcomes.Select(o => random.Normal() + (o && f < 3 ? 2 : 0)).ToArray())];
        SelectionRows rows = SelectionRows.Of(["a", "b", "c", "d", "e", "f"], features, outcomes);

        SelectedFeatures together = FeatureSelection.Fit(rows, new SelectionOptions(), 1), apart = FeatureSelection.Fit(rows, new SelectionOptions { KeepCopiesTogether = false }, 1);

        together.Rows.Count.ShouldBe(60 + (2 * 15));
        together.Radscore.Terms.Select(t => t.Feature).ShouldBeSubsetOf(together.AfterCorrelation);
        together.AfterCorrelation.ShouldBe(apart.AfterCorrelation);
    }
}
