using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>
/// One STOW-RS request in two phases: every part is brought to the disk while the next is received; only when the whole body has
/// arrived do the instances enter the store, together. A request cut short therefore leaves nothing behind.
/// </summary>
internal sealed partial class StowSession(InstanceStore store, ILogger logger, string? requiredStudy) : IAsyncDisposable
{
    /// <summary>Parts whose header is read and whose bytes are flushed while the next part arrives.</summary>
    private const int ParallelParts = 4;

    private readonly SemaphoreSlim _slots = new(ParallelParts);
    private readonly List<StagedFile> _staged = [];
    private readonly List<Task<Part>> _parts = [];

    /// <summary>How many parts have been received.</summary>
    public int Count => _parts.Count;

    /// <summary>Receives one part. A part that cannot be kept is noted and the rest goes on.</summary>
    public async Task ReceiveAsync(Stream content, CancellationToken cancellation)
    {
        StagedFile staged;
        try
        {
            staged = await store.StageAsync(content, cancellation);
        }
        catch (IOException failure) when (DiskFull.Is(failure))
        {
            await content.CopyToAsync(Stream.Null, cancellation);
            Refuse(FailureReason.OutOfResources);
            return;
        }

        await AddAsync(staged, WarningReason.None, cancellation);
    }

    /// <summary>Adds an instance that was put together from metadata and bulk data.</summary>
    public async Task AddAsync(MetadataInstance instance, CancellationToken cancellation)
    {
        if (instance.File is not { } file)
        {
            _parts.Add(Task.FromResult(new Part(null, null, instance.Failure!)));
            return;
        }

        try
        {
            await AddAsync(store.Stage(file), instance.IsReduced ? WarningReason.ElementsDiscarded : WarningReason.None, cancellation);
        }
        catch (IOException failure) when (DiskFull.Is(failure))
        {
            Refuse(FailureReason.OutOfResources);
        }
    }

    /// <summary>Notes a part that cannot be kept.</summary>
    public void Refuse(FailureReason reason) => _parts.Add(Task.FromResult(new Part(null, null, StowResult.Unidentified(reason))));

    /// <summary>Puts everything received into the store.</summary>
    /// <returns>One result per part, in the order of the request.</returns>
    public async Task<IReadOnlyList<StowResult>> CommitAsync(CancellationToken cancellation)
    {
        Part[] parts = await Task.WhenAll(_parts);
        StowResult[] results = await Task.WhenAll(parts.Select(part => StoreAsync(part, cancellation)));
        int stored = results.Count(result => result.Failure == FailureReason.None);
        LogStored(logger, stored, results.Length - stored);
        return results;
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)Task.WhenAll(_parts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _staged.ForEach(file => file.Dispose());
        _slots.Dispose();
    }

    private async Task AddAsync(StagedFile staged, WarningReason warning, CancellationToken cancellation)
    {
        _staged.Add(staged);
        await _slots.WaitAsync(cancellation);
        _parts.Add(Task.Run(() => InspectAsync(staged, warning), CancellationToken.None));
    }

    private async Task<Part> InspectAsync(StagedFile staged, WarningReason warning)
    {
        // The header is read while the disk works.
        var flush = Task.Run(staged.Flush);
        try
        {
            InstanceRecord record = InstanceRecordReader.Read(staged.Path);
            await flush;
            StowResult result = Result(record, ReasonAgainst(record));
            return new Part(staged, record, warning == WarningReason.None ? result : result with { Warning = warning });
        }
        catch (UnreadableInstanceException failure)
        {
            staged.Dispose();
            LogRefused(logger, failure.Reason);
            return new Part(staged, null, new StowResult(ReasonOf(failure), null, null, failure.SopClassUid, failure.SopInstanceUid));
        }
        catch (IOException failure)
        {
            return new Part(staged, null, StowResult.Unidentified(ReasonOf(failure)));
        }
        finally
        {
            await flush.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _slots.Release();
        }
    }

    private async Task<StowResult> StoreAsync(Part part, CancellationToken cancellation)
    {
        if (part is not { File: { } file, Record: { } record, Result.Failure: FailureReason.None })
        {
            return part.Result;
        }

        try
        {
            StoreOutcome outcome = await store.StoreAsync(file, record, cancellation);
            return outcome == StoreOutcome.Conflict ? Result(record, FailureReason.ProcessingFailure) : part.Result with { IsRejected = outcome == StoreOutcome.Rejected };
        }
        catch (IOException failure)
        {
            return Result(record, ReasonOf(failure));
        }
    }

    private static StowResult Result(InstanceRecord record, FailureReason failure) =>
        new(failure, record.StudyInstanceUid, record.SeriesInstanceUid, record.SopClassUid, record.SopInstanceUid)
        {
            Warning = record.ContradictsFileMeta ? WarningReason.DataSetDoesNotMatchSopClass : WarningReason.None,
        };

    private static FailureReason ReasonOf(IOException failure) =>
        DiskFull.Is(failure) ? FailureReason.OutOfResources : FailureReason.ProcessingFailure;

    private static FailureReason ReasonOf(UnreadableInstanceException failure) => failure switch
    {
        { Reason: UnreadableReason.CannotUnderstand } => FailureReason.CannotUnderstand,
        { SopClassUid: { } sopClass } when !SopClasses.AreSupported(sopClass) => FailureReason.SopClassNotSupported,
        _ => FailureReason.DataSetDoesNotMatchSopClass,
    };

    /// <summary>Why an instance that can be read is not stored all the same.</summary>
    private FailureReason ReasonAgainst(InstanceRecord record) => record switch
    {
        _ when !SopClasses.AreSupported(record.SopClassUid) => FailureReason.SopClassNotSupported,
        _ when !TransferSyntaxes.AreSupported(record.TransferSyntaxUid) => FailureReason.TransferSyntaxNotSupported,
        _ when requiredStudy is not null && record.StudyInstanceUid != requiredStudy => FailureReason.DataSetDoesNotMatchSopClass,
        _ => FailureReason.None,
    };

    [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "STOW-RS: {Stored} instances stored, {Failed} refused")]
    private static partial void LogStored(ILogger logger, int stored, int failed);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "STOW-RS: a part was refused ({Reason})")]
    private static partial void LogRefused(ILogger logger, UnreadableReason reason);

    private sealed record Part(StagedFile? File, InstanceRecord? Record, StowResult Result);
}
