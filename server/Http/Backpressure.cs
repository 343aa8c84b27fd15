using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OhifAlnPlugin.Server.Http;

/// <summary>
/// Bounds how many requests are worked on and how many wait. What comes beyond is answered 503 with Retry-After at once, so that an
/// overloaded server stays quick for those it has let in. Uploads and all other requests have a bound each: neither can starve the other.
/// </summary>
internal static class Backpressure
{
    /// <summary>Uploads worked on at the same time.</summary>
    public const int Uploads = 32;

    /// <summary>Uploads that wait.</summary>
    public const int WaitingUploads = 96;

    /// <summary>Other requests worked on at the same time.</summary>
    public const int Reads = 64;

    /// <summary>Other requests that wait.</summary>
    public const int WaitingReads = 448;

    private const int RetryAfterSeconds = 1;

    public static void AddBackpressure(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(context => RateLimitPartition.GetConcurrencyLimiter(
            HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method),
            isUpload => new ConcurrencyLimiterOptions
            {
                PermitLimit = isUpload ? Uploads : Reads,
                QueueLimit = isUpload ? WaitingUploads : WaitingReads,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            await Overloaded().ExecuteAsync(context.HttpContext);
        };
    });

    private static ProblemHttpResult Overloaded() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable,
        "overloaded",
        "The server is overloaded",
        $"As many requests are waiting as may wait: {WaitingUploads} uploads and {WaitingReads} others. Try again in {RetryAfterSeconds} s.");
}
