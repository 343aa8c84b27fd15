using System.CommandLine;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;
using OhifAlnPlugin.Server.CommandLine.Training;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln train-demo --out DIR</c>: makes the demonstration radscore bundle from generated phantoms.</summary>
internal static class TrainDemoCommand
{
    private const int FewestPatients = 50;
    private const int MostPatients = 100_000;

    public static Command Create()
    {
        var folder = new Option<string>("--out", "-o") { Description = "Folder of the bundle; made when it does not exist.", HelpName = "DIR", Required = true };
        var patients = new Option<int>("--patients", "-n") { Description = $"Number of phantom patients, {FewestPatients} … {MostPatients}.", HelpName = "N", DefaultValueFactory = _ => 400 };
        var seed = new Option<ulong>("--seed", "-s") { Description = "The same seed gives the same bundle.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var size = new Option<PhantomSize>("--size") { Description = "Matrix of the phantoms.", DefaultValueFactory = _ => PhantomSize.Medium };
        var auc = new Option<double>("--true-auc") { Description = "Area under the ROC curve of the true probability of a high burden, 0.5 … 0.97.", HelpName = "AUC", DefaultValueFactory = _ => 0.80 };
        var table = new Option<string?>("--table") { Description = "Also write the feature table of all phantoms, CSV.", HelpName = "FILE" };
        var command = new Command("train-demo", "Train the demonstration radscore on generated phantoms. Synthetic: without meaning for patients.") { folder, patients, seed, size, auc, table };
        command.SetAction((result, cancellation) =>
        {
            int count = result.GetValue(patients);
            if (count is < FewestPatients or > MostPatients)
            {
                throw new CommandException($"{count} patients cannot be trained on: --patients takes {FewestPatients} … {MostPatients}.");
            }

            var options = new DemonstrationOptions { Patients = count, Seed = result.GetValue(seed), Size = result.GetValue(size), TrueAuc = result.GetValue(auc) };
            return Task.Run(() => Run(result.GetRequiredValue(folder), result.GetValue(table), options, cancellation), cancellation);
        });
        return command;
    }

    private static int Run(string folder, string? table, DemonstrationOptions options, CancellationToken cancellation)
    {
        try
        {
            var lines = new ConsoleProgress();
            DemonstrationCase[] cases = DemonstrationTraining.Cases(options, lines, cancellation);
            if (table is not null)
            {
                File.WriteAllText(table, DemonstrationTraining.Table(cases));
            }

            (RadscoreBundle bundle, TrainingReport report) = DemonstrationTraining.Train(options, cases, lines, cancellation);
            TrainedFolder.Write(folder, bundle, report, cancellation);
            foreach (string sentence in report.Verdict.Concat(report.Remarks))
            {
                lines.Report(sentence);
            }

            lines.Report($"The bundle is in {Path.GetFullPath(folder)}; SHA-256 {bundle.Digest}.");
            return 0;
        }
        catch (RadscoreTrainingException failed)
        {
            throw new CommandException(failed.Message);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{Path.GetFullPath(folder)} cannot be written: {failed.Message}");
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new CommandException($"{ArgumentSentence.Of(wrong.Message).TrimEnd('.')}, {wrong.ActualValue} was given.");
        }
    }
}
