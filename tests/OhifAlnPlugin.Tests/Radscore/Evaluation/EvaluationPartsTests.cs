using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Radscore.Evaluation;

/// <summary>Parts of an evaluation on small imaginary data.</summary>
public sealed class EvaluationPartsTests
{
    private static readonly CutOff Half = new(0.5, "one half");

    [Fact]
    public void Categories_begin_with_the_word_of_absence()
    {
        ClinicalVariable.Categorical("reader", ["high", "low", null, "high"]).Levels.ShouldBe(["low", "high"]);
        ClinicalVariable.Categorical("status", ["positive", "negative"]).Levels.ShouldBe(["negative", "positive"]);
        ClinicalVariable.Categorical("grade", ["III", "I"]).Levels.ShouldBe(["I", "III"]);
        ClinicalVariable.Categorical("grade", ["III", null]).Level(1).ShouldBe(-1);
        Should.Throw<ArgumentException>(() => ClinicalVariable.Categorical("grade", ["IV"], ["I", "II"])).Message.ShouldContain("'IV' is no level of 'grade'");
    }

    [Fact]
    public void Data_that_do_not_go_together_are_refused()
    {
        EvaluationPatient[] two = [new("a", "x", true, 0.7), new("b", "x", false, 0.2)];
        Refusal(() => new EvaluationData([], [], Half, [], [])).ShouldContain("no patient");
        Refusal(() => new EvaluationData([two[0], two[0]], [], Half, [], [])).ShouldContain("'a' occurs 2 times");
        Refusal(() => new EvaluationData(two, ["y"], Half, [], [])).ShouldContain("training cohort 'y'");
        Refusal(() => new EvaluationData(two, [], Half, [ClinicalVariable.Numeric("age", [1])], [])).ShouldContain("1 values for 2 patients");
        Refusal(() => new EvaluationData(two, [], Half, [], ["age"])).ShouldContain("'age' of the clinical model");
        Refusal(() => new EvaluationData([two[0] with { Months = -1 }], [], Half, [], [])).ShouldContain("follow-up of -1 months");
    }

    [Fact]
    public void A_cohort_with_one_outcome_has_counts_but_no_area()
    {
        var data = new EvaluationData([new("a", "x", true, 0.7), new("b", "x", true, 0.2)], [], Half, [], []);
        var evaluation = RadscoreEvaluation.Of(data);
        PerformanceRow row = evaluation.Performance.ShouldHaveSingleItem();
        row.Area.ShouldBe(double.NaN);
        row.Calls.ShouldBe(new ConfusionTable(1, 0, 0, 1));
        row.Undefined.ShouldBe("all 2 patients have a high burden");
        EvaluationFindings.Of(evaluation)[0].Sentences.ShouldBe(["Nothing can be said about the radscore here: all 2 patients have a high burden."]);
        evaluation.Notes.ShouldContain(n => n.Part == EvaluationPart.Models && n.Sentence.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Models_that_come_with_the_radscore_are_not_fitted_again()
    {
        EvaluationPatient[] patients = [new("a", "x", true, 0.7), new("b", "x", false, 0.2), new("c", "x", true, 0.4)];
        RiskModel[] given = [new(RiskModels.Clinical, [0.1, 0.2, 0.3], 0.25, null, []), new(RiskModels.Combined, [0.9, 0.1, 0.8], 0.5, null, [])];
        var evaluation = RadscoreEvaluation.Of(new EvaluationData(patients, [], Half, [], []) { GivenModels = given });
        evaluation.Models.Select(m => m.Name).ShouldBe([RiskModels.Clinical, RiskModels.Radiomics, RiskModels.Combined]);
        evaluation.Performance.Select(r => r.Area).ShouldBe([0.5, 1, 1]);
        evaluation.Notes.ShouldNotContain(n => n.Part == EvaluationPart.Nomogram);
    }

    [Fact]
    public void A_patient_with_a_category_unknown_in_training_has_no_clinical_probability()
    {
        EvaluationPatient[] patients = [.. Enumerable.Range(0, 41).Select(p => new EvaluationPatient($"{p}", p < 40 ? "train" : "other", p % 3 == 0, (p % 7) / 10.0))];
        var stage = ClinicalVariable.Categorical("stage", [.. Enumerable.Range(0, 41).Select(p => p == 40 ? "T3" : p % 2 == 0 ? "T1" : "T2")]);
        RiskModel clinical = RiskModels.Of(new EvaluationData(patients, ["train"], Half, [stage], ["stage"]), []).Single(m => m.Name == RiskModels.Clinical);
        clinical.Probabilities.Take(40).ShouldAllBe(p => p > 0 && p < 1);
        clinical.Probabilities[40].ShouldBe(double.NaN);
    }

    [Fact]
    public void Combat_takes_the_difference_between_centres_away()
    {
        var random = new SeededRandom(5);
        string[] centres = [.. Enumerable.Range(0, 90).Select(p => $"centre {p % 3}")];
        double[][] features = [.. Enumerable.Range(0, 8).Select(f => Enumerable.Range(0, 90).Select(p => random.Normal(p % 3 * (f + 1) * 0.4, 1 + (p % 3 * 0.3))).ToArray())];
        string[] names = [.. Enumerable.Range(0, 8).Select(f => $"f{f}")];
        var effect = HarmonisationEffect.Of(names, features, centres);
        effect.DifferentBefore.ShouldBeGreaterThan(0.8);
        effect.DifferentAfter.ShouldBeLessThan(0.2);
        (effect.Before.Explained.First + effect.Before.Explained.Second).ShouldBeInRange(0.3, 1);
        effect.Before.Scores.Sum(s => s.First * s.Second).ShouldBe(0, 1e-6);
        Refusal(() => HarmonisationEffect.Of(names, features, [.. Enumerable.Repeat("one", 90)])).ShouldContain("All patients are of one centre");
        Refusal(() => HarmonisationEffect.Of(names, features, ["single", .. centres.Skip(1)])).ShouldContain("'single' has a single patient");
    }

    [Fact]
    public void Agreement_counts_features_above_the_threshold_and_leaves_missing_values_out()
    {
        double[] same = [1, 2, 3, 4], noise = [1, -1, 1, -1], missing = [1, double.NaN, 3, 4];
        var agreement = FeatureAgreement.Of("again", ["a", "b", "c"], [same, same, missing], [same, noise, same]);
        agreement.Features[0].Icc.Value.ShouldBe(1);
        agreement.Reproducible.ShouldBe(2);
        Refusal(() => FeatureAgreement.Of("again", ["a"], [[1]], [[1]])).ShouldContain("two patients read twice");
    }

    [Fact]
    public void Correlation_is_of_patients_with_all_features()
    {
        var correlation = FeatureCorrelation.Of(["a", "b"], [[1, 2, 3, 9, double.NaN], [2, 4, 8, 16, 1]]);
        correlation.Patients.ShouldBe(4);
        correlation.Rho[0, 1].ShouldBe(1, 1e-12);
        Refusal(() => FeatureCorrelation.Of(["a"], [[1, double.NaN, 3]])).ShouldContain("2 patients have all features");
    }

    [Fact]
    public void Nomogram_marks_are_round_numbers_around_the_range() =>
        RiskNomogram.Round(0.12, 0.63).ShouldBe([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);

    [Fact]
    public void Firths_intervals_are_found_where_one_of_several_variables_separates()
    {
        var random = new SeededRandom(2);
        bool[] outcomes = [.. Enumerable.Range(0, 180).Select(_ => random.Chance(0.3))];
        double[] Noise() => [.. outcomes.Select(_ => random.Chance(0.4) ? 1.0 : 0)];
        var model = FirthRegression.Fit(
            [Predictor.Numeric("a", Noise()), Predictor.Numeric("b", Noise()), Predictor.Numeric("perfect", [.. outcomes.Select(o => o ? 1.0 : 0)]), Predictor.Numeric("s", [.. outcomes.Select(_ => random.Normal())])], outcomes);
        model.Terms.Skip(1).ShouldAllBe(t => t.Interval.Low < t.Coefficient && t.Coefficient < t.Interval.High && double.IsFinite(t.Interval.High));
        model.Terms[3].Interval.Low.ShouldBeGreaterThan(3);
    }

    private static string Refusal(Func<object> make) => Should.Throw<ArgumentException>(make).Message;
}
