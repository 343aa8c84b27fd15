using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;

namespace OhifAlnPlugin.Server.Pixels;

/// <summary>A few decoding processes, started when they are needed and ended when they are not. Requests wait for one in a bounded queue.</summary>
internal sealed partial class CodecPool : IFrameCodec, IDisposable
{
    private static readonly TimeSpan ObstacleHolds = TimeSpan.FromSeconds(30);

    private readonly PixelOptions _options;
    private readonly CodecPackages _packages;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly ConcurrentStack<CodecProcess> _idle = new();
    private readonly Timer _reaper;
    private readonly Lock _gate = new();
    private (string? Text, long Until) _obstacle = (null, long.MinValue);
    private int _present;
    private volatile bool _disposed;

    public CodecPool(IOptions<PixelOptions> options, CodecPackages packages, ILogger<CodecPool> logger)
    {
        (_options, _packages, _logger) = (options.Value, packages, logger);
        _slots = new SemaphoreSlim(_options.ProcessCount);
        Patient = new PatientCodec(this);
        TimeSpan idle = TimeSpan.FromSeconds(_options.IdleSeconds);
        _reaper = new Timer(_ => EndIdle(idle), null, idle / 2, idle / 2);
    }

    /// <summary>The same codec for work that rather waits than fails when many requests are before it: analyses, whose number is bounded elsewhere.</summary>
    public IFrameCodec Patient { get; }

    /// <summary>Numbers of the processes that wait for work.</summary>
    public IReadOnlyList<int> IdleProcesses => [.. _idle.Select(child => child.Id)];

    /// <inheritdoc/>
    public string? FindObstacle()
    {
        lock (_gate)
        {
            if (Environment.TickCount64 < _obstacle.Until)
            {
                return _obstacle.Text;
            }

            try
            {
                Return(Task.Run(TakeAsync).GetAwaiter().GetResult());
                _obstacle = (null, long.MaxValue);
            }
            catch (CodecUnavailableException reason)
            {
                _obstacle = (reason.Message, Environment.TickCount64 + (long)ObstacleHolds.TotalMilliseconds);
            }

            return _obstacle.Text;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="Http.ProblemException">Too many frames wait already.</exception>
    public DecodedImage Decode(Codestream frame, CancellationToken cancellation) => DecodeAsync(frame, isPatient: false, cancellation).GetAwaiter().GetResult();

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        _disposed = true;
        _reaper.Dispose();
        while (_idle.TryPop(out CodecProcess? child))
        {
            child.Dispose();
        }
    }

    private async Task<DecodedImage> DecodeAsync(Codestream frame, bool isPatient, CancellationToken cancellation)
    {
        if (frame.DecodedLength > _options.FrameBytes)
        {
            throw new DicomFormatException($"The frame has {frame.DecodedLength} bytes when decoded; the limit is {_options.FrameBytes}.");
        }

        if (Interlocked.Increment(ref _present) > _options.ProcessCount + _options.QueueLength && !isPatient)
        {
            Interlocked.Decrement(ref _present);
            throw PixelProblems.Busy(_options.QueueLength);
        }

        try
        {
            await _slots.WaitAsync(cancellation);
        }
        catch
        {
            Interlocked.Decrement(ref _present);
            throw;
        }

        // A frame whose caller has gone is still finished: that takes milliseconds, a new process takes longer. The limits hold all the same.
        return await Task.Run(() => WorkAsync(frame), CancellationToken.None).WaitAsync(cancellation);
    }

    private async Task<DecodedImage> WorkAsync(Codestream frame)
    {
        try
        {
            return await TryAsync(frame, isLastTry: false) ?? (await TryAsync(frame, isLastTry: true))!;
        }
        catch (CodecUnavailableException reason)
        {
            throw new DicomFormatException(reason.Message, reason);
        }
        finally
        {
            Interlocked.Decrement(ref _present);
            _slots.Release();
        }
    }

    /// <summary>Decodes with one process; null when it ended, be it by the frame or by somebody else: the first time the frame gets another chance.</summary>
    private async Task<DecodedImage?> TryAsync(Codestream frame, bool isLastTry)
    {
        CodecProcess child = await TakeAsync();
        try
        {
            return await child.DecodeAsync(frame);
        }
        catch (Exception ended) when (ended is IOException or InvalidDataException or ObjectDisposedException)
        {
            LogEnded(_logger, child.Id, frame.Kind);
            child.Dispose();
            return isLastTry ? throw new DicomFormatException($"The {frame.Kind} codec crashed on the compressed frame.", ended) : null;
        }
        finally
        {
            Return(child);
        }
    }

    private async Task<CodecProcess> TakeAsync()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_idle.TryPop(out CodecProcess? child))
        {
            if (child.IsUsable)
            {
                return child;
            }

            child.Dispose();
        }

        return await CodecProcess.StartAsync(_options, await _packages(CancellationToken.None));
    }

    private void Return(CodecProcess child)
    {
        if (child.IsUsable)
        {
            _idle.Push(child);
            if (!_disposed)
            {
                return;
            }
        }
        else
        {
            child.Dispose();
        }

        if (_disposed)
        {
            Dispose();
        }
    }

    private void EndIdle(TimeSpan idle)
    {
        // Taken out one by one, so that a request in between starts its own rather than waits.
        CodecProcess[] all = new CodecProcess[_idle.Count];
        int count = _idle.TryPopRange(all, 0, all.Length);
        foreach (CodecProcess child in all.Take(count).Reverse())
        {
            if (Environment.TickCount64 - child.IdleSince > idle.TotalMilliseconds)
            {
                child.Dispose();
            }
            else
            {
                Return(child);
            }
        }
    }

    [LoggerMessage(EventId = 1500, Level = LogLevel.Warning, Message = "Decoding process {Process} ended on a frame of kind {Kind}")]
    private static partial void LogEnded(ILogger logger, int process, CodestreamKind kind);

    /// <summary>Never refuses for want of room.</summary>
    private sealed class PatientCodec(CodecPool pool) : IFrameCodec
    {
        public string? FindObstacle() => pool.FindObstacle();

        public DecodedImage Decode(Codestream frame, CancellationToken cancellation) => pool.DecodeAsync(frame, isPatient: true, cancellation).GetAwaiter().GetResult();
    }
}
