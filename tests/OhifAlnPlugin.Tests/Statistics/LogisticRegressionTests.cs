using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Logistic regression, its selection and Firth's penalty against R glm, MASS and logistf (golden 07_logistic).</summary>
public sealed class LogisticRegressionTests
{
    private const string Folder = "07_logistic";
    private const double Tolerance = 1e-8;

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input.csv");

    [Fact]
    public void Every_model_is_that_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected.csv");
        foreach (string name in expected.TextColumn("model").Distinct())
        {
            string[] variables = name == "multi:all" ? Variables : name[(name.LastIndexOf(':') + 1)..].Split('+');
            ShouldBe(Fit(variables), expected, name);
        }
    }

    [Fact]
    public void Stepwise_selection_keeps_what_R_keeps()
    {
        IReadOnlyList<Predictor> chosen = StepwiseSelection.ByAic([.. Variables.Select(Variable)], Outcomes);
        ShouldBe(LogisticRegression.Fit(chosen, Outcomes), GoldenTable.Read(Folder, "expected_stepAIC.csv"), "stepAIC_both");
    }

    [Fact]
    public void Univariate_selection_keeps_what_R_keeps() =>
        StepwiseSelection.ByUnivariateP([.. Variables.Select(Variable)], Outcomes).Select(p => p.Name).ShouldBe(
            GoldenTable.Read(Folder, "expected.csv").TextColumn("model").First(m => m.StartsWith("multi:uni", StringComparison.Ordinal)).Split(':')[^1].Split('+'));

    [Fact]
    public void Likelihood_ratios_are_those_of_R()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_univariate_LR.csv");
        for (int row = 0; row < expected.Rows; row++)
        {
            TestResult test = Fit(expected.Text(row, "variable")).LikelihoodRatioTest();
            test.Statistic.ShouldBeNear(expected.Number(row, "LR"), Tolerance);
            test.DegreesOfFreedom.ShouldBe(expected.Number(row, "df"));
            test.PValue.ShouldBeNearRelative(expected.Number(row, "p"), Tolerance);
        }
    }

    [Fact]
    public void Predictions_and_covariances_are_those_of_R()
    {
        LogisticModel model = Fit(Variables);
        GoldenTable predictions = GoldenTable.Read(Folder, "expected_pred_full.csv"), covariance = GoldenTable.Read(Folder, "expected_vcov_full.csv");
        for (int i = 0; i < predictions.Rows; i++)
        {
            model.Links[i].ShouldBeNear(predictions.Number(i, "link"), Tolerance);
            model.Probabilities[i].ShouldBeNear(predictions.Number(i, "prob"), Tolerance);
        }

        for (int i = 0; i < covariance.Rows; i++)
        {
            for (int j = 0; j < covariance.Rows; j++)
            {
                model.Covariance[i, j].ShouldBeNear(covariance.Number(i, model.Terms[j]), Tolerance);
            }
        }
    }

    [Theory]
    [InlineData("separation", 1e-7)]
    [InlineData("regular", 1e-5)]
    public void Firth_is_that_of_logistf(string data, double profileTolerance)
    {
        GoldenTable separation = GoldenTable.Read(Folder, "input_separation.csv");
        FirthModel model = data == "separation"
            ? FirthRegression.Fit([Predictor.Numeric("x", separation.Column("x"))], [.. separation.Column("y").Select(v => v > 0)])
            : FirthRegression.Fit([Variable("size"), Variable("mriLN"), Variable("rad")], Outcomes);
        GoldenTable own = GoldenTable.Read(Folder, $"expected_firth_{data}.csv"), logistf = GoldenTable.Read(Folder, $"expected_logistf_{data}.csv");

        model.LogLikelihood.ShouldBeNear(own.Number(0, "penloglik"), Tolerance);
        for (int row = 0; row < own.Rows; row++)
        {
            FirthTerm term = model.Terms[row];
            term.Name.ShouldBe(own.Text(row, "term"));
            term.Coefficient.ShouldBeNear(own.Number(row, "beta"), Tolerance);
            term.StandardError.ShouldBeNear(own.Number(row, "se"), Tolerance);
            term.Interval.Low.ShouldBeNear(logistf.Number(row, "low_profile"), profileTolerance, term.Name);
            term.Interval.High.ShouldBeNear(logistf.Number(row, "high_profile"), profileTolerance, term.Name);
            term.Test.PValue.ShouldBeNear(logistf.Number(row, "p_PLR"), 1e-8, term.Name);
        }
    }

    [Fact]
    public void Separation_is_found()
    {
        GoldenTable input = GoldenTable.Read(Folder, "input_separation.csv");
        bool[] outcomes = [.. input.Column("y").Select(v => v > 0)];

        LogisticRegression.Fit([Predictor.Numeric("x", input.Column("x"))], outcomes).IsSeparated.ShouldBeTrue();
        LogisticRegression.Fit([Predictor.Numeric("z", input.Column("z"))], outcomes).IsSeparated.ShouldBeFalse();
        int rare = Array.IndexOf(Outcomes, false);
        string[] groups = [.. Outcomes.Select((_, i) => i == rare ? "rare" : "common")];
        LogisticRegression.Fit([Predictor.Categorical("g", groups)], Outcomes).IsSeparated.ShouldBeTrue();
        double.IsNaN(ProfileLikelihood.Interval(LogisticRegression.Fit([Predictor.Numeric("x", input.Column("x"))], outcomes), 1).High).ShouldBeTrue();
    }

    [Fact]
    public void A_term_that_adds_nothing_has_no_coefficient()
    {
        double[] size = Input.Column("size");
        LogisticModel collinear = LogisticRegression.Fit([Variable("size"), Predictor.Numeric("dup", [.. size.Select(v => (2 * v) + 1)])], Outcomes);
        LogisticModel constant = LogisticRegression.Fit([Variable("size"), Predictor.Numeric("const", [.. size.Select(_ => 1.0)])], Outcomes);

        foreach (LogisticModel model in (LogisticModel[])[collinear, constant])
        {
            model.Coefficients[0].ShouldBeNear(-1.9909632, 1e-7);
            model.Coefficients[1].ShouldBeNear(0.53399892, 1e-7);
            model.Coefficients[2].ShouldBe(double.NaN);
        }

        Should.Throw<ArgumentException>(() => FirthRegression.Fit([Variable("size"), Predictor.Numeric("const", [.. size.Select(_ => 1.0)])], Outcomes))
            .Message.ShouldContain("'const' is a combination");
    }

    [Fact]
    public void One_outcome_alone_is_refused() =>
        Should.Throw<ArgumentException>(() => LogisticRegression.Fit([Variable("size")], new bool[Input.Rows])).Message.ShouldContain("All 160 cases have the same outcome");

    [Fact]
    public void Missing_values_are_refused_by_case() =>
        Should.Throw<ArgumentException>(() => Predictor.Numeric("size", [1, double.NaN])).Message.ShouldContain("'size' of case 2 is NaN");

    private static readonly string[] Variables = ["age", "meno", "size", "grade", "mriLN", "rad"];

    private static bool[] Outcomes => [.. Input.Column("label").Select(v => v > 0)];

    private static Predictor Variable(string name) =>
        name == "grade" ? Predictor.Categorical(name, Input.TextColumn(name)) : Predictor.Numeric(name, Input.Column(name));

    private static LogisticModel Fit(params string[] variables) => LogisticRegression.Fit([.. variables.Select(Variable)], Outcomes);

    private static void ShouldBe(LogisticModel model, GoldenTable expected, string name)
    {
        int[] rows = expected.RowsWhere("model", name);
        rows.Length.ShouldBe(model.Terms.Count);
        foreach ((int row, int term) in rows.Select((row, term) => (row, term)))
        {
            string what = $"{name} {model.Terms[term]}";
            model.Terms[term].ShouldBe(expected.Text(row, "term"));
            model.Coefficients[term].ShouldBeNear(expected.Number(row, "beta"), Tolerance, what);
            TestResult wald = model.WaldTest(term);
            wald.Statistic.ShouldBeNear(expected.Number(row, "z"), Tolerance, what);
            wald.PValue.ShouldBeNearRelative(expected.Number(row, "p_wald"), 1e-7, what);
            model.OddsRatio(term).ShouldBeNear(expected.Number(row, "OR"), Tolerance, what);
            Math.Exp(wald.Interval!.Value.Low).ShouldBeNear(expected.Number(row, "OR_wald_low"), Tolerance, what);
            Math.Exp(wald.Interval!.Value.High).ShouldBeNear(expected.Number(row, "OR_wald_high"), Tolerance, what);
            ConfidenceInterval profile = ProfileLikelihood.Interval(model, term);
            Math.Exp(profile.Low).ShouldBeNear(expected.Number(row, "OR_profile_low"), Tolerance, what);
            Math.Exp(profile.High).ShouldBeNear(expected.Number(row, "OR_profile_high"), Tolerance, what);
            model.Deviance.ShouldBeNear(expected.Number(row, "deviance"), Tolerance, what);
            model.NullDeviance.ShouldBeNear(expected.Number(row, "null_deviance"), Tolerance, what);
            model.Aic.ShouldBeNear(expected.Number(row, "AIC"), Tolerance, what);
        }
    }
}
