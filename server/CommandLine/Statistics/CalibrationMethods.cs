using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Whether predicted probabilities hold, and what they are worth.</summary>
internal static class CalibrationMethods
{
    private static readonly StatisticOption Label = new("label", "label", "column of the outcome, 0 or 1");
    private static readonly StatisticOption Probability = new("prob", "prob", "column of the predicted probability");

    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("calibration", "rms::val.prob", "Slope, intercept, Brier score, R², D, U, Q and calibration errors of predictions.", [Label, Probability], Assessed),
        new("hosmer-lemeshow", "ResourceSelection::hoslem.test", "Hosmer-Lemeshow test of predictions.", [Label, Probability, new("g", "10", "number of groups")], HosmerLemeshowTest),
        new("lowess", "stats::lowess(iter = 0)", "Smoothed outcome over a prediction: the calibration curve.", [Label, Probability, new("f", "0.66666666666666663", "part of the cases in a neighbourhood")], Smoothed),
        new("dca", "dcurves::dca", "Decision curves: net benefit over thresholds.", [Label, new("models", "", "columns of predicted probabilities; all other numeric ones when left out")], Curves),
        new("nri", "Hmisc::improveProb", "Net reclassification and integrated discrimination of a new model against an old one.",
            [Label, new("before", "", "column of the old predictions"), new("after", "", "column of the new ones"), new("limits", "", "limits between risk categories")], Reclassified),
        new("nomogram", "rms::nomogram", "Points of each variable of a logistic regression, 0 and 1 or the extremes marked.", [Label, new("predictors", "", "columns; all other numeric ones when left out")], Points),
    ];

    private static (double[] Probabilities, bool[] Outcomes) Of(StatisticInput input, string column)
    {
        StatisticInput complete = input.Complete(input.Text("label"), column);
        return (complete.Numbers(column), complete.Outcomes(input.Text("label")));
    }

    private static StatisticTable Assessed(StatisticInput input)
    {
        (double[] probabilities, bool[] outcomes) = Of(input, input.Text("prob"));
        var c = Calibration.Assess(probabilities, outcomes);
        return new StatisticTable().Add(
            ("slope", c.Slope), ("intercept", c.Intercept), ("in_the_large", c.InTheLarge), ("brier", c.Brier), ("C", c.Concordance), ("R2", c.NagelkerkeR2), ("D", c.Discrimination),
            ("U", c.Unreliability), ("U_chisq", c.UnreliabilityTest.Statistic), ("U_p", c.UnreliabilityTest.PValue), ("Q", c.Quality), ("Emax", c.MaximumError), ("E90", c.Error90),
            ("Eavg", c.MeanError), ("S_z", c.Spiegelhalter.Statistic), ("S_p", c.Spiegelhalter.PValue));
    }

    private static StatisticTable HosmerLemeshowTest(StatisticInput input)
    {
        (double[] probabilities, bool[] outcomes) = Of(input, input.Text("prob"));
        TestResult test = HosmerLemeshow.Test(probabilities, outcomes, (int)input.Number("g")).Test;
        return new StatisticTable().Add(("X2", test.Statistic), ("df", test.DegreesOfFreedom!.Value), ("p", test.PValue));
    }

    private static StatisticTable Smoothed(StatisticInput input)
    {
        (double[] probabilities, bool[] outcomes) = Of(input, input.Text("prob"));
        (double[] x, double[] y) = Lowess.Smooth(probabilities, [.. outcomes.Select(o => o ? 1.0 : 0)], input.Number("f"));
        var answer = new StatisticTable();
        foreach ((double at, double value) in x.Zip(y))
        {
            answer.Add(("x", at), ("y", value));
        }

        return answer;
    }

    private static StatisticTable Curves(StatisticInput input)
    {
        var answer = new StatisticTable();
        foreach (string model in input.ColumnsOf("models", input.Text("label")))
        {
            (double[] probabilities, bool[] outcomes) = Of(input, model);
            foreach (DecisionPoint point in DecisionCurve.Compute(probabilities, outcomes))
            {
                answer.Add(
                    ("model", model), ("threshold", point.Threshold), ("net_benefit", point.Model), ("net_benefit_all", point.All), ("standardised", point.Standardised),
                    ("avoided_per_100", point.AvoidedPer100));
            }
        }

        return answer;
    }

    private static StatisticTable Reclassified(StatisticInput input)
    {
        StatisticInput complete = input.Complete(input.Text("label"), input.Text("before"), input.Text("after"));
        double[] before = complete.Numbers(input.Text("before")), after = complete.Numbers(input.Text("after"));
        bool[] outcomes = complete.Outcomes(input.Text("label"));
        List<(string Index, ReclassificationResult Result)> results =
        [
            ("nri", Reclassification.NetReclassification(before, after, outcomes)), ("idi", Reclassification.IntegratedDiscrimination(before, after, outcomes)),
        ];
        if (input.List("limits") is { Count: > 0 } limits)
        {
            double[] values = [.. limits.Select(l => double.TryParse(l, out double limit) ? limit : throw new CommandException($"--limits: '{l}' is not a number."))];
            results.Add(("nri_categories", Reclassification.CategoricalNetReclassification(before, after, outcomes, values)));
        }

        var answer = new StatisticTable();
        foreach ((string index, ReclassificationResult r) in results)
        {
            answer.Add(("index", index), ("value", r.Value), ("se", r.StandardError), ("z", r.Test.Statistic), ("p", r.Test.PValue), ("events", r.Events), ("others", r.Others));
        }

        return answer;
    }

    private static StatisticTable Points(StatisticInput input)
    {
        IReadOnlyList<string> columns = input.ColumnsOf("predictors", input.Text("label"));
        StatisticInput complete = input.Complete([input.Text("label"), .. columns]);
        LogisticModel model = LogisticRegression.Fit([.. columns.Select(c => Predictor.Numeric(c, complete.Numbers(c)))], complete.Outcomes(input.Text("label")));
        var marks = columns.ToDictionary(c => c, c => (IReadOnlyList<double>)[complete.Numbers(c).Min(), complete.Numbers(c).Max()]);
        var nomogram = Nomogram.Of(model, marks);
        var answer = new StatisticTable();
        foreach (NomogramAxis axis in nomogram.Axes)
        {
            foreach (NomogramMark mark in axis.Marks)
            {
                answer.Add(("variable", axis.Term), ("value", mark.Value), ("points", mark.Points));
            }
        }

        foreach (double probability in (double[])[0.1, 0.3, 0.5, 0.7, 0.9])
        {
            answer.Add(("variable", "probability"), ("value", probability), ("points", nomogram.PointsOf(Math.Log(probability / (1 - probability)))));
        }

        return answer;
    }
}
