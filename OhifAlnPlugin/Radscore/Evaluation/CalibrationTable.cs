using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>Whether each model's probabilities come true, and what acting on them is worth.</summary>
public static class CalibrationTable
{
    private const int Groups = 10;

    /// <summary>Computes calibration and decision curve of every model in every cohort, on the same patients as <see cref="PerformanceTable"/>.</summary>
    /// <param name="data">The patients.</param>
    /// <param name="models">The models.</param>
    /// <param name="notes">Receives a sentence where something is undefined.</param>
    public static IReadOnlyList<CalibrationRow> Of(EvaluationData data, IReadOnlyList<RiskModel> models, ICollection<string> notes)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(notes);
        List<CalibrationRow> rows = [];
        foreach (string cohort in data.Cohorts)
        {
            int[] judged = [.. data.Of(cohort).Where(p => models.All(m => double.IsFinite(m.Probabilities[p])))];
            bool[] outcomes = [.. judged.Select(p => data.Patients[p].HighBurden)];
            if (outcomes.All(o => o) || !outcomes.Any(o => o))
            {
                notes.Add($"{cohort}: calibration and decision curve need patients of low and of high burden; {outcomes.Count(o => o)} of {outcomes.Length} have a high burden.");
                continue;
            }

            foreach (RiskModel model in models)
            {
                if (Row(cohort, model, [.. judged.Select(p => model.Probabilities[p])], outcomes, notes) is { } row)
                {
                    rows.Add(row);
                }
            }
        }

        return rows;
    }

    private static CalibrationRow? Row(string cohort, RiskModel model, double[] probabilities, bool[] outcomes, ICollection<string> notes)
    {
        try
        {
            (double[] x, double[] y) = Lowess.Smooth(probabilities, [.. outcomes.Select(o => o ? 1.0 : 0)]);
            var calibration = Calibration.Assess(probabilities, outcomes);
            if (LogisticRegression.Fit([Predictor.Numeric("logit", [.. probabilities.Select(p => Math.Log(p / (1 - p)))])], outcomes).IsSeparated)
            {
                notes.Add($"{cohort}: the {model.Name} model separates the outcomes, so that slope and intercept of its calibration are undefined.");
                calibration = calibration with { Slope = double.NaN, Intercept = double.NaN };
            }

            return new CalibrationRow(
                cohort, model.Name, calibration, GroupsOf(probabilities, outcomes), [.. x.Zip(y)], DecisionCurve.Compute(probabilities, outcomes));
        }
        catch (ArgumentException failed)
        {
            notes.Add($"{cohort}: the calibration of the {model.Name} model is undefined: {EvaluationData.SentenceOf(failed)}");
            return null;
        }
    }

    /// <summary>Hosmer-Lemeshow groups; null where the predictions take too few values.</summary>
    private static HosmerLemeshowResult? GroupsOf(double[] probabilities, bool[] outcomes)
    {
        try
        {
            return HosmerLemeshow.Test(probabilities, outcomes, Groups);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>Calibration of one model in one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Calibration">Slope, intercept, Brier score and more.</param>
/// <param name="Groups">Hosmer-Lemeshow test and its groups; null where the predictions take too few values.</param>
/// <param name="Smooth">Predicted probability and smoothed outcome.</param>
/// <param name="Decision">Decision curve.</param>
public sealed record CalibrationRow(
    string Cohort,
    string Model,
    Calibration Calibration,
    HosmerLemeshowResult? Groups,
    IReadOnlyList<(double Predicted, double Observed)> Smooth,
    IReadOnlyList<DecisionPoint> Decision);
