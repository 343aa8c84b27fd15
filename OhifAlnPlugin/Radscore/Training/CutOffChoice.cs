using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Chooses cut-offs on the training patients.</summary>
internal static class CutOffChoice
{
    /// <summary>The cut-off with the largest sensitivity + specificity; NaN when none is better than chance.</summary>
    public static double Youden(TrainingCohort cohort, IReadOnlyList<int> patients, Func<int, double> score)
    {
        int[] scored = [.. patients.Where(p => double.IsFinite(score(p)))];
        bool[] outcomes = cohort.OutcomesOf(scored);
        if (!outcomes.Contains(true) || !outcomes.Contains(false))
        {
            return double.NaN;
        }

        double threshold = YoudenIndex.Best(new LabelledScores([.. scored.Select(score)], outcomes)).Threshold;
        return double.IsFinite(threshold) ? threshold : double.NaN;
    }

    /// <summary>The cut-off that parts survival most, with its p corrected for the search.</summary>
    /// <returns>Null without follow-up; a remark when no cut-off is possible.</returns>
    public static SurvivalCutOffReport? Survival(TrainingCohort cohort, IReadOnlyList<int> patients, string name, Func<int, double> score)
    {
        if (cohort.FollowUpOf(patients.Where(p => double.IsFinite(score(p)))) is not { } followUp)
        {
            return null;
        }

        (int[] known, SurvivalData data) = followUp;
        double[] scores = [.. known.Select(score)];
        try
        {
            CutOffByMinimumP best = MinimumPCutOff.Find(scores, data);
            double[] high = [.. scores.Select(s => s > best.CutOff ? 1.0 : 0)];
            (double ratio, TestResult test) = CoxRegression.Fit([Predictor.Numeric("high", high)], data).HazardRatio(0);
            return new SurvivalCutOffReport(
                name, data.Count, data.EventCount, best.CutOff, (int)high.Sum(), best.Statistic * best.Statistic, best.UnadjustedP, best.AdjustedP,
                ratio, test.Interval!.Value.Low, test.Interval.Value.High, test.PValue, null);
        }
        catch (ArgumentException none)
        {
            return new SurvivalCutOffReport(
                name, data.Count, data.EventCount, double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, none.Message);
        }
    }
}
