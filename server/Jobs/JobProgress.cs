namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Writes progress to the job's record, at most every 100 ms, and stops the run once its record no longer wants it.</summary>
internal sealed class JobProgress(JobTable table, JobRun run, TimeProvider clock, CancellationTokenSource stop) : IJobProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private long? _written;

    /// <inheritdoc/>
    public void Report(double fraction, string message)
    {
        lock (_gate)
        {
            if (_written is { } before && clock.GetElapsedTime(before) < Interval)
            {
                return;
            }

            _written = clock.GetTimestamp();
        }

        if (!table.Report(run, Math.Clamp(fraction, 0, 1), message))
        {
            stop.Cancel();
        }
    }
}
