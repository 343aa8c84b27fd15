namespace OhifAlnPlugin.Server.Jobs;

/// <summary>What the server's log says of jobs. A message of an exception may carry patient data: only its type and place are logged.</summary>
internal static partial class JobLog
{
    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Job {JobId} ({Kind}) queued")]
    public static partial void Queued(ILogger logger, Guid jobId, string kind);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Job {JobId} done in {Seconds:F2} s")]
    public static partial void Succeeded(ILogger logger, Guid jobId, double seconds);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Job {JobId} cancelled")]
    public static partial void Cancelled(ILogger logger, Guid jobId);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Job {JobId} refused its input: {Problem}")]
    public static partial void Refused(ILogger logger, Guid jobId, string? problem);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "Job {JobId} failed: {ExceptionType} at {Stack}")]
    public static partial void Failed(ILogger logger, Guid jobId, string? exceptionType, string? stack);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Information, Message = "{Count} jobs of an earlier process had not ended and are marked as interrupted")]
    public static partial void Recovered(ILogger logger, int count);
}
