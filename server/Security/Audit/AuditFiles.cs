namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>Where the trail lies in the data folder.</summary>
internal sealed record AuditFiles(string Folder)
{
    /// <summary>Name of the folder in the data folder.</summary>
    public const string FolderName = "audit";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Poll = TimeSpan.FromMilliseconds(1);

    /// <summary>The records, one line each.</summary>
    public string Trail => Path.Combine(Folder, "audit.jsonl");

    /// <summary>The last record known to be on the disk.</summary>
    public string Head => Path.Combine(Folder, "head");

    /// <summary>Keeps other processes on the same data folder from writing until the result is disposed.</summary>
    /// <exception cref="IOException">Another process holds the trail for more than ten seconds.</exception>
    public IDisposable Lock()
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (DateTime.UtcNow < end)
            {
                Thread.Sleep(Poll);
            }
        }
    }
}
