using System.CommandLine;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Phantoms.Training;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln phantom --out DIR --patients N --seed S</c>: writes synthetic breast DCE-MRI studies and their clinical table, or studies to train a network on.</summary>
internal static class PhantomCommand
{
    private const int MostPatients = 100_000;

    public static Command Create()
    {
        var folder = new Option<string>("--out", "-o") { Description = "Folder to fill; made when it does not exist.", HelpName = "DIR", Required = true };
        var patients = new Option<int>("--patients", "-n") { Description = $"Number of patients, 1 … {MostPatients}.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var seed = new Option<ulong>("--seed", "-s") { Description = "The same seed gives the same files.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var auc = new Option<double>("--true-auc") { Description = "Area under the ROC curve of the true probability of a high burden, 0.5 … 0.97.", HelpName = "AUC", DefaultValueFactory = _ => new PhantomOptions().TrueAuc };
        var centres = new Option<int>("--centres") { Description = "Number of centres with scanners of their own, 1 … 50.", HelpName = "K", DefaultValueFactory = _ => 1 };
        var style = new Option<AcquisitionStyle?>("--style") { Description = "Layout of the phases; without it each centre has its own." };
        var size = new Option<PhantomSize>("--size") { Description = "Matrix and number of phases.", DefaultValueFactory = _ => PhantomSize.Full };
        var training = new Option<TrainingStyle?>("--training") { Description = "Write studies to train a segmentation network on instead, one after another into the file --out, or '-' for the standard output." };
        var command = new Command("phantom", "Write synthetic breast DCE-MRI studies with true VOIs and a clinical table.") { folder, patients, seed, auc, centres, style, size, training };
        command.SetAction((result, cancellation) =>
        {
            int count = result.GetValue(patients);
            if (count is < 1 or > MostPatients)
            {
                throw new CommandException($"{count} patients cannot be written: --patients takes 1 … {MostPatients}.");
            }

            if (result.GetValue(training) is { } kind)
            {
                return Task.FromResult(TrainingStudiesOutput.Write(kind, result.GetRequiredValue(folder), count, result.GetValue(seed), cancellation));
            }

            var options = new PhantomOptions { Size = result.GetValue(size), Centres = result.GetValue(centres), TrueAuc = result.GetValue(auc), Style = result.GetValue(style) };
            return Task.FromResult(Run(result.GetRequiredValue(folder), count, result.GetValue(seed), options, cancellation));
        });
        return command;
    }

    private static int Run(string folder, int count, ulong seed, PhantomOptions options, CancellationToken cancellation)
    {
        try
        {
            var lines = new ConsoleProgress();
            var progress = new PatientProgress(plan => lines.Report($"{plan.Clinical.PatientId} ({plan.Number} of {count})"));
            int files = PhantomFolder.Write(folder, PatientPlan.Cohort(seed, count, options), options, progress, cancellation);
            lines.Report($"{files} files are in {Path.GetFullPath(folder)}: images in {PhantomFolder.Studies}/, true VOIs in {PhantomFolder.Truth}/, and {PhantomFolder.TableName}.");
            return 0;
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            string limit = ArgumentSentence.Of(wrong.Message).TrimEnd('.');
            throw new CommandException($"{limit}, {wrong.ActualValue} was given.");
        }
    }

    /// <summary>Reports in the order of the calls, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class PatientProgress(Action<PatientPlan> report) : IProgress<PatientPlan>
    {
        public void Report(PatientPlan value) => report(value);
    }
}
