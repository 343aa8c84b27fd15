using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Calibration, nomogram, decision curves and reclassification against R (goldens 12, 13, 25).</summary>
public sealed class CalibrationTests
{
    private const string Folder = "12_calibration_nomogram";

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input.csv");
    private static readonly bool[] Outcomes = [.. Input.Column("label").Select(v => v > 0)];
    private static readonly double[] Predictions = GoldenTable.Read(Folder, "expected_probs.csv").Column("prob");

    [Theory]
    [InlineData("model")]
    [InlineData("miscalibrated")]
    public void Assessments_are_those_of_R(string name)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_val_prob.csv");
        int row = expected.RowsWhere("prediction", name).ShouldHaveSingleItem();
        var found = Calibration.Assess(name == "model" ? Predictions : GoldenTable.Read(Folder, "input_miscalibrated.csv").Column("prob"), Outcomes);
        (string Column, double Value)[] values =
        [
            ("R2", found.NagelkerkeR2), ("D", found.Discrimination), ("U", found.Unreliability), ("U:Chi-sq", found.UnreliabilityTest.Statistic),
            ("U:p", found.UnreliabilityTest.PValue), ("Q", found.Quality), ("Brier", found.Brier), ("Intercept", found.Intercept), ("Slope", found.Slope),
            ("Emax", found.MaximumError), ("E90", found.Error90), ("Eavg", found.MeanError), ("S:z", found.Spiegelhalter.Statistic), ("S:p", found.Spiegelhalter.PValue),
        ];
        foreach ((string column, double value) in values)
        {
            value.ShouldBeNear(expected.Number(row, column), 1e-8, column);
        }

        // rms counts concordant pairs among predictions cut to five-hundredths; Hmisc::somers2 counts them exactly.
        found.Concordance.ShouldBeNear(0.69083659954047847, 1e-12);
        found.Concordance.ShouldBe(expected.Number(row, "C (ROC)"), 1.0 / 500);
    }

    [Fact]
    public void Slope_and_calibration_in_the_large_are_those_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_calibration_slope_miscalibrated.csv");
        var found = Calibration.Assess(GoldenTable.Read(Folder, "input_miscalibrated.csv").Column("prob"), Outcomes);
        found.Slope.ShouldBeNear(expected.Number(0, "value"), 1e-7);
        found.Intercept.ShouldBeNear(expected.Number(1, "value"), 1e-7);
        found.InTheLarge.ShouldBeNear(expected.Number(2, "value"), 1e-7);
    }

    [Fact]
    public void Smoothing_is_that_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_lowess_miscalibrated.csv");
        (double[] x, double[] y) = Lowess.Smooth(GoldenTable.Read(Folder, "input_miscalibrated.csv").Column("prob"), Input.Column("label"));
        x.ShouldBe(expected.Column("x"));
        for (int i = 0; i < y.Length; i++)
        {
            y[i].ShouldBeNear(expected.Number(i, "y"), 1e-10);
        }
    }

    [Fact]
    public void Hosmer_and_Lemeshow_find_what_R_finds()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_hosmer_lemeshow.csv"), bins = GoldenTable.Read(Folder, "expected_hl_bins_g10.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            HosmerLemeshowResult result = HosmerLemeshow.Test(Predictions, Outcomes, (int)expected.Number(row, "g"));
            result.Test.Statistic.ShouldBeNear(expected.Number(row, "X2"), 1e-8);
            result.Test.DegreesOfFreedom.ShouldBe(expected.Number(row, "df"));
            result.Test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-8);
        }

        foreach ((CalibrationGroup group, int row) in HosmerLemeshow.Test(Predictions, Outcomes).Groups.Select((g, row) => (g, row)))
        {
            group.Events.ShouldBe((int)bins.Number(row, "n1"));
            (group.Cases - group.Events).ShouldBe((int)bins.Number(row, "n0"));
            group.Expected.ShouldBeNear(bins.Number(row, "e1"), 1e-8);
        }
    }

    [Fact]
    public void Points_of_the_nomogram_are_those_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_nomogram_points.csv"), totals = GoldenTable.Read(Folder, "expected_nomogram_total.csv");
        string[] variables = [.. expected.TextColumn("variable").Distinct()];
        LogisticModel model = LogisticRegression.Fit([.. variables.Select(v => Predictor.Numeric(v, Input.Column(v)))], Outcomes);
        var nomogram = Nomogram.Of(
            model, variables.ToDictionary(v => v, v => (IReadOnlyList<double>)[.. expected.RowsWhere("variable", v).Select(r => expected.Number(r, "value"))]));

        foreach ((NomogramMark mark, int row) in nomogram.Axes.SelectMany(a => a.Marks).Select((m, row) => (m, row)))
        {
            mark.Points.ShouldBeNear(expected.Number(row, "points"), 1e-6);
        }

        foreach (int row in totals.RowsWhere("axis", "total.points_to_lp"))
        {
            nomogram.PointsOf(totals.Number(row, "value")).ShouldBeNear(totals.Number(row, "total_points"), 1e-6);
        }

        foreach (int row in totals.RowsWhere("axis", "Probability"))
        {
            nomogram.ProbabilityAt(totals.Number(row, "total_points")).ShouldBeNear(totals.Number(row, "value"), 1e-5);
        }
    }

    [Fact]
    public void Decision_curves_are_those_of_R()
    {
        GoldenTable input = GoldenTable.Read("13_dca", "input.csv"), expected = GoldenTable.Read("13_dca", "expected_hand.csv"), package = GoldenTable.Read("13_dca", "expected_dcurves.csv");
        bool[] outcomes = [.. input.Column("label").Select(v => v > 0)];
        foreach (string name in (string[])["combined", "radiomics"])
        {
            IReadOnlyList<DecisionPoint> curve = DecisionCurve.Compute(input.Column(name), outcomes, expected.Column("threshold"));
            int[] rows = package.RowsWhere("variable", name);
            for (int k = 0; k < curve.Count; k++)
            {
                curve[k].Model.ShouldBeNear(expected.Number(k, $"nb_{name}"), 1e-12);
                curve[k].All.ShouldBeNear(expected.Number(k, "nb_all"), 1e-12);
                curve[k].Model.ShouldBeNear(package.Number(rows[k], "net_benefit"), 1e-12);
                if (name == "combined")
                {
                    curve[k].Standardised.ShouldBeNear(expected.Number(k, "std_combined"), 1e-12);
                    curve[k].AvoidedPer100.ShouldBeNear(expected.Number(k, "interventions_avoided_per100_combined"), 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Reclassification_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read("13_dca", "input.csv");
        GoldenTable continuous = GoldenTable.Read("25_reclassification", "expected_continuous.csv"), categorical = GoldenTable.Read("25_reclassification", "expected_categorical.csv");
        bool[] outcomes = [.. input.Column("label").Select(v => v > 0)];
        double[] before = input.Column("radiomics"), after = input.Column("combined");
        ReclassificationResult net = Reclassification.NetReclassification(before, after, outcomes);
        ReclassificationResult improvement = Reclassification.IntegratedDiscrimination(before, after, outcomes);
        ReclassificationResult byCategory = Reclassification.CategoricalNetReclassification(before, after, outcomes, [0.15, 0.3]);

        ((double[])[net.Value, net.StandardError, net.Test.Statistic, net.Events, net.Others, improvement.Value, improvement.StandardError, improvement.Test.Statistic])
            .Zip(continuous.Column("value")).ShouldAllBe(v => Math.Abs(v.First - v.Second) < 1e-12);
        ((double[])[byCategory.Value, byCategory.StandardError, byCategory.Test.Statistic, byCategory.Events, byCategory.Others])
            .Zip(categorical.Column("value")).ShouldAllBe(v => Math.Abs(v.First - v.Second) < 1e-12);
    }

    [Fact]
    public void What_cannot_be_assessed_is_said()
    {
        Message(() => HosmerLemeshow.Test([0.2, 0.2, 0.2, 0.2], [true, false, true, false])).ShouldContain("too few values");
        Message(() => Calibration.Assess([0, 0.3, 1, 0.6], [false, true, true, false])).ShouldContain("case 1 is 0");
        Message(() => Calibration.Assess([0.1, 1.3], [false, true])).ShouldContain("case 2 is 1.3");
        Message(() => DecisionCurve.Compute([0.1], [true], [1])).ShouldContain("threshold 1");
    }

    private static string Message(Action act) => Should.Throw<ArgumentException>(act).Message;
}
