using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Statistics;
using static OhifAlnPlugin.Server.Radscore.Report.HtmlTable;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The tables of the page.</summary>
internal static class ReportTables
{
    /// <summary>Words of column names that are written otherwise in print.</summary>
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mri"] = "MRI", ["aln"] = "ALN", ["er"] = "ER", ["pr"] = "PR", ["her2"] = "HER2", ["ki67"] = "Ki-67", ["percent"] = "(%)", ["t"] = "T", ["n"] = "N", ["mm"] = "(mm)",
    };

    /// <summary>Table 1.</summary>
    public static string Characteristics(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        EvaluationData data = evaluation.Data;
        bool several = data.Cohorts.Count > 1;
        IEnumerable<string> Sizes(string cohort)
        {
            int high = data.Of(cohort).Count(p => data.Patients[p].HighBurden);
            return [$"low, n = {data.Of(cohort).Length - high}", $"high, n = {high}", "p"];
        }

        HtmlTable table = new HtmlTable($"Table 1. Characteristics of the {report.Cases} by cohort and burden")
            .Head([("", 1), .. data.Cohorts.Select(c => (NameOf(data, c), 3)), .. several ? [("", 1)] : Array.Empty<(string, int)>()])
            .Head([("Characteristic", 1), .. data.Cohorts.SelectMany(Sizes).Select(t => (t, 1)), .. several ? [("p, cohorts", 1)] : Array.Empty<(string, int)>()]);
        foreach (Characteristic c in evaluation.Characteristics)
        {
            string[] between = several ? [P(c.BetweenCohorts?.PValue)] : [];
            if (c.Levels is null)
            {
                table.Row($"{Words(c.Variable)}, {(c.IsNormal ? "mean ± SD" : "median [IQR]")}", [.. c.Cohorts.SelectMany(g => (string[])[Summary(c, g.Low), Summary(c, g.High), P(g.Test?.PValue)]), .. between]);
                continue;
            }

            table.Row($"{Words(c.Variable)}, n (%)", [.. c.Cohorts.SelectMany(g => (string[])["", "", P(g.Test?.PValue)]), .. between]);
            for (int level = 0; level < c.Levels.Count; level++)
            {
                int l = level;
                table.Under(c.Levels[l], [.. c.Cohorts.SelectMany(g => (string[])[Count(g.Low, l), Count(g.High, l), ""]), .. several ? [""] : Array.Empty<string>()]);
            }
        }

        return table.ToHtml([
            "Numbers: Welch's t test or analysis of variance where no group speaks against a normal distribution (Shapiro-Wilk p ≥ 0.05), else Mann-Whitney or Kruskal-Wallis. Categories: χ², or Fisher's exact test where a count below 5 is expected. Percentages are of those known. The last column compares the cohorts.",
            .. evaluation.Characteristics.Select(c => (c.Variable, Missing: c.Cohorts.Sum(g => g.Low.Missing + g.High.Missing))).Where(c => c.Missing > 0)
                .Select(c => $"{Words(c.Variable)} is unknown in {c.Missing} of {data.Patients.Count} {report.Cases}."),
        ]);
    }

    /// <summary>Table 2.</summary>
    public static string OddsRatios(EvaluationReport report)
    {
        OddsRatioTable ratios = report.Evaluation.OddsRatios!;
        EvaluationData data = report.Evaluation.Data;
        HtmlTable table = new HtmlTable("Table 2. Odds ratios of a high burden in training")
            .Head([("", 1), ("univariable", 3), ("multivariable", 2)])
            .Head([("Variable", 1), ("n", 1), ("odds ratio (95 % CI)", 1), ("p", 1), ("odds ratio (95 % CI)", 1), ("p", 1)]);
        foreach (OddsRatioModel model in ratios.Univariable)
        {
            foreach (BurdenTerm term in model.Regression.Terms.Skip(1))
            {
                BurdenTerm? together = ratios.Multivariable?.Regression.Terms.FirstOrDefault(t => t.Name == term.Name);
                table.Row(
                    TermName(data, model.Variables[0], term.Name),
                    $"{model.Regression.Patients}",
                    Ratio(term),
                    P(term.PValue),
                    together is null ? "" : Ratio(together),
                    together is null ? "" : P(together.PValue));
            }
        }

        return table.ToHtml([
            ratios.Multivariable is { } m
                ? $"The multivariable model holds the variables with p < 0.05 alone, and the radscore: {m.Regression.Patients} {report.Cases} without a missing value, {m.Regression.HighBurden} with high burden. The radscore's odds ratio in training flatters, because the radscore was fitted to these {report.Cases}."
                : "There is no multivariable model.",
            .. ratios.Notes,
        ]);
    }

    /// <summary>Table 3.</summary>
    public static string Performance(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        HtmlTable table = new HtmlTable("Table 3. Performance by cohort and model")
            .Head([("Cohort", 1), ("n (high)", 1), ("model", 1), ("AUC (95 % CI)", 1), ("accuracy", 1), ("sensitivity", 1), ("specificity", 1), ("PPV", 1), ("NPV", 1), ("p vs clinical", 1), ("p vs radiomics", 1)]);
        foreach (PerformanceRow r in evaluation.Performance)
        {
            ConfusionTable t = r.Calls;
            table.Row(
                NameOf(evaluation.Data, r.Cohort),
                $"{t.Total} ({t.Positives})",
                r.Model,
                WithInterval(r.Area, r.AreaInterval),
                Rate(t.TruePositives + t.TrueNegatives, t.Total),
                Rate(t.TruePositives, t.Positives),
                Rate(t.TrueNegatives, t.Negatives),
                Rate(t.TruePositives, t.TruePositives + t.FalsePositives),
                Rate(t.TrueNegatives, t.TrueNegatives + t.FalseNegatives),
                P(r.AgainstClinical?.PValue),
                P(r.AgainstRadiomics?.PValue));
        }

        return table.ToHtml([
            $"Intervals: DeLong for the area under the ROC curve, Clopper-Pearson for rates; p: DeLong, paired, unadjusted. Cut-offs: {string.Join(", ", evaluation.Models.Select(m => $"{m.Name} {Number(m.CutOff, 3)}"))} (radscore: {report.Bundle.Model.CutOff.Rule}).",
            .. evaluation.Data.Training.Count > 0 ? ["In training all figures flatter: the models were fitted to the same cases."] : Array.Empty<string>(),
            .. evaluation.Notes.Where(n => n.Part is EvaluationPart.Performance or EvaluationPart.Models).Select(n => n.Sentence),
        ]);
    }

    /// <summary>Radscore against readers.</summary>
    public static string Readers(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        HtmlTable table = new HtmlTable("Table 4. Radscore against the readers' call of the nodal burden in MRI")
            .Head([("Cohort", 1), ("n (high)", 1), ("", 1), ("AUC", 1), ("accuracy", 1), ("sensitivity", 1), ("specificity", 1), ("right alone", 1), ("McNemar p", 1), ("exact p", 1), ("DeLong p", 1)]);
        foreach (ReaderRow r in evaluation.Readers)
        {
            IEnumerable<string> Cells(string who, double area, ConfusionTable t, int alone) =>
            [
                $"{t.Total} ({t.Positives})", who, Number(area), Rate(t.TruePositives + t.TrueNegatives, t.Total), Rate(t.TruePositives, t.Positives), Rate(t.TrueNegatives, t.Negatives), $"{alone}",
            ];
            table.Row(NameOf(evaluation.Data, r.Cohort), [.. Cells("radscore", r.RadscoreArea, r.Radscore, r.RadscoreOnlyRight), P(r.Corrected.PValue), P(r.Exact.PValue), P(r.Areas?.PValue)]);
            table.Under("", [.. Cells("readers", r.ReaderArea, r.Reader, r.ReaderOnlyRight), "", "", ""]);
        }

        return table.ToHtml([
            "McNemar's test compares which calls are right; with continuity correction and exact. The readers' call has one operating point, so its area is (sensitivity + specificity)/2.",
            .. evaluation.Notes.Where(n => n.Part is EvaluationPart.Readers).Select(n => n.Sentence),
        ]);
    }

    /// <summary>Mass and non-mass.</summary>
    public static string Subgroups(EvaluationReport report)
    {
        HtmlTable table = new HtmlTable("Table 5. Radscore by pattern of enhancement")
            .Head([("Cohort", 1), ("pattern", 1), ("n (high)", 1), ("AUC (95 % CI)", 1), ("accuracy", 1), ("sensitivity", 1), ("specificity", 1)]);
        foreach (SubgroupRow r in report.Evaluation.Subgroups)
        {
            ConfusionTable t = r.Calls;
            table.Row(
                NameOf(report.Evaluation.Data, r.Cohort),
                r.Pattern,
                $"{t.Total} ({t.Positives})",
                WithInterval(r.Area, r.AreaInterval),
                Rate(t.TruePositives + t.TrueNegatives, t.Total),
                Rate(t.TruePositives, t.Positives),
                Rate(t.TrueNegatives, t.Negatives));
        }

        return table.ToHtml(report.Evaluation.Subgroups.Where(r => r.Undefined is not null).Select(r => $"{r.Cohort}, {r.Pattern}: {r.Undefined}, so the area is undefined."));
    }

    /// <summary>Survival.</summary>
    public static string Survival(EvaluationReport report)
    {
        SurvivalTable survival = report.Evaluation.Survival!;
        HtmlTable table = new HtmlTable("Table 6. Survival of those called high against those called low by the radscore")
            .Head([("Cohort", 1), ("n", 1), ("events", 1), ("median, low", 1), ("median, high", 1), ("hazard ratio (95 % CI)", 1), ("Wald p", 1), ("log-rank p", 1), ("proportional hazards p", 1)]);
        foreach (SurvivalRow r in survival.Rows)
        {
            table.Row(
                NameOf(report.Evaluation.Data, r.Cohort),
                $"{r.Patients}",
                $"{r.Events}",
                Months(r.Low),
                Months(r.High),
                r.HazardRatio is { } hazard ? WithInterval(hazard.HazardRatio, hazard.Test.Interval!.Value) : "–",
                P(r.HazardRatio?.Test.PValue),
                P(r.LogRank?.PValue),
                P(r.Proportionality?.PValue));
        }

        return table.ToHtml([
            "Medians in months; – where the curve does not fall to one half. Hazard ratio by Cox regression (Efron); a small p of the last column speaks against a constant hazard ratio.",
            .. survival.Searched is { } found
                ? [$"The radscore that parts survival most in training is {Number(found.CutOff, 3)}, found among {found.Tried.Count} cut-offs: p {P(found.AdjustedP)} adjusted for the search (unadjusted {P(found.UnadjustedP)}, which must not be reported)."]
                : Array.Empty<string>(),
            .. survival.Notes,
        ]);
    }

    /// <summary>Calibration.</summary>
    public static string Calibrations(EvaluationReport report)
    {
        HtmlTable table = new HtmlTable("Table 7. Calibration by cohort and model")
            .Head([("Cohort", 1), ("model", 1), ("slope", 1), ("intercept", 1), ("in the large", 1), ("Brier score", 1), ("Hosmer-Lemeshow p", 1)]);
        foreach (CalibrationRow r in report.Evaluation.Calibration)
        {
            Calibration c = r.Calibration;
            table.Row(NameOf(report.Evaluation.Data, r.Cohort), r.Model, Number(c.Slope), Number(c.Intercept), Number(c.InTheLarge), Number(c.Brier, 3), P(r.Groups?.Test.PValue));
        }

        return table.ToHtml([
            "Ideal: slope 1, intercept 0. A slope below 1 says that probabilities are too extreme, an intercept in the large below 0 that they are too high. A large Hosmer-Lemeshow p is no proof of good calibration.",
            .. report.Evaluation.Notes.Where(n => n.Part is EvaluationPart.Calibration).Select(n => n.Sentence),
        ]);
    }

    /// <summary>Name of a cohort, marked where it took part in training.</summary>
    internal static string NameOf(EvaluationData data, string cohort) =>
        data.IsTraining(cohort) && !cohort.Contains("train", StringComparison.OrdinalIgnoreCase) ? $"{cohort} (training)" : cohort;

    /// <summary>A column's name as words.</summary>
    internal static string Words(string column) => string.Join(' ', column.Split('_').Select(w => Abbreviations.GetValueOrDefault(w, w))) is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : column;

    /// <summary>A term as words: the variable, and the category against its reference.</summary>
    internal static string TermName(EvaluationData data, string variable, string term)
    {
        if (data.Variables.FirstOrDefault(v => v.Name == variable) is { Levels: { } levels } && term.Length > variable.Length)
        {
            return $"{Words(variable)}: {term[variable.Length..]} vs {levels[0]}";
        }

        return variable == "radscore" ? $"Radscore, per {Number(data.RadscoreUnit, 1)}" : $"{Words(variable)}, per unit";
    }

    private static string Ratio(BurdenTerm term) =>
        WithInterval(Math.Exp(term.Coefficient), new ConfidenceInterval(Math.Exp(term.Interval.Low), Math.Exp(term.Interval.High), 0.95));

    private static string Summary(Characteristic c, CharacteristicGroup g) => double.IsNaN(g.Mean)
        ? "–"
        : c.IsNormal ? $"{Plain(g.Mean)} ± {Plain(g.Deviation)}" : $"{Plain(g.Median)} [{Plain(g.FirstQuartile)}–{Plain(g.ThirdQuartile)}]";

    private static string Count(CharacteristicGroup g, int level) =>
        g.Patients == g.Missing ? "–" : $"{g.Counts[level]} ({Number(100.0 * g.Counts[level] / (g.Patients - g.Missing), 0)})";

    private static string Months(KaplanMeier? curve) => curve is null ? "–" : Number(curve.Median().Median, 1);
}
