using System.Text;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using static OhifAlnPlugin.Server.Radscore.Report.HtmlTable;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The report as one HTML page that needs nothing else: tables as HTML, figures drawn as SVG by the embedded chart library.</summary>
internal static class ReportPage
{
    private const string ResearchUse = "Research use only.";

    private static readonly string[] Scripts = ["charts.js", "performance.js", "cohorts.js"];

    /// <summary>Writes the page.</summary>
    /// <param name="report">What it shows.</param>
    /// <param name="chartLibrary">Script of the chart library.</param>
    public static string Of(EvaluationReport report, string chartLibrary)
    {
        string title = $"Evaluation of {report.Bundle.Card.Name} {report.Bundle.Card.Version}";
        var page = new StringBuilder()
            .Append($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{Encode(title)}</title>\n")
            .Append($"<style>{Asset("report.css")}</style></head>\n<body>\n")
            .Append($"<header><h1>{Encode(title)}</h1>{Notice(report)}{Summary(report)}</header>\n<main>\n")
            .Append(Findings(report))
            .Append(Model(report))
            .Append(Tables(report))
            .Append(ReportFigureList.Of(report))
            .Append(Provenance(report))
            .Append("</main>\n")
            .Append($"<script type=\"application/json\" id=\"numbers\">{ReportFigures.ToJson(report)}</script>\n")
            .Append($"<script>{Safe(chartLibrary)}</script>\n");
        foreach (string script in Scripts)
        {
            page.Append($"<script>{Asset(script)}</script>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    /// <summary>Text of an embedded file.</summary>
    public static string Asset(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"The file {name} of the report is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A script that cannot end its element early.</summary>
    private static string Safe(string script) => script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string Notice(EvaluationReport report)
    {
        string cases = report.ArePhantoms ? " The cases are generated phantoms, not patients: nothing here says anything about a patient." : "";
        string model = report.Bundle.Card.Notice.Replace(ResearchUse, "", StringComparison.OrdinalIgnoreCase).Replace("Not a medical device.", "", StringComparison.Ordinal).Trim();
        return $"<p class=\"notice\"><strong>{ResearchUse}</strong> {Encode($"Not a medical device: no result may guide the care of a patient.{cases} {model}")}</p>";
    }

    private static string Summary(EvaluationReport report)
    {
        EvaluationData data = report.Evaluation.Data;
        IEnumerable<string> cohorts = data.Cohorts.Select(c =>
        {
            int[] all = data.Of(c);
            return $"<li><b>{Encode(ReportTables.NameOf(data, c))}</b>: {all.Length} {report.Cases}, {all.Count(p => data.Patients[p].HighBurden)} with high burden</li>";
        });
        string outcome = report.Training?.Outcome ?? "three or more metastatic axillary lymph nodes, or what the clinical table's label says";
        return $"<ul class=\"cohorts\">{string.Concat(cohorts)}</ul><p>High burden means: {Encode(outcome)}. The radscore calls it from {Number(data.CutOff.Value, 3)} on ({Encode(data.CutOff.Rule)}).</p>";
    }

    private static string Findings(EvaluationReport report)
    {
        IEnumerable<string> cohorts = EvaluationFindings.Of(report.Evaluation)
            .Select(c => $"<p><b>{Encode(c.Cohort)}{(c.InTraining ? ", used in training: flattering" : "")}.</b> {Encode(string.Join(' ', c.Sentences))}</p>");
        return $"<section><h2>What was found</h2>{string.Concat(cohorts)}{List(report.Notes)}</section>\n";
    }

    private static string Model(EvaluationReport report)
    {
        string training = report.Training is { } estimates ? TrainingEstimate.ToHtml(estimates) : "<p class=\"missing\">The estimates of training (nested cross-validation, published order) are left out: there is no training.json of this bundle beside it.</p>";
        string card = report.Bundle.Card.Evaluation.Count > 0 ? Card(report.Bundle.Card) : "";
        return $"<section><h2>The model</h2><p>{Encode(report.Bundle.Card.TrainingData)}</p>{card}{training}</section>\n";
    }

    private static string Card(ModelCard card)
    {
        HtmlTable table = new HtmlTable("What the bundle's card says of itself")
            .Head([("Cohort", 1), ("n (high)", 1), ("in training", 1), ("AUC (95 % CI)", 1), ("sensitivity", 1), ("specificity", 1)]);
        foreach (CohortEvaluation c in card.Evaluation)
        {
            table.Row(
                c.Cohort,
                $"{c.Patients} ({c.HighBurden})",
                c.UsedInTraining ? "yes" : "no",
                WithInterval(c.Auc, new OhifAlnPlugin.Statistics.ConfidenceInterval(c.AucLow, c.AucHigh, 0.95)),
                Number(c.Sensitivity),
                Number(c.Specificity));
        }

        return table.ToHtml([]);
    }

    private static string Tables(EvaluationReport report)
    {
        RadscoreEvaluation evaluation = report.Evaluation;
        string Left(string name, EvaluationPart part) => $"<p class=\"missing\">{Encode(name)} is left out. {Encode(string.Join(' ', evaluation.Notes.Where(n => n.Part == part).Select(n => n.Sentence)))}</p>";
        return string.Concat(
            "<section><h2>Tables</h2>",
            ReportTables.Characteristics(report),
            evaluation.OddsRatios is null ? Left("Table 2 (odds ratios)", EvaluationPart.OddsRatios) : ReportTables.OddsRatios(report),
            ReportTables.Performance(report),
            evaluation.Readers.Count == 0 ? Left("Table 4 (radscore against readers)", EvaluationPart.Readers) : ReportTables.Readers(report),
            evaluation.Subgroups.Count == 0 ? Left("Table 5 (mass and non-mass)", EvaluationPart.Subgroups) : ReportTables.Subgroups(report),
            evaluation.Survival is null ? Left("Table 6 (survival)", EvaluationPart.Survival) : ReportTables.Survival(report),
            ReportTables.Calibrations(report),
            "</section>\n");
    }

    private static string Provenance(EvaluationReport report) => string.Concat(
        "<section><h2>How this was made</h2>",
        List([
            $"{report.Producer}, aln evaluate. Bundle {report.Bundle.Card.Name} {report.Bundle.Card.Version}, SHA-256 {report.Bundle.Digest}.",
            .. report.Inputs.Select(i => $"{i.Name}: SHA-256 {i.Sha256}."),
            "Statistics agree with R 4.2.2; the CSV files beside this page hold every number of it, codebook.csv explains each column, and Rscript recompute.R computes the tables again and compares.",
            "Figures: Observable Plot and D3 (ISC licence), embedded in this page.",
        ]),
        "</section>\n");

    private static string List(IEnumerable<string> sentences) => sentences.ToArray() is { Length: > 0 } all ? $"<ul>{string.Concat(all.Select(s => $"<li>{Encode(s)}</li>"))}</ul>" : "";

}
