using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>Runs as long as the server does: hears what arrives and takes the studies on, step by step.</summary>
internal sealed class ArrivalWatch(
    StudyProcessing processing, IStudyArrivals arrivals, IKeptChoices choices, WorklistOptions options, TimeProvider clock, ILogger<ArrivalWatch> logger) : BackgroundService
{
    /// <summary>Longest time between two steps.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        processing.Recover();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        processing.Suspend();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Listening begins before anything is stored or chosen through this process.
        IAsyncEnumerable<string> arrived = arrivals.WatchAsync(stoppingToken), chosen = choices.WatchAsync(stoppingToken);
        return Task.WhenAll(
            ListenAsync(arrived, study => processing.NoteAsync(study, stoppingToken), stoppingToken),
            ListenAsync(chosen, study => processing.NoteChoiceAsync(study, stoppingToken), stoppingToken),
            WorkAsync(stoppingToken));
    }

    private async Task ListenAsync(IAsyncEnumerable<string> heard, Func<string, Task> note, CancellationToken stop)
    {
        await foreach (string study in heard)
        {
            await TryAsync(() => note(study), stop);
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        TimeSpan pause = options.Quiet / 4 < LongestPause ? options.Quiet / 4 : LongestPause;
        for (long? scanned = null; !stop.IsCancellationRequested; await Task.Delay(pause, clock, stop))
        {
            if (scanned is not { } at || clock.GetElapsedTime(at).TotalSeconds >= options.ScanSeconds)
            {
                await TryAsync(() => processing.ScanAsync(stop), stop);
                scanned = clock.GetTimestamp();
            }

            await TryAsync(() => processing.StepAsync(stop), stop);
        }
    }

    /// <summary>A failure with one study, or of an archive that cannot be reached now, must not end the watch. Its message may carry patient data.</summary>
    private async Task TryAsync(Func<Task> step, CancellationToken stop)
    {
        try
        {
            await step();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            WorklistLog.Failed(logger, failure.GetType().FullName, failure.StackTrace);
        }
    }
}
