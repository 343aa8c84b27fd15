using System.CommandLine;
using System.Security.Cryptography;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Radscore.Training;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.CommandLine.Evaluation;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Radscore.Report;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln evaluate</c>: the whole analysis of a radscore in cohorts as one HTML report, CSV tables and an R script.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var bundle = new Option<string>("--bundle", "-b") { Description = "Folder of the radscore bundle.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine(ModelFolder.Default, "demonstration") };
        var features = new Option<string[]>("--features", "-f") { Description = "Feature table, CSV: one row per patient with its identifier. May be given several times; COHORT=FILE makes the file a cohort.", HelpName = "FILE", Required = true };
        var clinical = new Option<string>("--clinical", "-c") { Description = "Clinical table, CSV: one row per patient.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--out", "-o") { Description = "Folder of the report; made when it does not exist.", HelpName = "DIR", Required = true };
        var training = new Option<string[]>("--training") { Description = "Cohort from which the radscore was made; may be given several times. Without it those of the bundle's training.json whose centres all trained.", HelpName = "COHORT" };
        var second = new Option<string[]>("--second-reading") { Description = "Feature table of a second reading, for the agreement; may be given several times as NAME=FILE.", HelpName = "FILE" };
        var columns = new Option<string[]>("--column") { Description = $"Which column says what: {string.Join("; ", ClinicalColumns.Roles.Select(r => $"{r.Role} ({r.Meaning})"))}.", HelpName = "ROLE=COLUMN" };
        var model = new Option<string[]>("--clinical-model") { Description = "Variables of the clinical model, fitted to the training cohorts. Without it the bundle's own model, else menopausal status and the readers' calls.", HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };
        var command = new Command("evaluate", "Evaluate a radscore in cohorts: tables, figures and statistics as one HTML report, CSV files and an R script. Research use only.")
            { bundle, features, clinical, output, training, second, columns, model };
        command.SetAction(async (result, cancellation) =>
        {
            var arguments = new EvaluateArguments(
                result.GetRequiredValue(bundle),
                result.GetRequiredValue(features),
                result.GetRequiredValue(clinical),
                result.GetRequiredValue(output),
                result.GetValue(training) ?? [],
                result.GetValue(second) ?? [],
                result.GetValue(columns) ?? [],
                result.GetValue(model) ?? []);
            await RunAsync(arguments, new ConsoleProgress(), cancellation);
            return 0;
        });
        return command;
    }

    /// <summary>Evaluates and writes the report.</summary>
    /// <exception cref="CommandException">Something cannot be read, or the data do not go together.</exception>
    /// <exception cref="ViewerException">The chart library cannot be had.</exception>
    internal static async Task RunAsync(EvaluateArguments arguments, IProgress<string> progress, CancellationToken cancellation)
    {
        try
        {
            string charts = await NpmCharts.ScriptAsync(progress, cancellation);
            EvaluationReport report = ReportOf(arguments, progress, cancellation);
            ReportFolder.Write(report, charts, arguments.Out);
            foreach (CohortFindings cohort in EvaluationFindings.Of(report.Evaluation))
            {
                progress.Report($"{cohort.Cohort}{(cohort.InTraining ? " (training: flattering)" : "")}: {string.Join(' ', cohort.Sentences)}");
            }

            foreach (string note in report.Notes)
            {
                progress.Report(note);
            }

            progress.Report($"The report is {Path.GetFullPath(Path.Combine(arguments.Out, "report.html"))}. Research use only.");
        }
        catch (RadscoreBundleException failed)
        {
            throw new CommandException(failed.Message);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the report cannot be written to {Path.GetFullPath(arguments.Out)}: {failed.Message}");
        }
    }

    private static EvaluationReport ReportOf(EvaluateArguments arguments, IProgress<string> progress, CancellationToken cancellation)
    {
        RadscoreBundle bundle = RadscoreBundle.Read(arguments.Bundle);
        TrainingReport? training = TrainingOf(arguments.Bundle, bundle);
        progress.Report("Reading tables and computing radscores");
        var input = EvaluationInput.Read(arguments, bundle, training);
        cancellation.ThrowIfCancellationRequested();
        progress.Report("Computing tables");
        var evaluation = RadscoreEvaluation.Of(input.Data);
        cancellation.ThrowIfCancellationRequested();
        progress.Report("Computing correlation, harmonisation and agreement");
        var parts = FeatureParts.Of(arguments, bundle, input);
        return new EvaluationReport
        {
            Evaluation = evaluation,
            Bundle = bundle,
            Features = parts.ModelFeatures,
            Correlation = parts.Correlation,
            Harmonisation = parts.Harmonisation,
            Agreement = parts.Agreement,
            Readings = parts.Readings,
            Training = training,
            Missing = parts.Missing,
            Notes = input.Notes,
            Inputs = [.. arguments.Features.Concat(arguments.SecondReadings).Select(f => FeatureFiles.Split(f).File).Append(arguments.Clinical).Select(Digest)],
            Producer = $"OhifAlnPlugin {ProductVersion.Text}",
        };
    }

    /// <summary>What training found, where it lies beside the bundle and is of this bundle.</summary>
    private static TrainingReport? TrainingOf(string folder, RadscoreBundle bundle)
    {
        string file = Path.Combine(folder, TrainingReportFile.Name);
        return File.Exists(file) && TrainingReportFile.Read(File.ReadAllBytes(file)) is { } training && training.Bundle == bundle.Digest ? training : null;
    }

    private static FileDigest Digest(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return new FileDigest(Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
