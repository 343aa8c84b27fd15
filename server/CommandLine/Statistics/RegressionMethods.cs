using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Regressions of a yes/no outcome.</summary>
internal static class RegressionMethods
{
    private static readonly StatisticOption[] Model =
    [
        new("label", "label", "column of the outcome, 0 or 1"), new("predictors", "", "columns; all other numeric ones when left out"), new("categorical", "", "columns of numbers that are categories"),
    ];

    private static readonly StatisticOption[] Net =
    [
        new("label", "label", "column of the outcome, 0 or 1"), new("features", "", "columns; all other numeric ones when left out"), new("alpha", "1", "1 lasso … 0 ridge"),
        new("nlambda", "100", "number of lambdas"), new("no-intercept", "false", "without intercept"), new("no-standardize", "false", "penalise features as given"),
    ];

    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("logistic", "stats::glm(family = binomial)", "Logistic regression: odds ratios with Wald and profile intervals.", [.. Model, new("level", "0.95", "coverage of the intervals")],
            input => Described(input, p => p)),
        new("univariate", "stats::glm(family = binomial)", "A logistic regression of each column alone.", [.. Model, new("level", "0.95", "coverage of the intervals")], Univariate),
        new("stepwise", "MASS::stepAIC(direction = \"both\")", "Logistic regression with the columns that AIC keeps.", [.. Model, new("level", "0.95", "coverage of the intervals")],
            input => Described(input, p => StepwiseSelection.ByAic(p, Outcomes(input)))),
        new("firth", "logistf::logistf", "Logistic regression with Firth's penalty, for few events or separated outcomes.", [.. Model, new("level", "0.95", "coverage of the intervals")], Firth),
        new("glmnet", "glmnet::glmnet(family = \"binomial\")", "Coefficients of an elastic net along its path.", Net, Path),
        new("cv.glmnet", "glmnet::cv.glmnet(family = \"binomial\")", "Cross-validated elastic net: measure per lambda, lambda.min and lambda.1se.",
            [.. Net, new("foldid", "", "column of the folds"), new("nfolds", "10", "folds when none are given"), new("seed", "1", "seed of the folds"), new("measure", "deviance", "deviance, auc, class or mse")], CrossValidated),
    ];

    private static IReadOnlyList<string> Columns(StatisticInput input) => input.ColumnsOf("predictors", input.Text("label"));

    private static StatisticInput CompleteOf(StatisticInput input) => input.Complete([input.Text("label"), .. Columns(input)]);

    private static bool[] Outcomes(StatisticInput input) => CompleteOf(input).Outcomes(input.Text("label"));

    private static StatisticTable Described(StatisticInput input, Func<IReadOnlyList<Predictor>, IReadOnlyList<Predictor>> choose) =>
        Terms(LogisticRegression.Fit(choose(CompleteOf(input).Predictors(Columns(input), "categorical")), Outcomes(input)), input.Number("level"));

    private static StatisticTable Univariate(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (string column in Columns(input))
        {
            StatisticInput complete = input.Complete(input.Text("label"), column);
            answer.AddAll(Terms(LogisticRegression.Fit(complete.Predictors([column], "categorical"), complete.Outcomes(input.Text("label"))), input.Number("level")), ("variable", column));
        }

        return answer;
    }

    private static StatisticTable Terms(LogisticModel model, double level)
    {
        var answer = new StatisticTable();
        for (int t = 0; t < model.Terms.Count; t++)
        {
            TestResult wald = model.WaldTest(t);
            ConfidenceInterval interval = model.WaldInterval(t, level), profile = ProfileLikelihood.Interval(model, t, level);
            answer.Add(
                ("term", model.Terms[t]), ("beta", model.Coefficients[t]), ("se", model.StandardError(t)), ("z", wald.Statistic), ("p_wald", wald.PValue), ("OR", model.OddsRatio(t)),
                ("OR_wald_low", Math.Exp(interval.Low)), ("OR_wald_high", Math.Exp(interval.High)), ("OR_profile_low", Math.Exp(profile.Low)), ("OR_profile_high", Math.Exp(profile.High)),
                ("deviance", model.Deviance), ("null_deviance", model.NullDeviance), ("AIC", model.Aic), ("separated", model.IsSeparated));
        }

        return answer;
    }

    private static StatisticTable Firth(StatisticInput input)
    {
        FirthModel model = FirthRegression.Fit(CompleteOf(input).Predictors(Columns(input), "categorical"), Outcomes(input), input.Number("level"));
        var answer = new StatisticTable();
        foreach (FirthTerm term in model.Terms)
        {
            answer.Add(
                ("term", term.Name), ("beta", term.Coefficient), ("se", term.StandardError), ("low_profile", term.Interval.Low), ("high_profile", term.Interval.High), ("p_PLR", term.Test.PValue),
                ("penloglik", model.LogLikelihood));
        }

        return answer;
    }

    private static IReadOnlyList<string> Features(StatisticInput input) => input.ColumnsOf("features", input.Text("label"), "foldid");

    private static ElasticNetOptions NetOptions(StatisticInput input) => new()
    {
        Alpha = input.Number("alpha"), LambdaCount = (int)input.Number("nlambda"), Intercept = !input.Flag("no-intercept"), Standardize = !input.Flag("no-standardize"),
    };

    private static StatisticTable Path(StatisticInput input)
    {
        IReadOnlyList<string> features = Features(input);
        ElasticNetPath path = ElasticNet.Fit([.. features.Select(input.Numbers)], input.Outcomes(input.Text("label")), NetOptions(input));
        var answer = new StatisticTable();
        foreach ((int index, ElasticNetStep step) in path.Steps.Index())
        {
            answer.Add([
                ("step", index + 1), ("lambda", step.Lambda), ("df", step.NonZero), ("dev_ratio", step.DevianceRatio), ("a0", step.Intercept), ("nulldev", path.NullDeviance),
                .. features.Select((f, j) => (f, (object)step.Coefficients[j]))]);
        }

        return answer;
    }

    private static StatisticTable CrossValidated(StatisticInput input)
    {
        ElasticNetMeasure measure = input.Text("measure") switch
        {
            "deviance" => ElasticNetMeasure.Deviance,
            "auc" => ElasticNetMeasure.Auc,
            "class" => ElasticNetMeasure.Misclassification,
            "mse" => ElasticNetMeasure.SquaredError,
            string other => throw new CommandException($"--measure is '{other}'; there are deviance, auc, class and mse."),
        };
        int[] folds = input.Optional("foldid") is { } column ? [.. input.Numbers(column).Select(f => (int)f)] : Drawn(input.Cases, (int)input.Number("nfolds"), (ulong)input.Number("seed"));
        ElasticNetSelection selection = ElasticNetCrossValidation.Run(
            [.. Features(input).Select(input.Numbers)], input.Outcomes(input.Text("label")), folds, NetOptions(input), measure);
        var answer = new StatisticTable();
        foreach (ElasticNetScore score in selection.Scores)
        {
            answer.Add(
                ("lambda", score.Lambda), ("cvm", score.Mean), ("cvsd", score.StandardError), ("nzero", selection.Path.At(score.Lambda).NonZero),
                ("lambda_min", score.Lambda == selection.Min.Lambda), ("lambda_1se", score.Lambda == selection.OneStandardError.Lambda));
        }

        return answer;
    }

    private static int[] Drawn(int cases, int folds, ulong seed)
    {
        int[] drawn = [.. Enumerable.Range(0, cases).Select(i => (i % folds) + 1)];
        new SeededRandom(seed).Shuffle<int>(drawn);
        return drawn;
    }
}
