using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class RadscoreTrainingTests
{
    private static readonly string[] Names = ["signal", "copy", "weak", "noise1", "noise2", "noise3", "constant"];

    private static readonly Dictionary<string, FeatureWording> Wordings = Names.ToDictionary(n => n, n => new FeatureWording(n, $"what {n} says", "1"));

    [Fact]
    public void The_signal_is_found_and_its_copy_left_out()
    {
        RadscoreTrainingResult result = RadscoreTraining.Fit(Cohort("training", 200, seed: 1), Wordings, new RadscoreTrainingOptions { Seed = 1 });

        result.Model.FeatureNames.ShouldContain(n => n == "signal" || n == "copy");
        result.Model.FeatureNames.Count(n => n is "signal" or "copy").ShouldBe(1);
        result.Model.FeatureNames.ShouldNotContain("constant");
        result.Steps.Select(s => s.Features.Count).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model()
    {
        RadscoreTrainingOptions options = new() { Seed = 5, Networks = 2 };
        RadscoreModel a = RadscoreTraining.Fit(Cohort("training", 120, 2), Wordings, options).Model;
        RadscoreModel b = RadscoreTraining.Fit(Cohort("training", 120, 2), Wordings, options).Model;

        b.CutOff.ShouldBe(a.CutOff);
        b.Networks[1].Hidden[0].Dense.Weights.ToArray().ShouldBe(a.Networks[1].Hidden[0].Dense.Weights.ToArray());
    }

    [Fact]
    public void Unseen_patients_are_told_apart_about_as_well_as_they_can_be()
    {
        RadscoreModel model = RadscoreTraining.Fit(Cohort("training", 300, 3), Wordings, new RadscoreTrainingOptions { Seed = 1 }).Model;
        CohortEvaluation unseen = RadscoreTraining.Evaluate(model, Cohort("unseen", 1000, 4), usedInTraining: false);

        unseen.Auc.ShouldBeInRange(0.72, 0.85);
        unseen.AucLow.ShouldBeLessThan(unseen.Auc);
        unseen.Patients.ShouldBe(1000);
        unseen.UsedInTraining.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_but_noise_is_a_reported_outcome()
    {
        SeededRandom random = new(9);
        RadscoreCohort noise = new(
            "noise", ["a", "b"], [.. Enumerable.Range(0, 60).Select(_ => new[] { random.Normal(), random.Normal() })], [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0)]);

        Should.Throw<RadscoreTrainingException>(() => RadscoreTraining.Fit(noise, Wordings, new RadscoreTrainingOptions { Seed = 1, SelectionP = 0.001 }))
            .Message.ShouldContain("No feature survives the step 'rank-sum p < 0.001'");
    }

    [Fact]
    public void Too_few_patients_of_a_group_are_refused()
    {
        RadscoreCohort few = new("few", ["a"], [.. Enumerable.Range(0, 30).Select(i => new[] { (double)i })], [.. Enumerable.Range(0, 30).Select(i => i < 4)]);

        Should.Throw<RadscoreTrainingException>(() => RadscoreTraining.Fit(few, Wordings, new RadscoreTrainingOptions { Seed = 1 }))
            .Message.ShouldContain("4 patients with high and 26 with low burden; at least 10 of each");
    }

    [Fact]
    public void A_feature_missing_in_one_patient_is_left_out()
    {
        RadscoreCohort whole = Cohort("training", 150, 6);
        whole.Cases[7][0] = double.NaN;

        RadscoreTraining.Fit(whole, Wordings, new RadscoreTrainingOptions { Seed = 1, Networks = 1 }).Model.FeatureNames.ShouldNotContain("signal");
    }

    /// <summary>Burden follows the logit 1.2·signal + 0.5·weak; the largest possible area is about 0.80.</summary>
    private static RadscoreCohort Cohort(string name, int patients, ulong seed)
    {
        SeededRandom random = new(seed);
        List<double[]> cases = [];
        List<bool> labels = [];
        for (int i = 0; i < patients; i++)
        {
            double signal = random.Normal(), weak = random.Normal();
            cases.Add([signal, signal + random.Normal(0, 0.2), weak, random.Normal(), random.Normal(), random.Normal(), 3]);
            labels.Add(random.Chance(1 / (1 + Math.Exp(-((1.2 * signal) + (0.5 * weak))))));
        }

        return new RadscoreCohort(name, Names, cases, labels);
    }
}
