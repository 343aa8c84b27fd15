using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.CommandLine.Statistics;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary><c>aln stats</c> on the tables that R was given, against what R answered.</summary>
public sealed class StatsCommandTests
{
    /// <summary>Method, its table, its options, one value of its answer, and where R wrote that value.</summary>
    public static TheoryData<string, string, string, string, string> Answers => new()
    {
        { "icc", "01_icc/input_50cases_2readers.csv", "", "ICC[form=ICC(A,1)]", "01_icc/expected_irr.csv:ICC[type=agreement]" },
        { "combat", "02_combat/input.csv", "covariates=label,age", "f7[id=P09]", "02_combat/expected_eb_cov.csv:f7[id=P09]" },
        { "combat", "02_combat/input.csv", "covariates=age;features=f1,f2;reference=A", "f1[id=P02]", "02_combat/input.csv:f1[id=P02]" },
        { "mannwhitney", "03_mannwhitney/input_features.csv", "group=label", "p_BH[feature=f12]", "03_mannwhitney/expected_features.csv:p_BH[feature=f12]" },
        { "spearman", "04_spearman/input_heatmap.csv", "", "rho[a=rad2;b=NK]", "04_spearman/expected_heatmap.csv:rho[radiomic=rad2;immune=NK]" },
        { "glmnet", "06_glmnet/input.csv", "alpha=0.5", "f4[step=30]", "06_glmnet/expected_path_raw_std_intercept.csv:f4[step=30]" },
        { "cv.glmnet", "06_glmnet/input.csv", "alpha=0.5;foldid=foldid;measure=auc", "cvm", "06_glmnet/expected_cv.csv:cvm[type_measure=auc;intercept=TRUE]" },
        { "logistic", "07_logistic/input.csv", "predictors=age,meno,size,grade,mriLN,rad;categorical=grade", "OR_profile_high[term=grade3]", "07_logistic/expected.csv:OR_profile_high[model=multi:all;term=grade3]" },
        { "univariate", "07_logistic/input.csv", "predictors=age,size", "beta[variable=size;term=size]", "07_logistic/expected.csv:beta[model=uni:size;term=size]" },
        { "stepwise", "07_logistic/input.csv", "predictors=age,meno,size,grade,mriLN,rad;categorical=grade", "p_wald[term=rad]", "07_logistic/expected_stepAIC.csv:p_wald[term=rad]" },
        { "firth", "07_logistic/input_separation.csv", "label=y;predictors=x", "beta[term=x]", "07_logistic/expected_firth_separation.csv:beta[term=x]" },
        { "roc", "08_roc_delong/input.csv", "", "ci_low[score=clinical]", "08_roc_delong/expected_auc.csv:ci_low[score=clinical]" },
        { "roc.test", "08_roc_delong/input.csv", "a=radscore;b=clinical", "p", "08_roc_delong/expected_tests.csv:p[a=radscore;b=clinical;paired=TRUE]" },
        { "roc.points", "08_roc_delong/input.csv", "score=ordinal_ties", "sensitivity[threshold=2.5]", "08_roc_delong/expected_roc_points_ordinal.csv:sensitivity[threshold=2.5]" },
        { "youden", "08_roc_delong/input.csv", "", "threshold", "08_roc_delong/expected_youden_pROC.csv:threshold[score=radscore]" },
        { "partial.auc", "08_roc_delong/input.csv", "", "corrected", "26_partial_auc/expected.csv:corrected[score=radscore]" },
        { "mcnemar", "09_mcnemar/input.csv", "", "p_exact[b=45]", "09_mcnemar/expected.csv:p_exact[case=big]" },
        { "km", "10_survival/input.csv", "group=group", "lower[group=1;time=12]", "10_survival/expected_km.csv:lower[conf_type=log;group=1;time=12]" },
        { "median.survival", "10_survival/input.csv", "group=group", "median[group=1]", "10_survival/expected_km_median.csv:median[stratum=group=1]" },
        { "logrank", "10_survival/input.csv", "", "chisq[group=0]", "10_survival/expected_logrank.csv:chisq[test=logrank]" },
        { "cox", "10_survival/input.csv", "predictors=group,age;ties=breslow", "HR_low[term=age]", "10_survival/expected_cox.csv:HR_low[formula=Surv(time, status) ~ group + age;ties=breslow;term=age]" },
        { "concordance", "10_survival/input.csv", "", "C", "10_survival/expected_cox.csv:concordance[formula=Surv(time, status) ~ radscore]" },
        { "minp", "10_survival/input.csv", "method=maxstat", "adjusted_p", "10_survival/expected_minp_cutoff.csv:adjusted_p_Lau94[method=maxstat(LogRank)]" },
        { "kruskal", "11_contingency/input_table1.csv", "values=x", "p", "11_contingency/expected_table1_tests.csv:p[test=kruskal]" },
        { "anova", "11_contingency/input_table1.csv", "values=x", "p", "11_contingency/expected_table1_tests.csv:p[test=anova]" },
        { "chisq", "11_contingency/input_rxc.csv", "count=count;by=case", "p[case=r4x3]", "11_contingency/expected_rxc.csv:p[case=r4x3]" },
        { "fisher", "11_contingency/input_rxc.csv", "count=count;by=case", "p[case=r4x3]", "11_contingency/expected_rxc.csv:fisher_p[case=r4x3]" },
        { "calibration", "12_calibration_nomogram/input_miscalibrated.csv", "", "E90", "12_calibration_nomogram/expected_val_prob.csv:E90[prediction=miscalibrated]" },
        { "lowess", "12_calibration_nomogram/input_miscalibrated.csv", "", "y", "12_calibration_nomogram/expected_lowess_miscalibrated.csv:y" },
        { "dca", "13_dca/input.csv", "", "net_benefit[model=combined;threshold=0.25]", "13_dca/expected_dcurves.csv:net_benefit[variable=combined;threshold=0.25]" },
        { "nri", "13_dca/input.csv", "before=radiomics;after=combined;limits=0.15,0.3", "value[index=nri_categories]", "25_reclassification/expected_categorical.csv:value[item=nri]" },
        { "nomogram", "12_calibration_nomogram/input.csv", "predictors=meno,mri_aln_status,mri_aln_burden,radscore", "points[variable=meno;value=1]", "12_calibration_nomogram/expected_nomogram_points.csv:points[variable=meno;value=1]" },
        { "padjust", "15_fdr_bh/input.csv", "by=set", "BY", "15_fdr_bh/expected.csv:BY" },
        { "kappa", "22_agreement/input.csv", "first=reader1;second=reader2;weights=linear", "low", "22_agreement/expected_cohen.csv:low[case=1-2;weights=linear]" },
        { "fleiss-kappa", "22_agreement/input.csv", "", "z", "22_agreement/expected_fleiss.csv:z" },
        { "shapiro", "28_shapiro_wilk/input.csv", "by=case", "W[case=skewed50]", "28_shapiro_wilk/expected.csv:W[case=skewed50]" },
        { "cox.zph", "29_proportional_hazards/input.csv", "predictors=group,age,third", "chisq[term=third]", "29_proportional_hazards/expected.csv:chisq[formula=group + age + third;ties=efron;transform=km;term=third]" },
        { "wilcoxon", "23_signed_rank/input.csv", "by=case", "p[case=ties]", "23_signed_rank/expected.csv:p[case=ties;correct=TRUE]" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_that_of_R(string method, string input, string options, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "answer.csv");
        File.WriteAllText(file, Run(method, input, options));

        string[] golden = expected.Split(':', 2);
        double found = ValueOf(CsvTable.Read(file), value), wanted = ValueOf(CsvTable.Read(Golden(golden[0])), golden[1]);
        (Math.Abs(found - wanted) / Math.Max(1, Math.Abs(wanted))).ShouldBeLessThan(1e-6, $"{found:R} is not {wanted:R}");
    }

    [Theory]
    [InlineData("pearson", "04_spearman/input_heatmap.csv", "columns=rad1,rad2", "\"r\"")]
    [InlineData("zscore", "02_combat/input.csv", "features=f1,f2", "\"f1\"")]
    [InlineData("findcorrelation", "05_findcorrelation/input_A_15features.csv", "cutoff=0.6", "\"removed\"")]
    [InlineData("ttest", "03_mannwhitney/input_features.csv", "group=label;values=f1,f2", "\"df\"")]
    [InlineData("hosmer-lemeshow", "12_calibration_nomogram/input_miscalibrated.csv", "g=8", "\"X2\"")]
    [InlineData("diagnostics", "08_roc_delong/input.csv", "cutoff=0.4;resamples=200", "\"F1\"")]
    public void Other_methods_answer_with_their_columns(string method, string input, string options, string contains) =>
        Run(method, input, options).ShouldContain(contains);

    [Fact]
    public void Every_method_of_the_catalogue_is_tried_here() =>
        Answers.Select(a => (string)a[0]).Concat(["pearson", "zscore", "findcorrelation", "ttest", "hosmer-lemeshow", "diagnostics"]).Distinct()
            .ShouldBe(StatisticCatalogue.All.Select(m => m.Name), ignoreOrder: true);

    [Fact]
    public void Json_has_the_same_numbers_at_full_precision() =>
        Run("roc", "08_roc_delong/input.csv", "scores=radscore", "json").ShouldContain("\"auc\": 0.92441657");

    [Fact]
    public void What_cannot_be_computed_is_one_sentence()
    {
        Message("logistic", "07_logistic/input.csv", "predictors=foo").ShouldContain("no column 'foo'; it has id, label");
        Message("logistic", "07_logistic/input_separation.csv", "label=x;predictors=z").ShouldContain("'2' in column 'x' is neither 0 nor 1");
        Message("roc.test", "08_roc_delong/input.csv", "a=radscore").ShouldContain("give --b");
        Message("km", "10_survival/input.csv", "conf-type=cubic").ShouldContain("'cubic'; there are log, log-log and plain");
        Message("combat", "02_combat/input.csv", "reference=Q").ShouldContain("'Q' is none of the centres A, B, C");
    }

    private static string Message(string method, string input, string options) => Should.Throw<CommandException>(() => Run(method, input, options)).Message;

    private static string Run(string method, string input, string options, string format = "csv")
    {
        StatisticMethod found = StatisticCatalogue.All.Single(m => m.Name == method);
        Dictionary<string, string> values = found.Options.ToDictionary(o => o.Name, o => o.Default);
        string? by = null;
        foreach (string[] option in options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=', 2)))
        {
            if (option[0] == "by")
            {
                by = option[1];
            }
            else
            {
                values[option[0]] = option[1];
            }
        }

        return StatsCommand.Run(found, Golden(input), values, by, format);
    }

    private static string Golden(string path) => Path.Combine([Reference.RepositoryRoot, "tests", "Golden", "r-4.2.2", .. path.Split('/')]);

    /// <summary>The number in a column, of the first row in which other columns have given values: COLUMN[OTHER=VALUE;…].</summary>
    private static double ValueOf(CsvTable table, string where)
    {
        string[] parts = where.TrimEnd(']').Split('[', 2);
        (string Column, string Value)[] conditions = parts.Length == 1 ? [] : [.. parts[1].Split(';').Select(c => c.Split('=', 2)).Select(c => (c[0], c[1]))];
        int row = Enumerable.Range(0, table.Rows).First(r => conditions.All(c => Same(table.Text(r, c.Column), c.Value)));
        return table.Number(row, parts[0]);
    }

    private static bool Same(string found, string wanted) =>
        found == wanted || (double.TryParse(found, out double a) && double.TryParse(wanted, out double b) && a == b);
}
