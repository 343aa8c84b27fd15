using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Pixels;

/// <summary>Why a frame is not decoded now.</summary>
internal static class PixelProblems
{
    private const int RetryAfterSeconds = 2;

    /// <summary>The queue is full.</summary>
    public static ProblemException Busy(int queueLength) => new(
        StatusCodes.Status503ServiceUnavailable, "decoder-busy", "Too many frames to decode", $"{queueLength} frames wait to be decoded, the limit. Ask again in {RetryAfterSeconds} s.")
    {
        RetryAfterSeconds = RetryAfterSeconds,
    };
}
