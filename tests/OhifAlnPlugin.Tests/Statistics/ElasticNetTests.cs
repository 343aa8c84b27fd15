using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Elastic-net paths and their cross-validation against R glmnet 4.1-6 with threshold 1e-14 (golden 06_glmnet).</summary>
public sealed class ElasticNetTests
{
    private const string Folder = "06_glmnet";
    private const int Features = 15;

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input.csv");
    private static readonly bool[] Labels = [.. Input.Column("label").Select(l => l == 1)];
    private static readonly double[][] Raw = [.. Enumerable.Range(1, Features).Select(f => Input.Column($"f{f}"))];
    private static readonly double[][] Scaled = [.. Raw.Select(Scale)];

    [Theory]
    [InlineData("raw_std_intercept", false, 0.5, true)]
    [InlineData("scaled_intercept", true, 0.5, true)]
    [InlineData("scaled_intercept_lasso", true, 1, true)]
    [InlineData("scaled_intercept_ridge", true, 0, true)]
    [InlineData("scaled_nointercept_paper", true, 0.5, false)]
    public void Paths_are_those_of_glmnet(string file, bool scaled, double alpha, bool intercept) =>
        RequirePath(file, ElasticNet.Fit(scaled ? Scaled : Raw, Labels, new ElasticNetOptions { Alpha = alpha, Intercept = intercept }), 1e-6);

    [Fact]
    public void The_default_path_of_glmnet_is_met_to_its_own_accuracy() =>
        RequirePath("raw_std_intercept_defaultthresh", ElasticNet.Fit(Raw, Labels, new ElasticNetOptions()), 1e-3);

    [Fact]
    public void Up_sampled_cases_give_the_path_of_glmnet()
    {
        int[] cases = [.. Indices(false), .. Enumerable.Repeat(Indices(true), 4).SelectMany(i => i)];
        double[][] features = [.. Scaled.Select(f => cases.Select(i => f[i]).ToArray())];

        RequirePath("scaled_upsampled_x4", ElasticNet.Fit(features, [.. cases.Select(i => Labels[i])], new ElasticNetOptions()), 1e-6);
    }

    [Theory]
    [InlineData("deviance", ElasticNetMeasure.Deviance)]
    [InlineData("auc", ElasticNetMeasure.Auc)]
    [InlineData("class", ElasticNetMeasure.Misclassification)]
    [InlineData("mse", ElasticNetMeasure.SquaredError)]
    public void Cross_validation_is_that_of_glmnet(string name, ElasticNetMeasure measure)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_cv.csv");
        foreach (bool intercept in (bool[])[true, false])
        {
            ElasticNetSelection found = CrossValidate(measure, intercept);
            int[] rows = [.. expected.RowsWhere("type_measure", name).Where(r => expected.Text(r, "intercept") == (intercept ? "TRUE" : "FALSE"))];
            found.Scores.Count.ShouldBe(rows.Length);
            for (int k = 0; k < rows.Length; k++)
            {
                found.Scores[k].Lambda.ShouldBeNear(expected.Number(rows[k], "lambda"), 1e-9);
                if (measure == ElasticNetMeasure.Auc && k < 4)
                {
                    continue; // Some folds still predict one value for all: glmnet then breaks the ties by chance.
                }

                found.Scores[k].Mean.ShouldBeNear(expected.Number(rows[k], "cvm"), 1e-6, $"step {k + 1}");
                found.Scores[k].StandardError.ShouldBeNear(expected.Number(rows[k], "cvsd"), 1e-6, $"step {k + 1}");
            }
        }
    }

    [Theory]
    [InlineData("deviance", ElasticNetMeasure.Deviance)]
    [InlineData("auc", ElasticNetMeasure.Auc)]
    [InlineData("class", ElasticNetMeasure.Misclassification)]
    [InlineData("mse", ElasticNetMeasure.SquaredError)]
    public void The_chosen_coefficients_are_those_of_glmnet(string name, ElasticNetMeasure measure)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_cv_coefs.csv");
        foreach (bool intercept in (bool[])[true, false])
        {
            ElasticNetSelection found = CrossValidate(measure, intercept);
            foreach (int row in expected.RowsWhere("type_measure", name).Where(r => expected.Text(r, "intercept") == (intercept ? "TRUE" : "FALSE")))
            {
                ElasticNetStep step = expected.Text(row, "which") == "lambda.min" ? found.Min : found.OneStandardError;
                string term = expected.Text(row, "term");
                double value = term == "(Intercept)" ? step.Intercept : step.Coefficients[int.Parse(term[1..]) - 1];
                step.Lambda.ShouldBeNear(expected.Number(row, "lambda"), 1e-9);
                value.ShouldBeNear(expected.Number(row, "coef"), 1e-6, $"{name} {intercept} {term}");
            }
        }
    }

    [Fact]
    public void Predictions_are_those_of_glmnet()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_pred_lambda_min_deviance.csv");
        ElasticNetStep step = CrossValidate(ElasticNetMeasure.Deviance, intercept: true).Min;
        for (int i = 0; i < expected.Rows; i++)
        {
            double[] row = [.. Scaled.Select(f => f[i])];
            step.Link(row).ShouldBeNear(expected.Number(i, "link"), 1e-6);
            step.Probability(row).ShouldBeNear(expected.Number(i, "prob"), 1e-6);
        }
    }

    [Fact]
    public void A_constant_feature_has_no_coefficient()
    {
        double[][] features = [.. Raw];
        features[2] = [.. Enumerable.Repeat(2.5, Labels.Length)];

        ElasticNet.Fit(features, Labels, new ElasticNetOptions()).Steps.ShouldAllBe(s => s.Coefficients[2] == 0);
    }

    [Fact]
    public void Separation_ends_the_path_where_glmnet_ends_it()
    {
        double[][] features = [.. Scaled];
        features[0] = [.. Scaled[0].Select((v, i) => (Labels[i] ? 1 : -1) + (v * 0.01))];
        ElasticNetPath path = ElasticNet.Fit(features, Labels, new ElasticNetOptions());

        path.Steps.Count.ShouldBe(93);
        path.Steps[^1].DevianceRatio.ShouldBe(0.999032, 1e-6);
        path.Steps[^1].Coefficients[0].ShouldBe(7.25226, 5e-3);
    }

    [Fact]
    public void Too_little_to_learn_from_is_refused()
    {
        bool[] one = new bool[Labels.Length];
        one[3] = true;

        Should.Throw<ArgumentException>(() => ElasticNet.Fit(Raw, one, new ElasticNetOptions())).Message.ShouldContain("1 with and 99 without");
        Should.Throw<ArgumentException>(() => ElasticNet.Fit([Raw[0]], Labels, new ElasticNetOptions())).Message.ShouldContain("at least two features; there are 1");
        Should.Throw<ArgumentException>(() => ElasticNet.Fit([Raw[0], [.. Raw[1][1..], double.NaN]], Labels, new ElasticNetOptions())).Message.ShouldContain("Feature 2 is NaN for case 100");
        Should.Throw<ArgumentException>(() => ElasticNetCrossValidation.Run(Raw, Labels, [.. Labels.Select((_, i) => (i % 2) + 1)], new ElasticNetOptions(), ElasticNetMeasure.Deviance))
            .Message.ShouldContain("at least three folds");
    }

    private static void RequirePath(string file, ElasticNetPath path, double tolerance)
    {
        GoldenTable expected = GoldenTable.Read(Folder, $"expected_path_{file}.csv");
        path.NullDeviance.ShouldBeNear(expected.Number(0, "nulldev"), 1e-9);
        path.Steps.Count.ShouldBe(expected.Rows);
        for (int k = 0; k < expected.Rows; k++)
        {
            path.Steps[k].Lambda.ShouldBeNear(expected.Number(k, "lambda"), 1e-9, $"lambda {k + 1}");
            path.Steps[k].DevianceRatio.ShouldBeNear(expected.Number(k, "dev_ratio"), tolerance, $"deviance {k + 1}");
            path.Steps[k].Intercept.ShouldBeNear(expected.Number(k, "a0"), tolerance, $"intercept {k + 1}");
            for (int f = 1; f <= Features; f++)
            {
                path.Steps[k].Coefficients[f - 1].ShouldBeNear(expected.Number(k, $"f{f}"), tolerance, $"f{f} at step {k + 1}");
            }
        }
    }

    private static ElasticNetSelection CrossValidate(ElasticNetMeasure measure, bool intercept) => ElasticNetCrossValidation.Run(
        Scaled, Labels, [.. Input.Column("foldid").Select(f => (int)f)], new ElasticNetOptions { Intercept = intercept }, measure);

    private static int[] Indices(bool label) => [.. Enumerable.Range(0, Labels.Length).Where(i => Labels[i] == label)];

    private static double[] Scale(double[] feature)
    {
        double mean = feature.Average(), deviation = Math.Sqrt(feature.Sum(v => (v - mean) * (v - mean)) / (feature.Length - 1));
        return [.. feature.Select(v => (v - mean) / deviation)];
    }
}
