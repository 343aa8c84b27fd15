using System.Text.Json;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The numbers that the page's script draws, as JSON.</summary>
internal static class ReportFigures
{
    private const int TimesAtRisk = 8;

    /// <summary>Different probabilities below which a smoothed line says nothing.</summary>
    private const int FewestForACurve = 12;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The JSON; safe inside a script element, since every '&lt;' is escaped.</summary>
    public static string ToJson(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        return JsonSerializer.Serialize(
            new
            {
                cases = report.Cases,
                roc = evaluation.Data.Cohorts.Select(c => Roc(evaluation, c)).Where(c => c.Curves.Length > 0),
                calibration = evaluation.Data.Cohorts.Select(c => Calibrated(evaluation, c)).Where(c => c.Models.Length > 0),
                decision = evaluation.Data.Cohorts.Select(c => Decision(evaluation, c)).Where(c => c.Models.Length > 0),
                odds = OddsRatios(evaluation),
                survival = evaluation.Survival?.Rows.Select(r => Survival(evaluation.Data, r)),
                waterfall = evaluation.Data.Cohorts.Select(c => Waterfall(evaluation.Data, c)),
                nomogram = NomogramFigure.Of(report),
                combat = report.Harmonisation is { } effect ? Centres(effect) : null,
                correlation = report.Correlation is { } correlation ? Correlated(report.Bundle, correlation) : null,
                icc = report.Agreement.Select(a => new { a.Reading, a.Patients, values = a.Features.Select(f => f.Icc.Value).Where(double.IsFinite), undefined = a.Features.Count(f => !double.IsFinite(f.Icc.Value)), a.Reproducible, FeatureAgreement.Threshold }),
            },
            Json);
    }

    private static double? N(double value) => double.IsFinite(value) ? value : null;

    private static (string Cohort, object[] Curves, object? Reader) RocOf(RadscoreEvaluation evaluation, string cohort)
    {
        object[] curves = [.. evaluation.Performance.Where(r => r.Cohort == cohort && r.Curve.Count > 0).Select(r => new
        {
            r.Model,
            label = $"{r.Model} {HtmlTable.WithInterval(r.Area, r.AreaInterval)}",
            points = r.Curve.Select(p => (double[])[1 - p.Table.Specificity, p.Table.Sensitivity]),
            at = (double[])[1 - r.Calls.Specificity, r.Calls.Sensitivity],
        })];
        ReaderRow? reader = evaluation.Readers.FirstOrDefault(r => r.Cohort == cohort);
        return (cohort, curves, reader is { Undefined: null } ? (double[])[1 - reader.Reader.Specificity, reader.Reader.Sensitivity] : null);
    }

    private static RocPanel Roc(RadscoreEvaluation evaluation, string cohort)
    {
        (string name, object[] curves, object? reader) = RocOf(evaluation, cohort);
        return new RocPanel(ReportTables.NameOf(evaluation.Data, name), curves, reader);
    }

    private static ModelPanel Calibrated(RadscoreEvaluation evaluation, string cohort) => new(
        ReportTables.NameOf(evaluation.Data, cohort),
        [.. evaluation.Calibration.Where(r => r.Cohort == cohort).Select(r => new
        {
            r.Model,
            label = $"{r.Model}: slope {HtmlTable.Number(r.Calibration.Slope)}",
            groups = (r.Groups?.Groups ?? []).Where(g => g.Cases > 0).Select(Group),
            smooth = r.Smooth.Select(p => p.Predicted).Distinct().Count() < FewestForACurve ? [] : Thinned([.. r.Smooth]).Select(p => (double[])[p.Predicted, Math.Clamp(p.Observed, 0, 1)]),
        })]);

    private static object Group(CalibrationGroup group)
    {
        ConfidenceInterval interval = BinomialInterval.Wilson(group.Events, group.Cases);
        return new { predicted = group.Expected / group.Cases, observed = (double)group.Events / group.Cases, interval.Low, interval.High, group.Cases };
    }

    private static ModelPanel Decision(RadscoreEvaluation evaluation, string cohort) => new(
        ReportTables.NameOf(evaluation.Data, cohort),
        [.. evaluation.Calibration.Where(r => r.Cohort == cohort).Select(r => new
        {
            r.Model,
            label = r.Model,
            points = r.Decision.Select(p => (double[])[p.Threshold, p.Model]),
            all = r.Decision.Select(p => (double[])[p.Threshold, p.All]),
            prevalence = r.Decision[0].Prevalence,
        })]);

    private static IEnumerable<object>? OddsRatios(RadscoreEvaluation evaluation)
    {
        if (evaluation.OddsRatios is not { } ratios)
        {
            return null;
        }

        var models = ratios.Univariable.Select(m => ("univariable", m)).Concat(ratios.Multivariable is { } together ? [("multivariable", together)] : []);
        return models.SelectMany(m => m.Item2.Regression.Terms.Skip(1).Where(t => double.IsFinite(t.Coefficient)).Select(t => (object)new
        {
            analysis = m.Item1,
            term = ReportTables.TermName(evaluation.Data, m.Item2.Variables.First(v => t.Name.StartsWith(v, StringComparison.Ordinal)), t.Name),
            ratio = Math.Exp(t.Coefficient),
            low = Math.Exp(t.Interval.Low),
            high = Math.Exp(t.Interval.High),
        }));
    }

    private static object Survival(EvaluationData data, SurvivalRow row)
    {
        double last = new[] { row.Low, row.High }.OfType<KaplanMeier>().Max(c => c.Steps[^1].Time);
        double[] times = [.. RiskTimes(last)];
        object? Curve(KaplanMeier? curve, string group) => curve is null ? null : new
        {
            group,
            patients = curve.Steps[0].AtRisk,
            steps = curve.Steps.Select(s => (double?[])[s.Time, s.Survival, N(s.Interval.Low), N(s.Interval.High), s.Censored]),
            atRisk = times.Select(t => AtRisk(curve, t)),
        };
        string text = row.LogRank is null ? "" : $"log-rank p {PhraseOf(row.LogRank.PValue)}";
        string hazard = row.HazardRatio is { } h ? $"HR {HtmlTable.WithInterval(h.HazardRatio, h.Test.Interval!.Value)}" : "";
        return new { cohort = ReportTables.NameOf(data, row.Cohort), curves = new[] { Curve(row.Low, "low"), Curve(row.High, "high") }.Where(c => c is not null), times, last, text, hazard, row.Events };
    }

    /// <summary>Patients seen at least until a time: at 0 all of them.</summary>
    private static int AtRisk(KaplanMeier curve, double time) => curve.Steps.FirstOrDefault(s => s.Time >= time)?.AtRisk ?? 0;

    private static IEnumerable<double> RiskTimes(double last)
    {
        double step = ((double[])[6, 12, 24, 36, 60, 120]).FirstOrDefault(s => last / s <= TimesAtRisk, Math.Ceiling(last / TimesAtRisk));
        for (double time = 0; time <= last; time += step)
        {
            yield return time;
        }
    }

    private static string PhraseOf(double p) => HtmlTable.P(p) is { } text && text.StartsWith('<') ? $"< {text[1..]}" : $"= {HtmlTable.P(p)}";

    private static object Waterfall(EvaluationData data, string cohort) => new
    {
        cohort = ReportTables.NameOf(data, cohort),
        cutOff = data.CutOff.Value,
        bars = data.Of(cohort).Select(p => data.Patients[p]).Where(p => double.IsFinite(p.Radscore)).OrderBy(p => p.Radscore).Select(p => new { above = p.Radscore - data.CutOff.Value, high = p.HighBurden }),
    };

    private static object Centres(HarmonisationEffect effect) => new
    {
        before = Plane(effect.Before, effect.Centres),
        after = Plane(effect.After, effect.Centres),
        features = effect.Features.Count,
        differentBefore = effect.DifferentBefore,
        differentAfter = effect.DifferentAfter,
    };

    private static object Plane(PrincipalComponents plane, IReadOnlyList<string> centres) => new
    {
        explained = (double[])[plane.Explained.First, plane.Explained.Second],
        points = plane.Scores.Select((s, p) => new { x = Math.Round(s.First, 3), y = Math.Round(s.Second, 3), centre = centres[p] }),
    };

    private static object Correlated(RadscoreBundle bundle, FeatureCorrelation correlation) => new
    {
        labels = correlation.Features.Select(f => bundle.Model.Features.First(m => m.Name == f).Label),
        correlation.Features,
        rho = Enumerable.Range(0, correlation.Features.Count).Select(i => Enumerable.Range(0, correlation.Features.Count).Select(j => N(correlation.Rho[i, j]))),
    };

    /// <summary>At most 200 points of a curve.</summary>
    private static IEnumerable<T> Thinned<T>(T[] points) => points.Length <= 200 ? points : Enumerable.Range(0, 200).Select(k => points[k * (points.Length - 1) / 199]);

    private sealed record RocPanel(string Cohort, object[] Curves, object? Reader);

    private sealed record ModelPanel(string Cohort, object[] Models);
}
