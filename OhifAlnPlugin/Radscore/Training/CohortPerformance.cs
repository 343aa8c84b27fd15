using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Performance in one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Scores">Where the scores come from, in a few words.</param>
/// <param name="Patients">Its patients.</param>
/// <param name="HighBurden">Those with high burden.</param>
/// <param name="Models">Each score; those that cannot be judged are left out.</param>
/// <param name="Comparisons">Pairs of scores on the patients that have both.</param>
public sealed record CohortPerformance(
    string Cohort, string Scores, int Patients, int HighBurden, IReadOnlyList<ModelPerformance> Models, IReadOnlyList<ModelComparison> Comparisons)
{
    /// <summary>A score by name; null when it is not there.</summary>
    /// <param name="name">Name.</param>
    public ModelPerformance? Model(string name) => Models.FirstOrDefault(m => m.Name == name);

    /// <summary>A comparison by names; null when it is not there.</summary>
    /// <param name="first">First score.</param>
    /// <param name="second">Second score.</param>
    public ModelComparison? Comparison(string first, string second) => Comparisons.FirstOrDefault(c => c.First == first && c.Second == second);

    /// <summary>Judges scores.</summary>
    internal static CohortPerformance Of(TrainingCohort cohort, IReadOnlyList<int> patients, string name, string source, IReadOnlyList<NamedScore> scores)
    {
        bool[] outcomes = cohort.OutcomesOf(patients);
        List<(NamedScore Score, Dictionary<int, double> Values)> judged = [];
        foreach (NamedScore score in scores)
        {
            Dictionary<int, double> values = patients.Select(p => (p, score.Of(p))).Where(v => double.IsFinite(v.Item2)).ToDictionary(v => v.p, v => v.Item2);
            if (values.Keys.Any(p => cohort.HighBurden[p]) && values.Keys.Any(p => !cohort.HighBurden[p]))
            {
                judged.Add((score, values));
            }
        }

        ModelComparison?[] comparisons = [.. judged.SelectMany((a, i) => judged.Skip(i + 1).Select(b => ModelComparison.Of(cohort, a, b)))];
        return new CohortPerformance(
            name, source, patients.Count, outcomes.Count(o => o), [.. judged.Select(j => ModelPerformance.Of(cohort, j.Score, j.Values))], [.. comparisons.OfType<ModelComparison>()]);
    }
}

/// <summary>A score to be judged.</summary>
/// <param name="Name">Name.</param>
/// <param name="Of">Value of a patient; NaN where undefined.</param>
/// <param name="CutOff">Value from which burden is called high; NaN for none.</param>
internal sealed record NamedScore(string Name, Func<int, double> Of, double CutOff);

/// <summary>How well one score does.</summary>
/// <param name="Name">Name.</param>
/// <param name="Patients">Patients that have it.</param>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="Low">Lower end of its 95 % DeLong interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="CutOff">Cut-off; NaN for none, and then no calls.</param>
/// <param name="Sensitivity">Sensitivity at it.</param>
/// <param name="Specificity">Specificity at it.</param>
/// <param name="Accuracy">Accuracy at it.</param>
public sealed record ModelPerformance(
    string Name, int Patients, double Auc, double Low, double High, double CutOff, double Sensitivity, double Specificity, double Accuracy)
{
    internal static ModelPerformance Of(TrainingCohort cohort, NamedScore score, Dictionary<int, double> values)
    {
        LabelledScores labelled = new([.. values.Values], cohort.OutcomesOf(values.Keys));
        ConfidenceInterval interval = DeLong.Interval(labelled);
        double area = RocCurve.Area(labelled);
        if (double.IsNaN(score.CutOff))
        {
            return new ModelPerformance(score.Name, values.Count, area, interval.Low, interval.High, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        ConfusionTable table = ConfusionTable.At(labelled, score.CutOff);
        return new ModelPerformance(score.Name, values.Count, area, interval.Low, interval.High, score.CutOff, table.Sensitivity, table.Specificity, table.Accuracy);
    }
}

/// <summary>Two scores on the same patients.</summary>
/// <param name="First">First score.</param>
/// <param name="Second">Second score.</param>
/// <param name="Patients">Patients that have both.</param>
/// <param name="FirstAuc">Area of the first.</param>
/// <param name="SecondAuc">Area of the second.</param>
/// <param name="Z">DeLong's z of the difference.</param>
/// <param name="PValue">Its two-sided p.</param>
/// <param name="McNemarChiSquare">McNemar's χ², continuity corrected, of right calls; NaN without cut-offs or when no patient tells them apart.</param>
/// <param name="McNemarP">Its p.</param>
public sealed record ModelComparison(
    string First, string Second, int Patients, double FirstAuc, double SecondAuc, double Z, double PValue, double McNemarChiSquare, double McNemarP)
{
    internal static ModelComparison? Of(TrainingCohort cohort, (NamedScore Score, Dictionary<int, double> Values) first, (NamedScore Score, Dictionary<int, double> Values) second)
    {
        int[] both = [.. first.Values.Keys.Where(second.Values.ContainsKey)];
        bool[] outcomes = cohort.OutcomesOf(both);
        if (!outcomes.Contains(true) || !outcomes.Contains(false))
        {
            return null;
        }

        LabelledScores a = new([.. both.Select(p => first.Values[p])], outcomes), b = new([.. both.Select(p => second.Values[p])], outcomes);
        TestResult test = DeLong.PairedTest(a, b);
        (int firstOnly, int secondOnly) = (0, 0);
        foreach (int p in both)
        {
            bool rightByFirst = first.Values[p] >= first.Score.CutOff == cohort.HighBurden[p], rightBySecond = second.Values[p] >= second.Score.CutOff == cohort.HighBurden[p];
            firstOnly += rightByFirst && !rightBySecond ? 1 : 0;
            secondOnly += rightBySecond && !rightByFirst ? 1 : 0;
        }

        bool called = !double.IsNaN(first.Score.CutOff) && !double.IsNaN(second.Score.CutOff);
        TestResult? calls = called ? McNemar.ChiSquare(firstOnly, secondOnly) : null;
        return new ModelComparison(
            first.Score.Name, second.Score.Name, both.Length, RocCurve.Area(a), RocCurve.Area(b), test.Statistic, test.PValue, calls?.Statistic ?? double.NaN, calls?.PValue ?? double.NaN);
    }
}
