namespace OhifAlnPlugin.Server.Worklist;

/// <summary>What the server's log says of the processing of studies.</summary>
internal static partial class WorklistLog
{
    [LoggerMessage(EventId = 1600, Level = LogLevel.Warning, Message = "The job queue is full; study {Study} waits")]
    public static partial void Waits(ILogger logger, string study);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "The processing of studies met a failure and goes on: {Failure} at {Stack}")]
    public static partial void Failed(ILogger logger, string? failure, string? stack);
}
