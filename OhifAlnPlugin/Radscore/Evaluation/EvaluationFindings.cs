using System.Globalization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>What the tables say, in plain sentences: above all where the radscore is no better than what one had without it.</summary>
public static class EvaluationFindings
{
    private const double Limit = 0.05;

    /// <summary>Writes the sentences.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <returns>One entry per cohort, those not used in training first.</returns>
    public static IReadOnlyList<CohortFindings> Of(RadscoreEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return [.. evaluation.Data.Cohorts.OrderBy(evaluation.Data.IsTraining).Select(c => new CohortFindings(c, evaluation.Data.IsTraining(c), [.. OfCohort(evaluation, c)]))];
    }

    private static IEnumerable<string> OfCohort(RadscoreEvaluation evaluation, string cohort)
    {
        PerformanceRow[] rows = [.. evaluation.Performance.Where(r => r.Cohort == cohort)];
        PerformanceRow radscore = rows.Single(r => r.Model == RiskModels.Radiomics);
        if (radscore.Undefined is not null)
        {
            yield return $"Nothing can be said about the radscore here: {radscore.Undefined}.";
            yield break;
        }

        yield return $"The radscore tells high from low burden with an area under the curve of {Area(radscore.Area, radscore.AreaInterval)}{(radscore.AreaInterval.Low <= 0.5 ? ", which chance alone may give" : "")}.";
        if (radscore.AgainstClinical is { } clinical)
        {
            yield return Verdict(clinical, "The radscore", "the clinical model");
        }

        if (rows.FirstOrDefault(r => r.Model == RiskModels.Combined)?.AgainstClinical is { } combined)
        {
            yield return Verdict(combined, "The combined model", "the clinical model");
        }

        if (evaluation.Readers.FirstOrDefault(r => r.Cohort == cohort) is { Areas: { } areas } readers)
        {
            yield return Verdict(areas, "The radscore", "the readers' call in MRI");
            yield return $"Its calls are right in {Percent(readers.Radscore.Accuracy)}, those of the readers in {Percent(readers.Reader.Accuracy)} (McNemar p {P(readers.Corrected.PValue)}).";
        }
    }

    private static string Verdict(TestResult test, string one, string other)
    {
        double difference = (test.Interval!.Value.Low + test.Interval.Value.High) / 2;
        string what = !(test.PValue < Limit) ? $"{one} is no better than {other}" : difference > 0 ? $"{one} is better than {other}" : $"{one} is worse than {other}";
        return $"{what} (difference of the areas {Signed(difference)}, 95 % CI {Signed(test.Interval.Value.Low)} to {Signed(test.Interval.Value.High)}, DeLong p {P(test.PValue)}).";
    }

    private static string Area(double area, ConfidenceInterval interval) =>
        $"{area.ToString("F2", CultureInfo.InvariantCulture)} (95 % CI {interval.Low.ToString("F2", CultureInfo.InvariantCulture)} to {interval.High.ToString("F2", CultureInfo.InvariantCulture)})";

    private static string Signed(double value) => value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    private static string Percent(double part) => $"{(100 * part).ToString("F0", CultureInfo.InvariantCulture)} %";

    private static string P(double p) => p < 0.001 ? "< 0.001" : double.IsNaN(p) ? "undefined" : p.ToString("F3", CultureInfo.InvariantCulture);
}

/// <summary>What the tables say of one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="InTraining">Whether it took part in training, so that its figures flatter.</param>
/// <param name="Sentences">The sentences.</param>
public sealed record CohortFindings(string Cohort, bool InTraining, IReadOnlyList<string> Sentences);
