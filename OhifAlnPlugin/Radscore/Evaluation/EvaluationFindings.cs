using System.Globalization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>What the tables say, in plain sentences: above all where the radscore is no better than what one had without it.</summary>
public static class EvaluationFindings
{
    private const double Limit = 0.05;

    /// <summary>Writes the sentences.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <returns>One or several sentences per cohort, those not used in training first.</returns>
    public static IReadOnlyList<string> Of(RadscoreEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return [.. evaluation.Data.Cohorts.OrderBy(evaluation.Data.IsTraining).SelectMany(c => OfCohort(evaluation, c))];
    }

    private static IEnumerable<string> OfCohort(RadscoreEvaluation evaluation, string cohort)
    {
        string place = evaluation.Data.IsTraining(cohort) ? $"{cohort} (training: flattering)" : cohort;
        PerformanceRow[] rows = [.. evaluation.Performance.Where(r => r.Cohort == cohort)];
        PerformanceRow radscore = rows.Single(r => r.Model == RiskModels.Radiomics);
        if (radscore.Undefined is not null)
        {
            yield return $"{place}: {radscore.Undefined}; nothing can be said about the radscore there.";
            yield break;
        }

        yield return $"{place}: the radscore tells high from low burden with an area under the curve of {Area(radscore.Area, radscore.AreaInterval)}{(radscore.AreaInterval.Low <= 0.5 ? ", which is no better than chance" : "")}.";
        if (radscore.AgainstClinical is { } clinical)
        {
            yield return $"{place}: {Verdict(clinical, "the radscore", "the clinical model")}.";
        }

        if (rows.FirstOrDefault(r => r.Model == RiskModels.Combined)?.AgainstClinical is { } combined)
        {
            yield return $"{place}: {Verdict(combined, "the combined model", "the clinical model")}.";
        }

        if (evaluation.Readers.FirstOrDefault(r => r.Cohort == cohort)?.Areas is { } areas)
        {
            yield return $"{place}: {Verdict(areas, "the radscore", "the readers' call in MRI")}.";
        }
    }

    private static string Verdict(TestResult test, string one, string other)
    {
        double difference = (test.Interval!.Value.Low + test.Interval.Value.High) / 2;
        string what = !(test.PValue < Limit) ? $"{one} is no better than {other}" : difference > 0 ? $"{one} is better than {other}" : $"{one} is worse than {other}";
        return $"{what} (difference of the areas {Signed(difference)}, 95 % CI {Signed(test.Interval.Value.Low)} to {Signed(test.Interval.Value.High)}, DeLong p {P(test.PValue)})";
    }

    private static string Area(double area, ConfidenceInterval interval) =>
        $"{area.ToString("F2", CultureInfo.InvariantCulture)} (95 % CI {interval.Low.ToString("F2", CultureInfo.InvariantCulture)} to {interval.High.ToString("F2", CultureInfo.InvariantCulture)})";

    private static string Signed(double value) => value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    private static string P(double p) => p < 0.001 ? "< 0.001" : p.ToString("F3", CultureInfo.InvariantCulture);
}
