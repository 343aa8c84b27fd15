using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>Table 3: how well each model tells high from low burden in each cohort, and whether it beats the clinical model.</summary>
public static class PerformanceTable
{
    /// <summary>Computes the table.</summary>
    /// <param name="data">The patients.</param>
    /// <param name="models">The models; within a cohort all are judged on the same patients, those whom every model can judge.</param>
    /// <returns>One row per cohort and model.</returns>
    public static IReadOnlyList<PerformanceRow> Of(EvaluationData data, IReadOnlyList<RiskModel> models)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(models);
        return [.. data.Cohorts.SelectMany(cohort =>
        {
            int[] all = data.Of(cohort), judged = [.. all.Where(p => models.All(m => double.IsFinite(m.Probabilities[p])))];
            return models.Select(model => Row(data, models, model, cohort, judged, all.Length - judged.Length));
        })];
    }

    private static PerformanceRow Row(EvaluationData data, IReadOnlyList<RiskModel> models, RiskModel model, string cohort, int[] patients, int leftOut)
    {
        LabelledScores? scores = data.Labelled(patients, p => model.Probabilities[p], out string? why);
        TestResult? Against(string other) => scores is not null && model.Name != other && models.FirstOrDefault(m => m.Name == other) is { } reference
            ? DeLong.PairedTest(scores, data.Labelled(patients, p => reference.Probabilities[p], out _)!)
            : null;
        return new PerformanceRow(cohort, model.Name, CallsOf(data, patients, p => model.Probabilities[p] >= model.CutOff), leftOut)
        {
            CutOff = model.CutOff,
            Area = scores is null ? double.NaN : RocCurve.Area(scores),
            AreaInterval = scores is null ? new ConfidenceInterval(double.NaN, double.NaN, 0.95) : DeLong.Interval(scores),
            AgainstClinical = Against(RiskModels.Clinical),
            AgainstRadiomics = Against(RiskModels.Radiomics),
            Undefined = why,
            Curve = scores is null ? [] : RocCurve.Points(scores),
        };
    }

    /// <summary>Counts of a call against the burden.</summary>
    internal static ConfusionTable CallsOf(EvaluationData data, IReadOnlyList<int> patients, Func<int, bool> calledHigh)
    {
        int Count(bool high, bool called) => patients.Count(p => data.Patients[p].HighBurden == high && calledHigh(p) == called);
        return new ConfusionTable(Count(true, true), Count(false, true), Count(false, false), Count(true, false));
    }
}

/// <summary>One model in one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Calls">Counts at the model's cut-off.</param>
/// <param name="LeftOut">Patients left out because a model lacks a value of them.</param>
public sealed record PerformanceRow(string Cohort, string Model, ConfusionTable Calls, int LeftOut)
{
    /// <summary>The model's cut-off; high from it on.</summary>
    public required double CutOff { get; init; }

    /// <summary>Area under the ROC curve; NaN where undefined.</summary>
    public required double Area { get; init; }

    /// <summary>Its 95 % interval (DeLong).</summary>
    public required ConfidenceInterval AreaInterval { get; init; }

    /// <summary>DeLong's paired test against the clinical model; null where there is none.</summary>
    public required TestResult? AgainstClinical { get; init; }

    /// <summary>DeLong's paired test against the radscore; null where there is none.</summary>
    public required TestResult? AgainstRadiomics { get; init; }

    /// <summary>Why the area is undefined; null where it is not.</summary>
    public required string? Undefined { get; init; }

    /// <summary>The ROC curve; empty where undefined.</summary>
    public required IReadOnlyList<RocPoint> Curve { get; init; }
}
