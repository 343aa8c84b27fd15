using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Headers of the studies that were analysed last: a reader's next requests are about the same one, while the server prepares others. Requests that
/// come at the same time read them once. They are only ever read.
/// </summary>
internal sealed class RecentHeaders
{
    private const int MostStudies = 4;

    private readonly Lock _gate = new();
    private readonly List<Entry> _recent = [];

    /// <summary>The headers of these instances, from memory when exactly these were read lately.</summary>
    /// <param name="instances">The instances of a study as the index knows them now.</param>
    /// <param name="read">Reads their headers, for everybody who waits for them.</param>
    public IReadOnlyList<DicomDataset> Get(IReadOnlyList<StoredInstance> instances, Func<IReadOnlyList<DicomDataset>> read)
    {
        if (instances.Count == 0)
        {
            return [];
        }

        Entry entry = Find(instances, read);
        try
        {
            return entry.Headers.Value;
        }
        catch
        {
            lock (_gate)
            {
                _recent.Remove(entry);
            }

            throw;
        }
    }

    private Entry Find(IReadOnlyList<StoredInstance> instances, Func<IReadOnlyList<DicomDataset>> read)
    {
        lock (_gate)
        {
            Entry entry = _recent.Find(known => known.IsOf(instances)) ?? new Entry([.. instances.Select(instance => instance.Sha256)], new Lazy<IReadOnlyList<DicomDataset>>(read));
            _recent.Remove(entry);
            _recent.Insert(0, entry);
            if (_recent.Count > MostStudies)
            {
                _recent.RemoveAt(MostStudies);
            }

            return entry;
        }
    }

    private sealed class Entry(IReadOnlyList<byte[]> digests, Lazy<IReadOnlyList<DicomDataset>> headers)
    {
        public Lazy<IReadOnlyList<DicomDataset>> Headers => headers;

        public bool IsOf(IReadOnlyList<StoredInstance> instances) =>
            digests.Count == instances.Count && digests.Zip(instances).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.Sha256));
    }
}
