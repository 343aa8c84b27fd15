using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Statistics;
using TestResult = OhifAlnPlugin.Statistics.TestResult;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>ROC, DeLong, Youden and diagnostic metrics against R pROC 1.18.0 (golden 08_roc_delong).</summary>
public sealed class RocCurveTests
{
    private const string Folder = "08_roc_delong";

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input.csv");
    private static readonly bool[] Labels = [.. Input.Column("label").Select(l => l == 1)];

    [Theory]
    [InlineData("radscore")]
    [InlineData("clinical")]
    [InlineData("ordinal_ties")]
    [InlineData("perfect")]
    [InlineData("constant")]
    [InlineData("reversed")]
    [InlineData("reader_binary")]
    public void Area_variance_and_interval_are_those_of_pROC(string score)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_auc.csv");
        int row = expected.RowsWhere("score", score).Single();
        LabelledScores scores = Scores(score);
        ConfidenceInterval interval = DeLong.Interval(scores);

        RocCurve.Area(scores).ShouldBeNear(expected.Number(row, "auc"), 1e-12);
        DeLong.Variance(scores).ShouldBeNear(expected.Number(row, "var_delong"), 1e-12);
        interval.Low.ShouldBeNear(expected.Number(row, "ci_low"), 1e-9);
        interval.High.ShouldBeNear(expected.Number(row, "ci_high"), 1e-9);
    }

    [Theory]
    [InlineData("radscore", "expected_roc_points_radscore.csv")]
    [InlineData("ordinal_ties", "expected_roc_points_ordinal.csv")]
    public void Points_are_those_of_pROC(string score, string file)
    {
        GoldenTable expected = GoldenTable.Read(Folder, file);
        IReadOnlyList<RocPoint> points = RocCurve.Points(Scores(score));

        points.Count.ShouldBe(expected.Rows);
        for (int k = 0; k < points.Count; k++)
        {
            points[k].Threshold.ShouldBeNear(expected.Number(k, "threshold"), 1e-12);
            points[k].Table.Sensitivity.ShouldBeNear(expected.Number(k, "sensitivity"), 1e-12);
            points[k].Table.Specificity.ShouldBeNear(expected.Number(k, "specificity"), 1e-12);
        }
    }

    [Fact]
    public void Best_points_by_Youden_are_those_of_pROC()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_youden_pROC.csv");
        foreach (string score in expected.TextColumn("score").Distinct())
        {
            int[] rows = expected.RowsWhere("score", score);
            IReadOnlyList<RocPoint> best = YoudenIndex.BestPoints(Scores(score));

            best.Count.ShouldBe(rows.Length, score);
            foreach ((RocPoint point, int row) in best.Zip(rows))
            {
                point.Threshold.ShouldBeNear(expected.Number(row, "threshold"), 1e-12, score);
                ((double)point.Table.TruePositives).ShouldBe(expected.Number(row, "tp"), score);
                ((double)point.Table.FalsePositives).ShouldBe(expected.Number(row, "fp"), score);
                point.Table.Accuracy.ShouldBeNear(expected.Number(row, "accuracy"), 1e-12, score);
                point.Table.PositivePredictiveValue.ShouldBeNear(expected.Number(row, "ppv"), 1e-12, score);
                point.Table.NegativePredictiveValue.ShouldBeNear(expected.Number(row, "npv"), 1e-12, score);
                (point.Table.Youden + 1).ShouldBeNear(expected.Number(row, "youden"), 1e-12, score);
            }
        }
    }

    [Fact]
    public void Tests_between_areas_are_those_of_pROC()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_tests.csv");
        GoldenTable external = GoldenTable.Read(Folder, "input_external.csv");
        LabelledScores other = new(external.Column("radscore"), [.. external.Column("label").Select(l => l == 1)]);
        for (int row = 0; row < expected.Rows; row++)
        {
            LabelledScores first = Scores(expected.Text(row, "a"));
            bool paired = expected.Text(row, "paired") == "TRUE";
            TestResult test = paired ? DeLong.PairedTest(first, Scores(expected.Text(row, "b"))) : DeLong.UnpairedTest(first, other);

            test.Statistic.ShouldBeNear(expected.Number(row, "statistic"), 1e-9);
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-9);
            (test.DegreesOfFreedom ?? double.NaN).ShouldBeNear(expected.Number(row, "df"), 1e-9);
            (test.Interval?.Low ?? double.NaN).ShouldBeNear(expected.Number(row, "ci_diff_low"), 1e-9);
            (test.Interval?.High ?? double.NaN).ShouldBeNear(expected.Number(row, "ci_diff_high"), 1e-9);
        }
    }

    [Fact]
    public void Covariance_of_paired_areas_is_that_of_pROC() =>
        DeLong.Covariance(Scores("radscore"), Scores("clinical")).ShouldBeNear(GoldenTable.Read(Folder, "expected_delong_cov.csv").Number(0, "cov"), 1e-12);

    [Fact]
    public void Metrics_and_exact_intervals_at_a_cut_off_are_those_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_metrics_at_youden_ge_rule.csv");
        double Value(string metric) => expected.Number(expected.RowsWhere("metric", metric).Single(), "value");
        ConfusionTable table = ConfusionTable.At(Scores("radscore"), Value("threshold"));

        table.F1.ShouldBeNear(Value("f1"), 1e-12);
        table.MatthewsCorrelation.ShouldBeNear(Value("mcc"), 1e-12);
        table.Youden.ShouldBeNear(Value("youden"), 1e-12);
        table.Sensitivity.ShouldBeNear(Value("sensitivity"), 1e-12);
        foreach (string metric in (string[])["sensitivity", "specificity", "accuracy", "ppv", "npv"])
        {
            int row = expected.RowsWhere("metric", metric).Single();
            int k = (int)expected.Number(row, "k"), n = (int)expected.Number(row, "n");
            BinomialInterval.ClopperPearson(k, n).Low.ShouldBeNear(expected.Number(row, "cp_low"), 1e-12, metric);
            BinomialInterval.ClopperPearson(k, n).High.ShouldBeNear(expected.Number(row, "cp_high"), 1e-12, metric);
            BinomialInterval.Wilson(k, n).Low.ShouldBeNear(expected.Number(row, "wilson_low"), 1e-12, metric);
            BinomialInterval.Wilson(k, n).High.ShouldBeNear(expected.Number(row, "wilson_high"), 1e-12, metric);
        }
    }

    [Fact]
    public void Area_of_swapped_groups_is_the_complement() =>
        Prop.ForAll<NonEmptyArray<int>, NonEmptyArray<int>>((p, n) =>
        {
            double[] pos = [.. p.Get], neg = [.. n.Get];
            return Math.Abs(RocCurve.Area(pos, neg) + RocCurve.Area(neg, pos) - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_group_alone_has_no_area() =>
        Should.Throw<ArgumentException>(() => RocCurve.Area([], [1, 2])).Message.ShouldContain("0 positive and 2 negative");

    [Fact]
    public void A_single_positive_patient_has_an_area_but_no_interval()
    {
        LabelledScores scores = new([0.9, 0.1, 0.2, 0.95], [true, false, false, false]);

        RocCurve.Area(scores).ShouldBe(2.0 / 3, 1e-12);
        DeLong.Interval(scores).Low.ShouldBe(double.NaN);
    }

    [Fact]
    public void A_curve_does_not_differ_from_itself()
    {
        TestResult test = DeLong.PairedTest(Scores("radscore"), Scores("radscore"));

        test.Statistic.ShouldBe(0);
        test.PValue.ShouldBe(1);
    }

    [Fact]
    public void A_score_that_is_not_finite_is_named() =>
        Should.Throw<ArgumentException>(() => new LabelledScores([1, double.NaN], [true, false])).Message.ShouldContain("Score 2 is NaN");

    [Fact]
    public void Exact_intervals_of_none_and_all_are_powers()
    {
        BinomialInterval.ClopperPearson(0, 5).Low.ShouldBe(0);
        BinomialInterval.ClopperPearson(0, 5).High.ShouldBe(1 - Math.Pow(0.025, 0.2), 1e-12);
        BinomialInterval.ClopperPearson(5, 5).Low.ShouldBe(Math.Pow(0.025, 0.2), 1e-12);
        BinomialInterval.ClopperPearson(5, 5).High.ShouldBe(1);
    }

    private static LabelledScores Scores(string column) => new(Input.Column(column), Labels);
}
