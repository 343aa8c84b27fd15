namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>
/// Instances retrieved from the archive, as files named by the key of their content, up to a limit; those not used for longest go first.
/// It is only a copy: whatever is missing or broken is retrieved again.
/// </summary>
internal sealed class RetrievedFiles
{
    private const string Suffix = ".dcm", Unfinished = ".part";

    private readonly DataFolder _data;
    private readonly string _root;
    private readonly long _limit;
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, long Length)> _recent = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, long Length)>> _byKey = [];
    private long _held;

    /// <summary>Opens the folder with what an earlier run left in it.</summary>
    public RetrievedFiles(DataFolder data, RemoteOptions options)
    {
        _data = data;
        _root = data.Sub("retrieved");
        _limit = (long)options.CacheMebibytes << 20;
        foreach (FileInfo file in new DirectoryInfo(_root).EnumerateFiles().OrderBy(file => file.LastWriteTimeUtc))
        {
            if (file.Extension == Suffix)
            {
                Add(Path.GetFileNameWithoutExtension(file.Name), file.Length);
            }
            else
            {
                file.Delete();
            }
        }
    }

    /// <summary>Bytes held now.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return _held;
            }
        }
    }

    /// <summary>Whether a file is there.</summary>
    public bool Contains(string key)
    {
        lock (_gate)
        {
            return _byKey.ContainsKey(key);
        }
    }

    /// <summary>Where a file lies, which counts as its use; null when it is not there.</summary>
    public string? Find(string key)
    {
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            _recent.Remove(node);
            _recent.AddLast(node);
            return PathOf(key);
        }
    }

    /// <summary>Keeps a file.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing was kept.</exception>
    public async Task KeepAsync(string key, Stream content, CancellationToken cancellation)
    {
        if (!_data.HasRoom)
        {
            throw StorageFailure.NoRoom();
        }

        using StagedFile file = await StagedFile.WriteAsync(Path.Combine(_root, Guid.NewGuid().ToString("N") + Unfinished), content, cancellation);
        lock (_gate)
        {
            if (!_byKey.ContainsKey(key))
            {
                File.Move(file.Path, PathOf(key), overwrite: true);
                Add(key, file.Length);
            }
        }
    }

    /// <summary>Forgets a file that turned out to be broken or gone.</summary>
    public void Remove(string key)
    {
        lock (_gate)
        {
            if (_byKey.Remove(key, out var node))
            {
                _recent.Remove(node);
                _held -= node.Value.Length;
                File.Delete(PathOf(key));
            }
        }
    }

    private void Add(string key, long length)
    {
        _byKey[key] = _recent.AddLast((key, length));
        _held += length;
        while (_held > _limit && _recent.First is { } oldest && oldest.Value.Key != key)
        {
            Remove(oldest.Value.Key);
        }
    }

    private string PathOf(string key) => Path.Combine(_root, key + Suffix);
}
