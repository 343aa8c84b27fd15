using System.Collections.Concurrent;
using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Server.Storage;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln import FOLDER</c>: stores every DICOM file below a folder. A server may run on the same data folder meanwhile.</summary>
internal static class ImportCommand
{
    private const int ParallelFiles = 4;
    private const int MostReasons = 20;

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder with DICOM files; searched through all its subfolders." };
        var data = CommonOptions.Data();
        var command = new Command("import", "Store every DICOM file below a folder.") { folder, data };
        command.SetAction((result, cancellation) => RunAsync(result.GetRequiredValue(folder), result.GetRequiredValue(data), cancellation));
        return command;
    }

    /// <summary>Imports with a progress bar and prints the summary.</summary>
    /// <returns>0 when at least one file is in the store now, else 1.</returns>
    /// <exception cref="CommandException">The folder does not exist.</exception>
    public static async Task<int> RunAsync(string folder, string dataFolder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"there is no folder {Path.GetFullPath(folder)}.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })];
        await using var store = new InstanceStore(DataFolder.Open(dataFolder), NullLogger<InstanceStore>.Instance);
        ImportSummary summary = await AnsiConsole.Progress().HideCompleted(true).StartAsync(async progress =>
        {
            ProgressTask bar = progress.AddTask($"Importing {files.Length} files", maxValue: Math.Max(1, files.Length));
            return await ImportAsync(store, files, () => bar.Increment(1), cancellation);
        });
        Print(summary, folder);
        return summary.Stored + summary.AlreadyStored > 0 ? 0 : 1;
    }

    /// <summary>Stores files, several at a time.</summary>
    private static async Task<ImportSummary> ImportAsync(InstanceStore store, string[] files, Action onFile, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentBag<StoreOutcome>();
        var refused = new ConcurrentBag<(string File, string Reason)>();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellation },
            async (file, token) =>
            {
                try
                {
                    await using FileStream content = File.OpenRead(file);
                    StoreOutcome outcome = await store.StoreAsync(content, token);
                    outcomes.Add(outcome);
                    if (outcome == StoreOutcome.Conflict)
                    {
                        refused.Add((file, "other bytes are stored under its SOP Instance UID; they stay"));
                    }
                }
                catch (Exception failure) when (failure is UnreadableInstanceException or UnauthorizedAccessException or IOException)
                {
                    refused.Add((file, failure.Message));
                }

                onFile();
            });
        return new ImportSummary(
            outcomes.Count(outcome => outcome is StoreOutcome.Stored or StoreOutcome.Rejected),
            outcomes.Count(outcome => outcome == StoreOutcome.AlreadyStored),
            [.. refused.OrderBy(entry => entry.File, StringComparer.Ordinal)]);
    }

    private static void Print(ImportSummary summary, string folder)
    {
        Console.WriteLine($"{summary.Stored} stored, {summary.AlreadyStored} already stored, {summary.Refused.Count} refused.");
        foreach ((string file, string reason) in summary.Refused.Take(MostReasons))
        {
            Console.WriteLine($"  {Path.GetRelativePath(folder, file)}: {reason}");
        }

        if (summary.Refused.Count > MostReasons)
        {
            Console.WriteLine($"  … and {summary.Refused.Count - MostReasons} more.");
        }
    }

    private sealed record ImportSummary(int Stored, int AlreadyStored, IReadOnlyList<(string File, string Reason)> Refused);
}
