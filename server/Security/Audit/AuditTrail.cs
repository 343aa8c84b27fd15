using System.Buffers;
using System.Text;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>
/// The audit trail: a file that only grows, each record chained to the one before. A record is handed to the operating system before
/// the call returns, so a killed server loses none; the disk gets it within a second, or at once where durability is asked for.
/// </summary>
/// <remarks>Several processes on one data folder (a server and an import) write one trail: each record is appended under a lock between them.</remarks>
internal sealed partial class AuditTrail : IAsyncDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly AuditFiles _files;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly FileStream _trail;
    private readonly Task _flusher;
    private AuditHead _last = AuditHead.None;
    private long _flushed;
    private long _position;

    /// <summary>Opens the trail of a data folder; a line that a crash left half-written is cut off, and a record says so.</summary>
    /// <exception cref="DataFolderException">The trail cannot be opened.</exception>
    public AuditTrail(DataFolder data, TimeProvider clock, ILogger<AuditTrail> logger)
    {
        (_files, _clock, _logger) = (new AuditFiles(data.Sub(AuditFiles.FolderName)), clock, logger);
        try
        {
            _trail = new FileStream(_files.Trail, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            Recover();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"cannot open the audit trail {_files.Trail} ({failure.Message}).", failure);
        }

        LogOpened(_logger, _last);
        _flusher = FlushRegularlyAsync();
    }

    /// <summary>Appends a record. It survives the end of the process; a crash of the machine within the next second may lose it.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Append(AuditEvent happened)
    {
        lock (_gate)
        {
            using IDisposable alone = _files.Lock();
            if (_trail.Length != _position)
            {
                CatchUp();
            }

            Write(happened);
        }
    }

    /// <summary>Appends a record that is on the disk when the task completes; those who wait at the same time share the price.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task AppendDurablyAsync(AuditEvent happened)
    {
        long number;
        lock (_gate)
        {
            Append(happened);
            number = _last.Number;
        }

        await FlushAsync(number);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _flusher.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await FlushAsync(long.MaxValue);
        await _trail.DisposeAsync();
        _flushing.Dispose();
        _stop.Dispose();
    }

    private async Task FlushRegularlyAsync()
    {
        using var timer = new PeriodicTimer(FlushInterval, _clock);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                await FlushAsync(long.MaxValue);
            }
            catch (IOException failure)
            {
                LogNotFlushed(_logger, failure.Message);
            }
        }
    }

    /// <summary>Brings the trail to the disk, then moves the head there, so that the head never names a record that a crash can lose.</summary>
    private async Task FlushAsync(long number)
    {
        await _flushing.WaitAsync();
        try
        {
            AuditHead last;
            lock (_gate)
            {
                last = _last;
            }

            if (_flushed >= Math.Min(number, last.Number))
            {
                return;
            }

            RandomAccess.FlushToDisk(_trail.SafeFileHandle);
            using (_files.Lock())
            {
                if (AuditHead.ReadFrom(_files.Head) is null || AuditHead.ReadFrom(_files.Head)!.Number < last.Number)
                {
                    last.WriteTo(_files.Head);
                }
            }

            _flushed = last.Number;
        }
        finally
        {
            _flushing.Release();
        }
    }

    private void Write(AuditEvent happened)
    {
        var line = new ArrayBufferWriter<byte>(512);
        string hash = AuditLine.Write(line, _last.Number + 1, _clock.GetUtcNow(), happened, _last.Hash);
        try
        {
            _trail.Position = _position;
            _trail.Write(line.WrittenSpan);
        }
        catch (IOException)
        {
            // A line that did not fit whole must not stay: the next one begins where it began.
            _trail.SetLength(_position);
            throw;
        }

        _last = new AuditHead(_last.Number + 1, hash);
        _position += line.WrittenCount;
    }

    /// <summary>Repairs what a crash left, and takes up the chain.</summary>
    private void Recover()
    {
        using IDisposable alone = _files.Lock();
        long torn = CatchUp();
        AuditHead head = AuditHead.ReadFrom(_files.Head) ?? AuditHead.None;
        bool isShort = head.Number > _last.Number;
        if (torn == 0 && !isShort)
        {
            return;
        }

        if (isShort)
        {
            // The gap stays in the chain for ever: the next record follows the one that should be here.
            LogGap(_logger, _last.Number + 1, head.Number);
            _last = head;
        }

        if (torn > 0)
        {
            LogTorn(_logger, torn);
        }

        Write(new AuditEvent(AuditAction.Repair, AuditOutcome.Done) { Count = torn, Reason = isShort ? "records-missing" : "torn-line" });
    }

    /// <summary>Goes to the end of the file, whoever wrote it.</summary>
    /// <returns>Bytes of a half-written line that were cut off.</returns>
    private long CatchUp()
    {
        long length = _trail.Length;
        byte[] tail = new byte[Math.Min(length, 2 * AuditLine.MostBytes)];
        _trail.Position = length - tail.Length;
        _trail.ReadExactly(tail);
        int end = tail.AsSpan().LastIndexOf((byte)'\n');
        long torn = tail.Length - (end + 1);
        if (torn > 0)
        {
            _trail.SetLength(length - torn);
        }

        _position = length - torn;
        int start = end <= 0 ? -1 : tail.AsSpan(0, end).LastIndexOf((byte)'\n');
        AuditRecord? record = end < 0 ? null : AuditLine.Read(Encoding.Latin1.GetString(tail.AsSpan(start + 1, end - start - 1)));

        // A trail that became shorter keeps its gap: the next record follows the one that was here.
        _last = record is not null && record.Number >= _last.Number ? new AuditHead(record.Number, record.Digest) : _last;
        return torn;
    }

    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "Audit trail goes on after record {Head}")]
    private static partial void LogOpened(ILogger logger, AuditHead head);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "Audit trail: {Bytes} bytes of a record that was being written when the server ended were cut off")]
    private static partial void LogTorn(ILogger logger, long bytes);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Error, Message = "Audit trail: records {First} to {Last} are missing at its end")]
    private static partial void LogGap(ILogger logger, long first, long last);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message = "Audit trail cannot be flushed: {Reason}")]
    private static partial void LogNotFlushed(ILogger logger, string reason);
}
