namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>Writes a report: <c>report.html</c>, the tables as CSV with their codebook, and the R script that computes them again.</summary>
internal static class ReportFolder
{
    private const string Script = "recompute.R";

    /// <summary>Writes the files; the same report gives the same bytes.</summary>
    /// <param name="report">What is reported.</param>
    /// <param name="chartLibrary">Script of the chart library.</param>
    /// <param name="folder">Folder to write to; made when it does not exist, files of the same names are replaced.</param>
    public static void Write(EvaluationReport report, string chartLibrary, string folder)
    {
        Directory.CreateDirectory(folder);
        ReportSheet[] sheets = [.. PatientSheets.Of(report), .. TableSheets.Of(report.Evaluation), .. FigureSheets.Of(report), .. report.Training is { } training ? [TrainingEstimate.Sheet(training)] : Array.Empty<ReportSheet>()];
        foreach (ReportSheet sheet in sheets.Append(ReportSheet.Codebook(sheets)))
        {
            File.WriteAllText(Path.Combine(folder, sheet.File), sheet.ToCsv());
        }

        File.WriteAllText(Path.Combine(folder, Script), ReportPage.Asset(Script));
        File.WriteAllText(Path.Combine(folder, "report.html"), ReportPage.Of(report, chartLibrary));
    }
}
