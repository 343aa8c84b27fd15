using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Survival against R survival and maxstat (golden 10_survival).</summary>
public sealed class SurvivalTests
{
    private const string Folder = "10_survival";

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input.csv");
    private static readonly SurvivalData Data = new(Input.Column("time"), [.. Input.Column("status").Select(s => s > 0)]);

    [Theory]
    [InlineData("log", SurvivalIntervalScale.Log)]
    [InlineData("log-log", SurvivalIntervalScale.LogLog)]
    [InlineData("plain", SurvivalIntervalScale.Plain)]
    public void Curves_are_those_of_R(string name, SurvivalIntervalScale scale)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_km.csv");
        foreach (string group in (string[])["0", "1"])
        {
            int[] rows = [.. expected.RowsWhere("conf_type", name).Intersect(expected.RowsWhere("group", group))];
            IReadOnlyList<SurvivalStep> steps = KaplanMeier.Estimate(Group(group), scale).Steps;
            steps.Count.ShouldBe(rows.Length);
            foreach ((int row, SurvivalStep step) in rows.Zip(steps))
            {
                step.Time.ShouldBe(expected.Number(row, "time"));
                step.AtRisk.ShouldBe((int)expected.Number(row, "n_risk"));
                step.Events.ShouldBe((int)expected.Number(row, "n_event"));
                step.Censored.ShouldBe((int)expected.Number(row, "n_censor"));
                step.Survival.ShouldBeNear(expected.Number(row, "surv"), 1e-10);
                step.StandardError.ShouldBeNear(expected.Number(row, "se"), 1e-10);
                step.Interval.Low.ShouldBeNear(expected.Number(row, "lower"), 1e-10);
                step.Interval.High.ShouldBeNear(expected.Number(row, "upper"), 1e-10);
            }
        }
    }

    [Fact]
    public void Medians_and_values_at_times_are_those_of_R()
    {
        GoldenTable medians = GoldenTable.Read(Folder, "expected_km_median.csv"), times = GoldenTable.Read(Folder, "expected_km_at_times.csv");
        for (int row = 0; row < medians.Rows; row++)
        {
            (double median, ConfidenceInterval interval) = KaplanMeier.Estimate(Group(medians.Text(row, "stratum")[^1..])).Median();
            median.ShouldBe(medians.Number(row, "median"));
            interval.Low.ShouldBe(medians.Number(row, "0.95LCL"));
            interval.High.ShouldBe(medians.Number(row, "0.95UCL"));
        }

        for (int row = 0; row < times.Rows; row++)
        {
            SurvivalStep step = KaplanMeier.Estimate(Group(times.Text(row, "group")[^1..])).At(times.Number(row, "time"));
            step.AtRisk.ShouldBe((int)times.Number(row, "n_risk"));
            step.Survival.ShouldBeNear(times.Number(row, "surv"), 1e-10);
            step.Interval.Low.ShouldBeNear(times.Number(row, "lower"), 1e-10);
            step.Interval.High.ShouldBeNear(times.Number(row, "upper"), 1e-10);
        }
    }

    [Fact]
    public void A_curve_that_ends_at_zero_has_no_interval_there()
    {
        SurvivalStep last = KaplanMeier.Estimate(new SurvivalData([1, 2, 3], [true, true, true])).Steps[^1];
        last.Survival.ShouldBe(0);
        last.Interval.High.ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData("logrank", 0)]
    [InlineData("peto_prentice_rho1", 1)]
    public void Log_rank_tests_are_those_of_R(string name, double rho)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_logrank.csv");
        int row = expected.RowsWhere("test", name).ShouldHaveSingleItem();
        LogRankResult result = LogRank.Test(Data, Input.TextColumn("group"), rho);
        result.Test.Statistic.ShouldBeNear(expected.Number(row, "chisq"), 1e-10);
        result.Test.PValue.ShouldBeNearRelative(expected.Number(row, "p"), 1e-9);
        result.Groups[0].Observed.ShouldBeNear(expected.Number(row, "obs0"), 1e-10);
        result.Groups[1].Observed.ShouldBeNear(expected.Number(row, "obs1"), 1e-10);
        result.Groups[0].Expected.ShouldBeNear(expected.Number(row, "exp0"), 1e-10);
        result.Groups[1].Expected.ShouldBeNear(expected.Number(row, "exp1"), 1e-10);
    }

    [Fact]
    public void Cox_models_are_those_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_cox.csv");
        foreach (IGrouping<(string Formula, string Ties), int> rows in Enumerable.Range(0, expected.Rows).GroupBy(r => (expected.Text(r, "formula"), expected.Text(r, "ties"))))
        {
            string[] variables = rows.Key.Formula.Split("~ ")[1].Split(" + ");
            CoxModel model = CoxRegression.Fit(
                [.. variables.Select(v => Predictor.Numeric(v, Input.Column(v)))], Data, rows.Key.Ties == "efron" ? CoxTies.Efron : CoxTies.Breslow);
            foreach ((int row, int term) in rows.Select((row, term) => (row, term)))
            {
                string what = $"{rows.Key} {model.Terms[term]}";
                (double ratio, TestResult test) = model.HazardRatio(term);
                model.Terms[term].ShouldBe(expected.Text(row, "term"));
                model.Coefficients[term].ShouldBeNear(expected.Number(row, "beta"), 1e-7, what);
                model.StandardErrors[term].ShouldBeNear(expected.Number(row, "se"), 1e-7, what);
                ratio.ShouldBeNear(expected.Number(row, "HR"), 1e-7, what);
                test.Statistic.ShouldBeNear(expected.Number(row, "z"), 1e-7, what);
                test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-7, what);
                test.Interval!.Value.Low.ShouldBeNear(expected.Number(row, "HR_low"), 1e-7, what);
                test.Interval!.Value.High.ShouldBeNear(expected.Number(row, "HR_high"), 1e-7, what);
                model.NullLogLikelihood.ShouldBeNear(expected.Number(row, "loglik0"), 1e-9, what);
                model.LogLikelihood.ShouldBeNear(expected.Number(row, "loglik"), 1e-9, what);
                model.LikelihoodRatioTest().Statistic.ShouldBeNear(expected.Number(row, "LR"), 1e-7, what);
                Math.Round(model.WaldTest().Statistic, 2).ShouldBe(expected.Number(row, "wald"), 1e-9, what);
                model.ScoreTest().Statistic.ShouldBeNear(expected.Number(row, "score"), 1e-7, what);
                model.Concordance.Value.ShouldBeNear(expected.Number(row, "concordance"), 1e-9, what);
                model.Concordance.StandardError.ShouldBeNear(expected.Number(row, "c_se"), 1e-7, what);
            }
        }
    }

    [ReferenceFact]
    public void Lung_cancer_data_give_what_R_gives()
    {
        string[][] lines = [.. File.ReadLines(Reference.PathOf("stats", Folder, "input_lung.csv")).Select(l => l.Replace("\"", "", StringComparison.Ordinal).Split(','))];
        string[] header = lines[0];
        string Cell(string[] line, string name) => line[Array.IndexOf(header, name)];
        string[] names = ["sex", "age", "ph.ecog"];
        string[][] complete = [.. lines.Skip(1).Where(l => names.All(n => Cell(l, n) != "NA"))];
        double[] Column(string name) => [.. complete.Select(l => double.Parse(Cell(l, name)))];
        CoxModel model = CoxRegression.Fit([.. names.Select(n => Predictor.Numeric(n, Column(n)))], new SurvivalData(Column("time"), [.. Column("status").Select(s => s == 2)]));

        string[][] expected = [.. File.ReadLines(Reference.PathOf("stats", Folder, "expected_lung_cox.csv")).Skip(1).Select(l => l.Replace("\"", "", StringComparison.Ordinal).Split(','))];
        for (int term = 0; term < names.Length; term++)
        {
            model.Coefficients[term].ShouldBeNear(double.Parse(expected[term][1]), 1e-7);
            model.StandardErrors[term].ShouldBeNear(double.Parse(expected[term][3]), 1e-7);
        }
    }

    [Fact]
    public void A_searched_cut_off_is_that_of_R_with_its_adjusted_p()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_minp_cutoff.csv"), brute = GoldenTable.Read(Folder, "expected_minp_bruteforce.csv"), curve = GoldenTable.Read(Folder, "expected_maxstat_curve.csv");
        double[] scores = Input.Column("radscore");
        CutOffByMinimumP byLogRank = MinimumPCutOff.Find(scores, Data), byRanks = MinimumPCutOff.Find(scores, Data, CutOffStatistic.MaximallySelectedRank);

        byLogRank.CutOff.ShouldBe(expected.Number(0, "cutpoint"));
        byLogRank.Statistic.ShouldBeNear(expected.Number(0, "statistic"), 1e-9);
        byLogRank.UnadjustedP.ShouldBeNearRelative(expected.Number(0, "unadjusted_p"), 1e-8);
        byLogRank.Tried.Select(t => t.CutOff).ShouldBe(brute.Column("cut"));
        byLogRank.Tried.Zip(brute.Column("chisq")).ShouldAllBe(t => Math.Abs((t.First.Statistic * t.First.Statistic) - t.Second) < 1e-9);
        byRanks.CutOff.ShouldBe(expected.Number(1, "cutpoint"));
        byRanks.Statistic.ShouldBeNear(expected.Number(1, "statistic"), 1e-9);
        byRanks.AdjustedP.ShouldBeNearRelative(expected.Number(1, "adjusted_p_Lau94"), 1e-9);
        byRanks.Tried.Select(t => t.CutOff).ShouldBe(curve.Column("cut"));
        byRanks.Tried.Zip(curve.Column("stat")).ShouldAllBe(t => Math.Abs(t.First.Statistic - t.Second) < 1e-9);
        byLogRank.AdjustedP.ShouldBeGreaterThan(10 * byLogRank.UnadjustedP);
    }

    [Fact]
    public void Hard_cases_are_said()
    {
        var none = new SurvivalData([1, 2, 3, 4], new bool[4]);
        Message(() => CoxRegression.Fit([Predictor.Numeric("x", [1, 2, 3, 4])], none)).ShouldContain("None of the 4 patients had the event");
        LogRank.Test(none, ["a", "b", "a", "b"]).Test.PValue.ShouldBe(double.NaN);
        Message(() => LogRank.Test(none, ["a", "a", "a", "a"])).ShouldContain("two groups");
        Message(() => KaplanMeier.Estimate(new SurvivalData([1, -1], [true, true]))).ShouldContain("patient 2 is -1");
        Message(() => KaplanMeier.Estimate(new SurvivalData([1, double.NaN], [true, true]))).ShouldContain("patient 2 is NaN");
        Message(() => MinimumPCutOff.Find([1, 1, 1, 1], new SurvivalData([1, 2, 3, 4], [true, true, true, true]))).ShouldContain("No cut-off");
        double[] group = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
        var oneSided = new SurvivalData([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [true, true, true, true, true, false, false, false, false, false]);
        CoxRegression.Fit([Predictor.Numeric("group", group)], oneSided).IsMonotone.ShouldBeTrue();
        CoxRegression.Fit([Predictor.Numeric("constant", [.. group.Select(_ => 2.0)])], oneSided).Coefficients[0].ShouldBe(double.NaN);
    }

    private static string Message(Action act) => Should.Throw<ArgumentException>(act).Message;

    [Fact]
    public void Tests_of_proportional_hazards_are_those_of_R()
    {
        GoldenTable input = GoldenTable.Read("29_proportional_hazards", "input.csv"), expected = GoldenTable.Read("29_proportional_hazards", "expected.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            Predictor[] predictors = [.. expected.Text(row, "formula").Split(" + ").Select(name => name == "third"
                ? Predictor.Categorical(name, input.TextColumn(name))
                : Predictor.Numeric(name, input.Column(name)))];
            TimeTransform transform = expected.Text(row, "transform") switch
            {
                "km" => TimeTransform.KaplanMeier,
                "rank" => TimeTransform.Rank,
                "identity" => TimeTransform.Identity,
                _ => TimeTransform.Log,
            };
            ProportionalHazardsResult result = ProportionalHazards.Test(
                predictors, Data, expected.Text(row, "ties") == "efron" ? CoxTies.Efron : CoxTies.Breslow, transform);
            string term = expected.Text(row, "term");
            TestResult test = term == "GLOBAL" ? result.Global : result.Terms.Single(t => t.Name == term).Test;
            test.Statistic.ShouldBeNear(expected.Number(row, "chisq"), 1e-7, $"row {row + 1}");
            test.DegreesOfFreedom.ShouldBe(expected.Number(row, "df"));
            test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-7, $"row {row + 1}");
        }
    }

    [Fact]
    public void A_constant_variable_has_no_test_of_proportional_hazards()
    {
        var result = ProportionalHazards.Test([Predictor.Numeric("constant", [1, 1, 1, 1]), Predictor.Numeric("x", [1, 2, 2, 4])], new SurvivalData([1, 2, 3, 4], [true, true, false, true]));
        result.Terms[0].Test.PValue.ShouldBe(double.NaN);
        result.Global.DegreesOfFreedom.ShouldBe(1);
    }

    private static SurvivalData Group(string group) => Data.Of(Input.RowsWhere("group", group));
}
