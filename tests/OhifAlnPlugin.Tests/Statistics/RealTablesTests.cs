using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Clinical tables of real patients against R: Duke breast MRI, METABRIC, TCGA and BCNB. No endpoint here is a radscore.</summary>
public sealed class RealTablesTests
{
    private const string Duke = "31_duke_clinical", Survival = "32_metabric_tcga_bcnb";

    [ReferenceFact]
    public void Clinical_predictors_of_burden_are_those_of_R()
    {
        ReferenceTable input = Table(Duke, "input.csv"), single = Table(Duke, "expected_univariate_GE.csv"), joint = Table(Duke, "expected_multivariate_GE.csv");
        for (int row = 0; row < single.Rows; row++)
        {
            string variable = single.Texts("variable")[row];
            LogisticModel model = Logistic(input, [variable], "burden", r => input.Texts("manufacturer")[r] == "GE");
            ShouldBe(model, 1, single, row);
        }

        LogisticModel all = Logistic(input, joint.Texts("term")[1..], "burden", r => input.Texts("manufacturer")[r] == "GE");
        for (int row = 0; row < joint.Rows; row++)
        {
            ShouldBe(all, row, joint, row);
        }
    }

    [ReferenceFact]
    public void Readers_call_and_nodes_go_together_as_in_R()
    {
        ReferenceTable input = Table(Duke, "input.csv"), expected = Table(Duke, "expected_reader_vs_Npos.csv");
        int[] rows = input.Complete(["reader_LN", "Npos"]);
        int[,] counts = new int[2, 2];
        foreach (int r in rows)
        {
            counts[(int)input.Numbers("reader_LN")[r], (int)input.Numbers("Npos")[r]]++;
        }

        var table = new ContingencyTable(counts);
        table.ChiSquare(yates: false).Statistic.ShouldBeNear(expected.Numbers("stat")[0], 1e-9);
        FisherExact.Test(table).PValue.ShouldBeNearRelative(expected.Numbers("p")[1], 1e-7);
        table.ChiSquare().PValue.ShouldBeNearRelative(expected.Numbers("p")[2], 1e-9);
    }

    [ReferenceFact]
    public void Recurrence_by_burden_is_that_of_R()
    {
        ReferenceTable input = Table(Duke, "input.csv"), expected = Table(Duke, "expected_survival.csv"), curves = Table(Duke, "expected_km.csv");
        int[] rows = input.Complete(["time_days", "recur"], r => input.Numbers("time_days")[r] > 0);
        SurvivalData data = Data(input, rows, "time_days", "recur");
        (data.Count, data.EventCount).ShouldBe((777, 66));
        string[] burden = [.. rows.Select(r => input.Texts("burden")[r])];
        LogRank.Test(data, burden).Test.Statistic.ShouldBeNear(expected.Numbers("logrank_chi2")[0], 1e-9);
        ShouldBe(CoxRegression.Fit([Predictor.Numeric("burden", [.. rows.Select(r => input.Numbers("burden")[r])])], data), 0, expected, 0);
        for (int row = 0; row < curves.Rows; row++)
        {
            string group = curves.Texts("group")[row][^1..];
            SurvivalStep step = KaplanMeier.Estimate(data.Of(Enumerable.Range(0, rows.Length).Where(i => burden[i] == group))).At(curves.Numbers("time")[row]);
            step.Survival.ShouldBeNear(curves.Numbers("surv")[row], 1e-10);
            step.Interval.Low.ShouldBeNear(curves.Numbers("low")[row], 1e-10);
            step.AtRisk.ShouldBe((int)curves.Numbers("at_risk")[row]);
        }
    }

    [ReferenceTheory]
    [InlineData("metabric", "metabric OS uni", "burden", "os", "ev")]
    [InlineData("metabric", "metabric OS multi", "burden,age,size,er", "os", "ev")]
    [InlineData("metabric", "metabric RFS uni", "burden", "rfs", "rfe")]
    [InlineData("tcga", "tcga OS uni", "burden", "os", "ev")]
    [InlineData("tcga", "tcga OS multi", "burden,age", "os", "ev")]
    public void Hazards_by_burden_are_those_of_R(string cohort, string model, string terms, string time, string happened)
    {
        ReferenceTable input = Table(Survival, $"{cohort}_input.csv"), expected = Table(Survival, $"{cohort}_expected_cox.csv");
        string[] variables = terms.Split(',');
        int[] rows = input.Complete([.. variables, time, happened]);
        CoxModel found = CoxRegression.Fit([.. variables.Select(v => Predictor.Numeric(v, [.. rows.Select(r => input.Numbers(v)[r])]))], Data(input, rows, time, happened));
        int first = Array.IndexOf(expected.Texts("model"), model);
        for (int term = 0; term < variables.Length; term++)
        {
            ShouldBe(found, term, expected, first + term);
            found.Concordance.Value.ShouldBeNear(expected.Numbers("cindex")[first + term], 1e-9);
        }
    }

    [ReferenceFact]
    public void A_searched_cut_off_of_the_prognostic_index_is_that_of_R()
    {
        ReferenceTable input = Table(Survival, "metabric_input.csv"), expected = Table(Survival, "metabric_expected_minp_summary.csv");
        int[] rows = input.Complete(["npi", "os", "ev"]);
        SurvivalData data = Data(input, rows, "os", "ev");
        double[] index = [.. rows.Select(r => input.Numbers("npi")[r])];
        CutOffByMinimumP byLogRank = MinimumPCutOff.Find(index, data), byRanks = MinimumPCutOff.Find(index, data, CutOffStatistic.MaximallySelectedRank);
        byLogRank.CutOff.ShouldBe(expected.Numbers("bruteforce_cut")[0]);
        (byLogRank.Statistic * byLogRank.Statistic).ShouldBeNear(expected.Numbers("bruteforce_chisq")[0], 1e-9);
        byRanks.CutOff.ShouldBe(expected.Numbers("maxstat_cut")[0]);
        byRanks.Statistic.ShouldBeNear(expected.Numbers("maxstat_stat")[0], 1e-9);
    }

    [ReferenceTheory]
    [InlineData("N_positive")]
    [InlineData("high")]
    public void Clinical_models_of_core_biopsies_are_those_of_R(string outcome)
    {
        ReferenceTable input = ReferenceTable.Read("realdata", "bcnb_clinical_1058.csv"), expected = Table(Survival, $"bcnb_expected_{outcome}.csv");
        bool[] outcomes = [.. Enumerable.Range(0, input.Rows).Select(r => input.Numbers("N_positive")[r] == 1 && (outcome == "N_positive" || input.Numbers("label_type1")[r] == 1))];
        LogisticModel model = LogisticRegression.Fit([.. expected.Texts("term")[1..].Select(v => Predictor.Numeric(v, input.Numbers(v)))], outcomes);
        for (int row = 0; row < expected.Rows; row++)
        {
            ShouldBe(model, row, expected, row);
        }

        LabelledScores scores = new([.. model.Probabilities], outcomes);
        RocCurve.Area(scores).ShouldBeNear(expected.Numbers("auc")[0], 1e-9);
        DeLong.Interval(scores).Low.ShouldBeNear(expected.Numbers("auc_low")[0], 1e-9);
    }

    private static ReferenceTable Table(string folder, string file) => ReferenceTable.Read("stats", folder, file);

    private static SurvivalData Data(ReferenceTable input, int[] rows, string time, string happened) =>
        new([.. rows.Select(r => input.Numbers(time)[r])], [.. rows.Select(r => input.Numbers(happened)[r] > 0)]);

    private static LogisticModel Logistic(ReferenceTable input, string[] variables, string outcome, Func<int, bool> condition)
    {
        int[] rows = input.Complete([.. variables, outcome], condition);
        return LogisticRegression.Fit([.. variables.Select(v => Predictor.Numeric(v, [.. rows.Select(r => input.Numbers(v)[r])]))], [.. rows.Select(r => input.Numbers(outcome)[r] > 0)]);
    }

    private static void ShouldBe(LogisticModel model, int term, ReferenceTable expected, int row)
    {
        TestResult wald = model.WaldTest(term);
        model.OddsRatio(term).ShouldBeNear(expected.Numbers("OR")[row], 1e-7, model.Terms[term]);
        Math.Exp(wald.Interval!.Value.Low).ShouldBeNear(expected.Numbers("low")[row], 1e-7, model.Terms[term]);
        Math.Exp(wald.Interval!.Value.High).ShouldBeNear(expected.Numbers("high")[row], 1e-7, model.Terms[term]);
        wald.PValue.ShouldBeNear(expected.Numbers("p")[row], 1e-7, model.Terms[term]);
    }

    private static void ShouldBe(CoxModel model, int term, ReferenceTable expected, int row)
    {
        (double ratio, TestResult wald) = model.HazardRatio(term);
        ratio.ShouldBeNear(expected.Numbers("HR")[row], 1e-7, model.Terms[term]);
        wald.Interval!.Value.Low.ShouldBeNear(expected.Numbers("low")[row], 1e-7, model.Terms[term]);
        wald.Interval!.Value.High.ShouldBeNear(expected.Numbers("high")[row], 1e-7, model.Terms[term]);
        wald.PValue.ShouldBeNear(expected.Numbers("p")[row], 1e-7, model.Terms[term]);
    }
}
