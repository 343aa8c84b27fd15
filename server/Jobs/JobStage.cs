namespace OhifAlnPlugin.Server.Jobs;

/// <summary>One stage of a job: its own progress from 0 to 1 as a part of the whole.</summary>
/// <param name="progress">Progress of the job.</param>
/// <param name="from">Progress of the job when the stage begins.</param>
/// <param name="to">Progress of the job when it ends.</param>
/// <param name="message">What the stage does.</param>
internal sealed class JobStage(IJobProgress progress, double from, double to, string message) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => progress.Report(from + ((to - from) * value), message);
}
