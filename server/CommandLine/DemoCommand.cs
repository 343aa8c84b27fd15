using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Storage;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln demo</c>: the viewer on demonstration studies, which are generated when the store has none.</summary>
internal static class DemoCommand
{
    private const string DemonstrationData = "aln-demo";

    /// <summary>Instances written at a time: enough to hide the disk's latency.</summary>
    private const int ParallelWrites = 4;

    public static Command Create()
    {
        var urls = CommonOptions.Urls();
        var data = CommonOptions.Data(DemonstrationData);
        var command = new Command("demo", "Show the viewer on generated demonstration studies.") { urls, data };
        command.SetAction(async (result, cancellation) =>
        {
            ServerOptions options = ServeCommand.OptionsOf(result, urls, data);
            await EnsureStudiesAsync(options.DataFolder, cancellation);
            return await ServeCommand.RunAsync(options, cancellation);
        });
        return command;
    }

    /// <summary>Generates and stores the demonstration studies that the store lacks; a study cut off midway is completed.</summary>
    internal static async Task EnsureStudiesAsync(string dataFolder, CancellationToken cancellation)
    {
        await using var store = new InstanceStore(DataFolder.Open(dataFolder), NullLogger<InstanceStore>.Instance);
        string marker = Path.Combine(dataFolder, "demonstration-complete");
        if (File.Exists(marker))
        {
            return;
        }

        IReadOnlyList<PatientPlan> plans = DemonstrationStudies.Plans();
        await AnsiConsole.Progress().HideCompleted(true).StartAsync(async progress =>
        {
            ProgressTask bar = progress.AddTask("Generating demonstration studies", maxValue: plans.Count);
            foreach (PatientPlan plan in plans)
            {
                await StoreAsync(store, plan, cancellation);
                bar.Increment(1);
            }
        });
        await File.WriteAllTextAsync(marker, "The demonstration studies are stored.\n", cancellation);
        Console.WriteLine($"{plans.Count} demonstration studies (synthetic phantoms) are in {Path.GetFullPath(dataFolder)}.");
    }

    private static Task StoreAsync(InstanceStore store, PatientPlan plan, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            new PhantomStudy(PhantomPatient.Render(plan, DemonstrationStudies.Options)).Instances(),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellation },
            async (instance, token) => await store.StoreAsync(instance.File, token));
}
