using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Headers of the study that was analysed last: a reader's next requests are about the same one. They are only ever read.</summary>
internal sealed class RecentHeaders
{
    private volatile Entry? _last;

    /// <summary>The headers of these instances, from memory when exactly these were read last.</summary>
    /// <param name="instances">The instances of a study as the index knows them now.</param>
    /// <param name="read">Reads their headers.</param>
    public IReadOnlyList<DicomDataset> Get(IReadOnlyList<StoredInstance> instances, Func<IReadOnlyList<DicomDataset>> read)
    {
        if (_last is { } last && last.Digests.Count == instances.Count && last.Digests.Zip(instances).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.Sha256)))
        {
            return last.Headers;
        }

        IReadOnlyList<DicomDataset> headers = read();
        _last = new Entry([.. instances.Select(instance => instance.Sha256)], headers);
        return headers;
    }

    private sealed record Entry(IReadOnlyList<byte[]> Digests, IReadOnlyList<DicomDataset> Headers);
}
