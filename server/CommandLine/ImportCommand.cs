using System.Collections.Concurrent;
using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Server.Security.Audit;
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
        DataFolder data = DataFolder.Open(dataFolder);
        await using var trail = new AuditTrail(data, TimeProvider.System, NullLogger<AuditTrail>.Instance);
        await using var store = new InstanceStore(data, NullLogger<InstanceStore>.Instance);
        await trail.AppendDurablyAsync(new AuditEvent(AuditAction.Store, AuditOutcome.Begun) { Count = files.Length, Reason = "import" });
        ImportSummary summary = await AnsiConsole.Progress().HideCompleted(true).StartAsync(async progress =>
        {
            ProgressTask bar = progress.AddTask($"Importing {files.Length} files", maxValue: Math.Max(1, files.Length));
            return await ImportAsync(store, files, () => bar.Increment(1), cancellation);
        });
        foreach ((InstanceScope series, int count) in summary.Kept)
        {
            trail.Append(new AuditEvent(AuditAction.Store, AuditOutcome.Done) { Study = series.StudyInstanceUid, Series = series.SeriesInstanceUid, Count = count, Reason = "import" });
        }

        Print(summary, folder);
        return summary.Stored + summary.AlreadyStored > 0 ? 0 : 1;
    }

    /// <summary>Stores files, several at a time.</summary>
    private static async Task<ImportSummary> ImportAsync(InstanceStore store, string[] files, Action onFile, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentBag<StoreOutcome>();
        var kept = new ConcurrentDictionary<InstanceScope, int>();
        var refused = new ConcurrentBag<(string File, string Reason)>();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellation },
            async (file, token) =>
            {
                try
                {
                    (StoreOutcome outcome, InstanceScope series) = await StoreAsync(store, file, token);
                    outcomes.Add(outcome);
                    if (outcome == StoreOutcome.Conflict)
                    {
                        refused.Add((file, "other bytes are stored under its SOP Instance UID; they stay"));
                    }
                    else
                    {
                        kept.AddOrUpdate(series, 1, (_, count) => count + 1);
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
            [.. refused.OrderBy(entry => entry.File, StringComparer.Ordinal)],
            kept);
    }

    private static async Task<(StoreOutcome Outcome, InstanceScope Series)> StoreAsync(InstanceStore store, string file, CancellationToken cancellation)
    {
        await using FileStream content = File.OpenRead(file);
        using StagedFile staged = await store.StageAsync(content, cancellation);
        InstanceRecord record = InstanceRecordReader.Read(staged.Path);
        staged.Flush();
        return (await store.StoreAsync(staged, record, cancellation), new InstanceScope(record.StudyInstanceUid, record.SeriesInstanceUid));
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

    private sealed record ImportSummary(int Stored, int AlreadyStored, IReadOnlyList<(string File, string Reason)> Refused, IReadOnlyDictionary<InstanceScope, int> Kept);
}
