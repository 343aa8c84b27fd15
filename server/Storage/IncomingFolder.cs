namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Where this process puts files before they belong to the store. A lock file held open tells a living process from a dead one,
/// so that a server and an import may share a data folder and leftovers of a crash are still found.
/// </summary>
internal sealed class IncomingFolder : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly DataFolder _data;
    private readonly string _path;
    private readonly FileStream _lock;

    private IncomingFolder(DataFolder data, string path, FileStream held)
    {
        _data = data;
        _path = path;
        _lock = held;
    }

    /// <summary>Makes this process's folder.</summary>
    public static IncomingFolder Open(DataFolder data)
    {
        string path = Path.Combine(data.Incoming, Guid.NewGuid().ToString("N"));
        var held = new FileStream(path + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(path);
        return new IncomingFolder(data, path, held);
    }

    /// <summary>Finds out whether files can be made; what a crash leaves of it is a lock without a folder, which <see cref="RemoveAbandoned"/> removes.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not.</exception>
    public static void Probe(DataFolder data)
    {
        string path = Path.Combine(data.Incoming, Guid.NewGuid().ToString("N")) + LockSuffix;
        using var probe = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
    }

    /// <summary>Removes the folders of processes that ended without cleaning up.</summary>
    /// <returns>Whether there was one: the store may then hold files that the index does not know.</returns>
    public static bool RemoveAbandoned(DataFolder data)
    {
        bool found = false;
        foreach (string path in Directory.EnumerateFiles(data.Incoming, "*" + LockSuffix).Select(held => held[..^LockSuffix.Length]))
        {
            // Left between both steps of making or of removing a folder.
            if (!Directory.Exists(path) && IsAbandoned(path))
            {
                File.Delete(path + LockSuffix);
            }
        }

        foreach (string path in Directory.EnumerateDirectories(data.Incoming))
        {
            if (IsAbandoned(path))
            {
                Directory.Delete(path, recursive: true);
                File.Delete(path + LockSuffix);
                found = true;
            }
        }

        return found;
    }

    /// <summary>A path for a new temporary file; unique in this process.</summary>
    /// <exception cref="IOException">The disk has no room for uploads.</exception>
    public string NewFile() => !_data.HasRoom ? throw StorageFailure.NoRoom() : Path.Combine(_path, Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        Directory.Delete(_path, recursive: true);
        _lock.Dispose();
        File.Delete(_path + LockSuffix);
    }

    private static bool IsAbandoned(string path)
    {
        try
        {
            using var probe = new FileStream(path + LockSuffix, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
