using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings.Pdf;
using OhifAlnPlugin.Server.Readings.Reports;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln report STUDY --out FILE</c>: the report of the accepted result of a study in the store, as the panel gives it.</summary>
internal static class ReportCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var study = new Argument<string>("STUDY") { Description = "The Study Instance UID of a study in the store." };
        var output = new Option<string>("--out", "-o") { Description = "The report: a file ending in .pdf, .txt or .json.", HelpName = "FILE", Required = true };
        var font = new Option<string?>("--font") { Description = "A TrueType font (.ttf) for names in scripts that the report's own font lacks.", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var command = new Command("report", "Write the report of a study's accepted result.") { study, output, font, data };
        command.SetAction(result =>
        {
            byte[] bytes = BytesOf(ReportOf(result.GetRequiredValue(study), result.GetRequiredValue(data)), result.GetRequiredValue(output), result.GetValue(font));
            Write(result.GetRequiredValue(output), bytes);
            return 0;
        });
        return command;
    }

    private static ReadingReport ReportOf(string study, string dataFolder)
    {
        if (!DicomUid.IsValid(study))
        {
            throw new CommandException($"'{study}' is no Study Instance UID.");
        }

        if (!Directory.Exists(dataFolder))
        {
            throw StudyArgument.NoStore(dataFolder);
        }

        var readings = new ReadingFolder(DataFolder.Open(dataFolder));
        return readings.Latest(study) switch
        {
            { Decision: ReadingDecision.Accepted } accepted when readings.ReportOf(accepted) is { } bytes => ReadingReport.Read(bytes),
            { Decision: ReadingDecision.Rejected } rejected => throw new CommandException($"the result of study {study} was rejected by {rejected.Reader}: only accepted results have a report."),
            _ => throw new CommandException($"nobody has accepted a result of study {study} yet: only accepted results have a report."),
        };
    }

    private static byte[] BytesOf(ReadingReport report, string path, string? font)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".pdf" => ReportPdf.Draw(report, ReportFont.Open(font)),
                ".txt" => Encoding.UTF8.GetBytes(ReportSentences.Paragraph(report) + Environment.NewLine),
                ".json" => JsonSerializer.SerializeToUtf8Bytes(report with { KeyImage = null }, Json),
                var other => throw new CommandException($"--out {path} ends in '{other}': a report is written as .pdf, .txt or .json."),
            };
        }
        catch (InvalidDataException unusable)
        {
            throw new CommandException(unusable.Message);
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {failure.Message}");
        }
    }
}
