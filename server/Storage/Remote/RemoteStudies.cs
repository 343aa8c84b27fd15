using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>
/// The studies of the archive that were used last. Their lists of instances are asked for again after a while, and headers are read again only of
/// instances that are new or have changed.
/// </summary>
internal sealed class RemoteStudies(RemoteArchive archive, RemoteSearch search, TimeProvider clock)
{
    private const int Remembered = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _recent = new();

    /// <summary>A study without its headers; one without instances is unknown.</summary>
    /// <exception cref="ProblemException">The archive cannot tell.</exception>
    public Task<RemoteStudy> FindAsync(string studyInstanceUid, CancellationToken cancellation) => UseAsync(studyInstanceUid, withHeaders: false, cancellation);

    /// <summary>A study with the headers of its visible instances.</summary>
    /// <exception cref="ProblemException">The archive cannot tell.</exception>
    public Task<RemoteStudy> ReadAsync(string studyInstanceUid, CancellationToken cancellation) => UseAsync(studyInstanceUid, withHeaders: true, cancellation);

    /// <summary>Has the archive asked again next time: it got something new from here.</summary>
    public void Forget(string studyInstanceUid)
    {
        Entry entry = EntryOf(studyInstanceUid);
        entry.IsStale = true;
    }

    private async Task<RemoteStudy> UseAsync(string uid, bool withHeaders, CancellationToken cancellation)
    {
        Entry entry = EntryOf(uid);
        await entry.Busy.WaitAsync(cancellation);
        try
        {
            bool isFresh = entry.Study is { } known && !entry.IsStale && clock.GetUtcNow() - known.AskedAt < TimeSpan.FromSeconds(archive.Options.RecheckSeconds);
            if (!isFresh)
            {
                entry.IsStale = false;
                entry.Study = await AskAsync(uid, entry.Study, cancellation);
            }

            return !withHeaders || entry.Study!.Headers is not null ? entry.Study! : entry.Study = await WithHeadersAsync(uid, entry.Study!, cancellation);
        }
        catch
        {
            entry.IsStale = true;
            throw;
        }
        finally
        {
            entry.Busy.Release();
        }
    }

    private async Task<RemoteStudy> AskAsync(string uid, RemoteStudy? before, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var found = await search.FindAsync($"studies/{uid}/instances", "a search for the instances of a study", archive.Options.StudyInstances, cancellation);
        RemoteInstance[] instances =
        [
            .. found.Select(RemoteInstance.Of).OfType<RemoteInstance>().OrderBy(instance => instance.SeriesInstanceUid, StringComparer.Ordinal)
                .ThenBy(instance => instance.InstanceNumber ?? int.MaxValue).ThenBy(instance => instance.SopInstanceUid, StringComparer.Ordinal),
        ];
        return before?.IsSameAs(instances) == true
            ? before with { AskedAt = now }
            : new RemoteStudy(instances, await RejectedAsync(uid, instances, cancellation)) { AskedAt = now, HeadersByKey = before?.HeadersByKey ?? new Dictionary<string, DicomDataset>() };
    }

    private async Task<IReadOnlySet<string>> RejectedAsync(string uid, IReadOnlyList<RemoteInstance> instances, CancellationToken cancellation)
    {
        var rejected = new HashSet<string>(StringComparer.Ordinal);
        foreach (RemoteInstance note in instances.Where(instance => instance.SopClassUid == DicomUid.KeyObjectSelectionDocumentStorage))
        {
            foreach (DicomDataset header in await search.ReadMetadataAsync($"studies/{uid}/series/{note.SeriesInstanceUid}/instances/{note.SopInstanceUid}", cancellation))
            {
                rejected.UnionWith(RejectionNote.RejectedUids(header));
            }
        }

        return rejected;
    }

    private async Task<RemoteStudy> WithHeadersAsync(string uid, RemoteStudy study, CancellationToken cancellation)
    {
        var headers = new Dictionary<string, DicomDataset>();
        foreach (var series in study.Instances.GroupBy(instance => instance.SeriesInstanceUid))
        {
            RemoteInstance[] missing = [.. series.Where(instance => !study.HeadersByKey.ContainsKey(instance.Key))];
            foreach (RemoteInstance known in series.Except(missing))
            {
                headers[known.Key] = study.HeadersByKey[known.Key];
            }

            string resource = $"studies/{uid}/series/{series.Key}" + (missing is [var only] ? $"/instances/{only.SopInstanceUid}" : "");
            var read = missing.Length == 0 ? [] : await search.ReadMetadataAsync(resource, cancellation);
            var bySop = read.Where(header => header.GetString(DicomTag.SOPInstanceUID) is not null).DistinctBy(header => header.GetString(DicomTag.SOPInstanceUID)).ToDictionary(header => header.GetString(DicomTag.SOPInstanceUID)!);
            foreach (RemoteInstance instance in missing.Where(instance => bySop.ContainsKey(instance.SopInstanceUid)))
            {
                headers[instance.Key] = bySop[instance.SopInstanceUid];
            }
        }

        return study with { Headers = Ordered(study, headers), HeadersByKey = headers };
    }

    private static DicomDataset[] Ordered(RemoteStudy study, Dictionary<string, DicomDataset> headers) =>
    [
        .. study.Instances.Where(instance => headers.ContainsKey(instance.Key) && study.Find(instance.SopInstanceUid) is not null)
            .Select((instance, n) => (Instance: instance, Header: headers[instance.Key], Order: n))
            .OrderBy(each => NumberOf(each.Header)).ThenBy(each => each.Order)
            .Select(each => each.Header),
    ];

    private static int NumberOf(DicomDataset header)
    {
        try
        {
            return header.GetInt(DicomTag.SeriesNumber) ?? int.MaxValue;
        }
        catch (DicomFormatException)
        {
            return int.MaxValue;
        }
    }

    private Entry EntryOf(string uid)
    {
        lock (_gate)
        {
            Entry entry = _recent.FirstOrDefault(each => each.Uid == uid) ?? new Entry(uid);
            _recent.Remove(entry);
            _recent.AddFirst(entry);
            if (_recent.Count > Remembered)
            {
                _recent.RemoveLast();
            }

            return entry;
        }
    }

    /// <summary>One study; one request at a time asks the archive for it, the others wait for what it learns.</summary>
    private sealed class Entry(string uid)
    {
        public string Uid => uid;

        public SemaphoreSlim Busy { get; } = new(1, 1);

        public RemoteStudy? Study { get; set; }

        public volatile bool IsStale;
    }
}
