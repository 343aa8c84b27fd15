using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Tests.Statistics;

namespace OhifAlnPlugin.Tests.Radscore.Evaluation;

/// <summary>The tables of an evaluation against those that R made of the synthetic cohort.</summary>
public sealed class SyntheticCohortTests
{
    private const double Tolerance = 1e-6;

    [ReferenceFact]
    public void Odds_ratios_are_those_of_R()
    {
        RadscoreEvaluation evaluation = RadscoreEvaluation.Of(SyntheticCohort.Data());
        GoldenTable expected = SyntheticCohort.Expected("expected_5_logistic.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string model = expected.Text(row, "model"), term = expected.Text(row, "term");
            BurdenRegression regression = model.StartsWith("uni:", StringComparison.Ordinal)
                ? evaluation.OddsRatios!.Univariable.Single(m => m.Variables[0] == model[4..]).Regression
                : evaluation.Models.Single(m => m.Name == model).Regression!;
            BurdenTerm found = regression.Terms.Single(t => t.Name == term || t.Name == term + "1");
            Math.Exp(found.Coefficient).ShouldBeNear(expected.Number(row, "OR"), Tolerance, $"{model} {term}");
            Math.Exp(found.Interval.Low).ShouldBeNear(expected.Number(row, "low"), Tolerance, $"{model} {term}");
            Math.Exp(found.Interval.High).ShouldBeNear(expected.Number(row, "high"), Tolerance, $"{model} {term}");
            found.PValue.ShouldBeNearRelative(expected.Number(row, "p"), Tolerance, $"{model} {term}");
        }
    }

    [ReferenceFact]
    public void Areas_calls_and_tests_are_those_of_R()
    {
        RadscoreEvaluation evaluation = RadscoreEvaluation.Of(SyntheticCohort.Data());
        RiskModel combinedModel = evaluation.Models.Single(m => m.Name == RiskModels.Combined);
        var combinedAsScore = ReaderTable.Of(SyntheticCohort.Data(combinedModel.Probabilities, new CutOff(combinedModel.CutOff, "Youden in training")));
        GoldenTable expected = SyntheticCohort.Expected("expected_6_performance.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            string cohort = expected.Text(row, "centre");
            PerformanceRow Of(string model) => evaluation.Performance.Single(r => r.Cohort == cohort && r.Model == model);
            PerformanceRow combined = Of(RiskModels.Combined);
            Of(RiskModels.Radiomics).Area.ShouldBeNear(expected.Number(row, "auc_rad"), Tolerance);
            Of(RiskModels.Clinical).Area.ShouldBeNear(expected.Number(row, "auc_clin"), Tolerance);
            combined.Area.ShouldBeNear(expected.Number(row, "auc_comb"), Tolerance);
            combined.AreaInterval.Low.ShouldBeNear(expected.Number(row, "comb_low"), Tolerance);
            combined.AreaInterval.High.ShouldBeNear(expected.Number(row, "comb_high"), Tolerance);
            combined.AgainstClinical!.Statistic.ShouldBeNear(expected.Number(row, "delong_comb_vs_clin_z"), Tolerance);
            combined.AgainstClinical.PValue.ShouldBeNear(expected.Number(row, "delong_p"), Tolerance);

            // R's cut-off is the lowest score called high, ours lies midway to the next lower one: the calls are the same.
            combined.CutOff.ShouldBe(expected.Number(row, "cut"), 1e-3);
            combined.Calls.Sensitivity.ShouldBeNear(expected.Number(row, "sens"), Tolerance);
            combined.Calls.Specificity.ShouldBeNear(expected.Number(row, "spec"), Tolerance);
            combined.Calls.Accuracy.ShouldBeNear(expected.Number(row, "acc"), Tolerance);

            ReaderRow readers = combinedAsScore.Single(r => r.Cohort == cohort);
            readers.ReaderArea.ShouldBeNear(expected.Number(row, "auc_reader"), Tolerance);
            readers.Reader.Sensitivity.ShouldBeNear(expected.Number(row, "sens_reader"), Tolerance);
            readers.Reader.Specificity.ShouldBeNear(expected.Number(row, "spec_reader"), Tolerance);
            readers.Corrected.Statistic.ShouldBeNear(expected.Number(row, "mcnemar_chi2"), Tolerance);
            readers.Corrected.PValue.ShouldBeNear(expected.Number(row, "mcnemar_p"), Tolerance);
        }
    }

    [ReferenceFact]
    public void Survival_at_the_cut_off_of_minimum_p_is_that_of_R()
    {
        RadscoreEvaluation evaluation = RadscoreEvaluation.Of(SyntheticCohort.Data());
        GoldenTable expected = SyntheticCohort.Expected("expected_7_survival.csv");
        IReadOnlyList<double> combined = evaluation.Models.Single(m => m.Name == RiskModels.Combined).Probabilities;
        double cut = expected.Number(0, "cut");
        var table = SurvivalTable.Of(SyntheticCohort.Data(combined, new CutOff(Math.BitIncrement(cut), "above R's cut-off"), asOne: true));
        table.Searched!.CutOff.ShouldBeNear(cut, Tolerance);
        table.Searched.AdjustedP.ShouldBeGreaterThan(table.Searched.UnadjustedP);
        SurvivalRow row = table.Rows.ShouldHaveSingleItem();
        row.LogRank!.Statistic.ShouldBeNear(expected.Number(0, "chisq"), Tolerance);
        row.LogRank.PValue.ShouldBeNear(expected.Number(0, "p"), Tolerance);
        row.HazardRatio!.Value.HazardRatio.ShouldBeNear(expected.Number(0, "HR"), Tolerance);
        row.HazardRatio.Value.Test.Interval!.Value.Low.ShouldBeNear(expected.Number(0, "low"), Tolerance);
        row.HazardRatio.Value.Test.Interval!.Value.High.ShouldBeNear(expected.Number(0, "high"), Tolerance);
        row.HazardRatio.Value.Test.PValue.ShouldBeNear(expected.Number(0, "p_cox"), Tolerance);
    }

    [ReferenceFact]
    public void The_sentences_say_where_the_radscore_does_not_help()
    {
        IReadOnlyList<CohortFindings> findings = EvaluationFindings.Of(RadscoreEvaluation.Of(SyntheticCohort.Data()));
        findings.Select(f => f.Cohort).ShouldBe(["VAL1", "VAL2", "TRAIN"]);
        findings[0].Sentences.ShouldContain(s => s.StartsWith("The combined model is better than the clinical model", StringComparison.Ordinal));
        findings[1].Sentences.ShouldContain(s => s.StartsWith("The radscore is no better than the clinical model", StringComparison.Ordinal));
    }
}
