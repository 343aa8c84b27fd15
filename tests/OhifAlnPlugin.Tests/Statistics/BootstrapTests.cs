using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Resampling, and parts of the ROC curve against R pROC (golden 26_partial_auc).</summary>
public sealed class BootstrapTests
{
    private static readonly GoldenTable Input = GoldenTable.Read("08_roc_delong", "input.csv");

    [Fact]
    public void Areas_over_a_range_are_those_of_R()
    {
        GoldenTable expected = GoldenTable.Read("26_partial_auc", "expected.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            LabelledScores scores = Scores(expected.Text(row, "score"));
            (double low, double high) = (expected.Number(row, "low"), expected.Number(row, "high"));
            (double area, double corrected) = expected.Text(row, "focus") == "specificity"
                ? PartialArea.OverSpecificity(scores, low, high)
                : PartialArea.OverSensitivity(scores, low, high);
            area.ShouldBeNear(expected.Number(row, "area"), 1e-9, expected.Text(row, "score"));
            corrected.ShouldBeNear(expected.Number(row, "corrected"), 1e-9, expected.Text(row, "score"));
        }
    }

    [Fact]
    public void The_interval_of_an_area_is_close_to_that_of_DeLong()
    {
        LabelledScores scores = Scores("radscore");
        ConfidenceInterval bootstrap = Bootstrap.Interval(scores, RocCurve.Area, seed: 7), delong = DeLong.Interval(scores);
        bootstrap.Low.ShouldBe(delong.Low, 0.015);
        bootstrap.High.ShouldBe(delong.High, 0.015);
    }

    [Fact]
    public void A_seed_gives_the_same_interval_and_another_seed_another()
    {
        LabelledScores scores = Scores("radscore");
        static double F1(LabelledScores s) => ConfusionTable.At(s, 0.5).F1;
        ConfidenceInterval first = Bootstrap.Interval(scores, F1, seed: 1), again = Bootstrap.Interval(scores, F1, seed: 1), other = Bootstrap.Interval(scores, F1, seed: 2);
        again.ShouldBe(first);
        other.ShouldNotBe(first);
        F1(scores).ShouldBeInRange(first.Low, first.High);
    }

    private static LabelledScores Scores(string name) => new(Input.Column(name), [.. Input.Column("label").Select(v => v > 0)]);
}
