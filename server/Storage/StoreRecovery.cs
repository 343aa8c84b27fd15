using System.Security.Cryptography;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Names files in the index that it lacks: after a crash between moving a file and committing the index, or when the index was
/// removed on purpose to have it rebuilt.
/// </summary>
internal static partial class StoreRecovery
{
    public static void AdoptUnindexed(IndexDatabase database, InstanceFiles files, IndexWriter writer, ILogger logger)
    {
        HashSet<string> known = KnownFiles(database);
        var adoptions = new List<Task<StoreOutcome>>();
        int foreign = 0;
        foreach (string path in files.Enumerate().Where(path => !known.Contains(Path.GetFileName(path))))
        {
            try
            {
                InstanceRecord record = InstanceRecordReader.Read(path);
                if (InstanceFiles.NameOf(record.SopInstanceUid) != Path.GetFileName(path))
                {
                    foreign++;
                    continue;
                }

                using FileStream content = File.OpenRead(path);
                adoptions.Add(writer.AdoptAsync(record, content.Length, SHA256.HashData(content), CancellationToken.None));
            }
            catch (UnreadableInstanceException)
            {
                foreign++;
            }
        }

        int adopted = Task.WhenAll(adoptions).GetAwaiter().GetResult().Count(outcome => outcome == StoreOutcome.Stored);
        if (adopted + foreign > 0)
        {
            LogRecovered(logger, adopted, foreign);
        }
    }

    private static HashSet<string> KnownFiles(IndexDatabase database)
    {
        using var connection = database.Connect();
        return [.. connection.Query("SELECT sop_uid FROM instance", row => InstanceFiles.NameOf(row.GetString(0)))];
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Recovery: {Adopted} files added to the index, {Foreign} left as they are: not readable, or not named by their UID")]
    private static partial void LogRecovered(ILogger logger, int adopted, int foreign);
}
