using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class RadscoreModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(40)]
    public void Contributions_sum_to_the_score_above_the_baseline(int features)
    {
        RadscorePrediction p = SmallModels.Create(features).Predict(SmallModels.Patient(features));

        p.Contributions.Sum(c => c.Contribution).ShouldBe(p.Radscore - p.Baseline, 1e-9);
    }

    [Fact]
    public void Baseline_is_the_mean_score_of_the_background()
    {
        RadscoreModel model = SmallModels.Create(4);
        double mean = model.Background.Average(row => model.Score(new FeatureVector(model.FeatureNames, row)));

        model.Predict(SmallModels.Patient(4)).Baseline.ShouldBe(mean, 1e-12);
    }

    [Fact]
    public void Contributions_of_a_linear_score_are_the_weighted_distances_from_the_background_mean()
    {
        double[] weights = [0.5, -2, 3];
        double[][] background = [[1, 2, 3], [3, 0, 1]];

        (double baseline, double[] contributions, _) = ShapleyValues.Compute(
            x => (weights[0] * x[0]) + (weights[1] * x[1]) + (weights[2] * x[2]), [5, 5, 5], background);

        baseline.ShouldBe((0.5 * 2) - (2 * 1) + (3 * 2), 1e-12);
        contributions[0].ShouldBe(0.5 * 3, 1e-12);
        contributions[1].ShouldBe(-2 * 4, 1e-12);
        contributions[2].ShouldBe(3 * 3, 1e-12);
    }

    [Fact]
    public void Contributions_of_a_product_are_shared_equally()
    {
        (double baseline, double[] contributions, _) = ShapleyValues.Compute(x => x[0] * x[1], [1, 1], [[0, 0]]);

        baseline.ShouldBe(0);
        contributions.ShouldBe([0.5, 0.5]);
    }

    [Fact]
    public void A_feature_that_the_score_ignores_contributes_nothing()
    {
        (_, double[] contributions, _) = ShapleyValues.Compute(x => x[0] * x[0], [2, 9], [[1, 1], [0, 5]]);

        contributions[1].ShouldBe(0);
    }

    [Fact]
    public void Too_many_features_are_refused() =>
        Should.Throw<ArgumentException>(() => SmallModels.Create(201)).Message.ShouldContain("201 features; 1 to 200");

    [Fact]
    public void The_order_of_the_extracted_features_does_not_matter()
    {
        RadscoreModel model = SmallModels.Create(3);
        FeatureVector patient = SmallModels.Patient(3);
        FeatureVector reversed = new([.. patient.Names.Reverse(), "another"], [.. patient.Values.ToArray().Reverse(), double.NaN]);

        model.Score(reversed).ShouldBe(model.Score(patient));
    }

    [Fact]
    public void A_missing_feature_is_named() =>
        Should.Throw<RadscoreUndefinedException>(() => SmallModels.Create(3).Predict(SmallModels.Patient(2)))
            .Message.ShouldContain("'original_firstorder_F2' that the model needs was not extracted");

    [Fact]
    public void An_undefined_feature_is_named()
    {
        FeatureVector patient = new([SmallModels.NameOf(0), SmallModels.NameOf(1)], [1, double.NaN]);

        Should.Throw<RadscoreUndefinedException>(() => SmallModels.Create(2).Predict(patient))
            .Message.ShouldContain("'original_firstorder_F1' is undefined");
    }

    [Fact]
    public void A_score_at_the_cut_off_is_high()
    {
        CutOff cutOff = new(0.4, "rule");

        cutOff.BurdenOf(0.4).ShouldBe(AlnBurden.High);
        cutOff.BurdenOf(Math.BitDecrement(0.4)).ShouldBe(AlnBurden.Low);
    }

    [Fact]
    public void A_single_network_has_no_spread()
    {
        SmallModels.Create(2, networks: 1).Predict(SmallModels.Patient(2)).Spread.ShouldBe(0);
        SmallModels.Create(2, networks: 3).Predict(SmallModels.Patient(2)).Spread.ShouldBeGreaterThan(0);
    }
}
