using System.Threading.Channels;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>The server's own store: files named by digest, and an index that answers without opening them.</summary>
internal sealed partial class InstanceStore : IInstanceSource, IInstanceWriter, IAsyncDisposable
{
    private readonly InstanceFiles _files;
    private readonly IncomingFolder _incoming;
    private readonly IndexDatabase _database;
    private readonly IndexWriter _writer;
    private readonly ILogger _logger;
    private readonly Retrievals _retrievals = new();
    private readonly RecentHeaders _recentHeaders = new();
    private int _disposed;

    /// <summary>A larger deletion is answered when the index has forgotten it; its files follow, a crash included.</summary>
    private const int FilesWaitedFor = 64;

    /// <summary>How long the files of a deleted instance stay for a client that is still reading them.</summary>
    private static readonly TimeSpan LongestRetrieval = TimeSpan.FromSeconds(30);

    /// <summary>Opens the store and repairs what a crash left: uploads that nobody waits for go, files that the index lacks are named in it.</summary>
    /// <exception cref="DataFolderException">The index cannot be opened.</exception>
    public InstanceStore(DataFolder data, ILogger<InstanceStore> logger)
    {
        _logger = logger;
        _files = new InstanceFiles(data);
        bool crashed = IncomingFolder.RemoveAbandoned(data);
        _database = IndexDatabase.Open(data.IndexFile, out bool isNew);
        _incoming = IncomingFolder.Open(data);
        _writer = new IndexWriter(_database, _files, logger);
        if (crashed || isNew)
        {
            StoreRecovery.AdoptUnindexed(_database, _files, _writer, logger);
        }
    }

    /// <summary>Reads over the index, for queries and retrieval.</summary>
    public IndexDatabase Index => _database;

    /// <summary>Tells which studies get instances from this process.</summary>
    public StudyArrivals Arrivals { get; } = new();

    /// <summary>Brings an upload to the disk, not yet part of the store. Dispose it whatever happens.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public Task<StagedFile> StageAsync(Stream content, CancellationToken cancellation) =>
        StagedFile.WriteAsync(_incoming.NewFile(), content, cancellation);

    /// <summary>Brings a file put together here to the disk, not yet part of the store. Dispose it whatever happens.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public StagedFile Stage(DicomFile file) => StagedFile.Write(_incoming.NewFile(), file);

    /// <summary>Brings received bytes to the disk that are no instance by themselves. Dispose of them when the request is over.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public Task<SpooledFile> SpoolAsync(Stream content, CancellationToken cancellation) =>
        SpooledFile.WriteAsync(_incoming.NewFile(), content, cancellation);

    /// <summary>Stores a staged and flushed file.</summary>
    /// <inheritdoc cref="IInstanceWriter.StoreAsync"/>
    public async Task<StoreOutcome> StoreAsync(StagedFile file, InstanceRecord record, CancellationToken cancellation)
    {
        StoreOutcome outcome = await _writer.StoreAsync(file, record, cancellation);
        if (outcome == StoreOutcome.Stored)
        {
            Arrivals.Announce(record.StudyInstanceUid);
        }

        return outcome;
    }

    public async Task<StoreOutcome> StoreAsync(DicomFile file, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        file.Write(content);
        content.Position = 0;
        return await StoreAsync(content, cancellation);
    }

    /// <summary>Stores the bytes of a file.</summary>
    /// <inheritdoc cref="IInstanceWriter.StoreAsync"/>
    public async Task<StoreOutcome> StoreAsync(Stream content, CancellationToken cancellation)
    {
        using StagedFile staged = await StageAsync(content, cancellation);
        InstanceRecord record = InstanceRecordReader.Read(staged.Path);
        staged.Flush();
        return await StoreAsync(staged, record, cancellation);
    }

    /// <summary>Notes a retrieval: what it finds in the index from now on stays on the disk until the answer is out.</summary>
    /// <returns>To be disposed of then.</returns>
    public IDisposable BeginRetrieval() => _retrievals.Begin();

    public async Task<int> DeleteAsync(InstanceScope scope, CancellationToken cancellation)
    {
        List<string> files = await _writer.DeleteAsync(scope, cancellation);
        LogDeleted(_logger, files.Count, scope.StudyInstanceUid, scope.SeriesInstanceUid, scope.SopInstanceUid);
        Task removal = RemoveFilesAsync(files);
        if (files.Count <= FilesWaitedFor)
        {
            await removal;
        }

        return files.Count;
    }

    /// <summary>Removes files of deleted instances, which nobody finds any more, once those who are reading them have ended.</summary>
    private async Task RemoveFilesAsync(List<string> files)
    {
        await _retrievals.EarlierOnesAsync().WaitAsync(LongestRetrieval).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await _writer.RemoveFilesAsync(files);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ChannelClosedException)
        {
            LogDeletionDelayed(_logger, failure.GetType().Name);
        }
    }

    public Task<IReadOnlyList<StudySummary>> ListStudiesAsync(CancellationToken cancellation)
    {
        using var connection = _database.Connect();
        return Task.FromResult<IReadOnlyList<StudySummary>>(connection.Query(
            $"""
            SELECT study_uid,
                (SELECT group_concat(modality) FROM (SELECT DISTINCT modality FROM series WHERE study = study.id AND modality IS NOT NULL AND {VisibleSql.Series} ORDER BY modality)),
                (SELECT count(*) FROM series WHERE study = study.id AND {VisibleSql.Series}),
                (SELECT count(*) FROM instance JOIN series ON instance.series = series.id WHERE study = study.id AND rejected = 0) AS instances
            FROM study WHERE instances > 0 ORDER BY study_date DESC, study_time DESC, id
            """,
            row => new StudySummary(row.GetString(0), row.IsDBNull(1) ? [] : row.GetString(1).Split(','), row.GetInt32(2), row.GetInt32(3))));
    }

    public Task<IReadOnlyList<DicomDataset>> ReadHeadersAsync(string studyInstanceUid, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using IDisposable retrieval = _retrievals.Begin();
        List<StoredInstance> instances = Find(new InstanceScope(studyInstanceUid));

        // Not stopped by one caller, as others may wait for the same headers.
        return Task.FromResult(_recentHeaders.Get(instances, () => [.. instances.Select(instance => DicomFile.Read(PathOf(instance), DicomReadOptions.Header).Dataset)]));
    }

    public Task<DicomFile?> ReadInstanceAsync(string studyInstanceUid, string seriesInstanceUid, string sopInstanceUid, CancellationToken cancellation)
    {
        using IDisposable retrieval = _retrievals.Begin();
        return Task.FromResult(Find(new InstanceScope(studyInstanceUid, seriesInstanceUid, sopInstanceUid)) is [var found]
            ? DicomFile.Read(PathOf(found))
            : null);
    }

    public Task<string?> FindStudyOfSeriesAsync(string seriesInstanceUid, CancellationToken cancellation)
    {
        using var connection = _database.Connect();
        return Task.FromResult(connection.Query(
            StoredInstance.Select + " WHERE series.series_uid = $series AND instance.rejected = 0 LIMIT 1", StoredInstance.Read, null, ("$series", seriesInstanceUid)) is [var found]
            ? found.StudyInstanceUid
            : null);
    }

    public Task<InstanceScope?> LocateAsync(string sopInstanceUid, CancellationToken cancellation)
    {
        using var connection = _database.Connect();
        return Task.FromResult(connection.Query(StoredInstance.Select + " WHERE instance.sop_uid = $sop AND instance.rejected = 0", StoredInstance.Read, null, ("$sop", sopInstanceUid)) is [var found]
            ? new InstanceScope(found.StudyInstanceUid, found.SeriesInstanceUid, found.SopInstanceUid)
            : null);
    }

    /// <summary>The instances in scope, by series number, then instance number.</summary>
    public List<StoredInstance> Find(InstanceScope scope)
    {
        using var connection = _database.Connect();
        return connection.Query(StoredInstance.Select + $" WHERE {scope.VisibleCondition} " + StoredInstance.Order, StoredInstance.Read, null, scope.Parameters);
    }

    /// <summary>Where an instance's bytes are.</summary>
    public string PathOf(StoredInstance instance) => _files.PathOf(InstanceFiles.NameOf(instance.SopInstanceUid));

    /// <summary>Ends the writing. The container knows the store under several names and may call this once for each.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync();
        _database.Close();
        _incoming.Dispose();
    }

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Files of deleted instances cannot be removed yet ({Failure}); that is tried again at the next start")]
    private static partial void LogDeletionDelayed(ILogger logger, string failure);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Deleted {Count} instances: study {Study}, series {Series}, instance {Instance}")]
    private static partial void LogDeleted(ILogger logger, int count, string study, string? series, string? instance);
}
