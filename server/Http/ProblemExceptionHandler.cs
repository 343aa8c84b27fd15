using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Http;

/// <summary>
/// Turns exceptions into problem details: an expected one is its own answer, a framework 400 stays a 400, a stored object that turns out
/// to be broken is 422, a full disk 507, everything else 500.
/// A message may carry patient data, so an unexpected exception is logged by type and stack only and never shown.
/// </summary>
internal sealed partial class ProblemExceptionHandler(IProblemDetailsService problems, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        ProblemDetails problem = Describe(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            LogUnexpected(logger, exception.GetType().FullName, exception.StackTrace);
        }

        if (exception is ProblemException { RetryAfterSeconds: { } seconds })
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        await problems.WriteAsync(context, problem);
        return true;
    }

    internal static ProblemDetails Describe(Exception exception) => exception switch
    {
        ProblemException expected => expected.Problem,
        BadHttpRequestException bad => Problem(bad.StatusCode, "bad-request", "The request cannot be understood", bad.InnerException is JsonException json ? $"The JSON of the request does not fit: {json.Message}" : bad.Message),
        DicomFormatException broken => Problem(
            StatusCodes.Status422UnprocessableEntity, "broken-object", "Broken DICOM object", $"What is stored cannot be given out in this form: {broken.Message}"),
        IOException io when DiskFull.Is(io) => Problem(
            StatusCodes.Status507InsufficientStorage, "disk-full", "The disk is full", "The server's disk is full: nothing was kept of this request. Free some space and send it again."),
        _ => Problem(
            StatusCodes.Status500InternalServerError, "unexpected", "Unexpected failure", "The server failed unexpectedly; its log names the place."),
    };

    private static ProblemDetails Problem(int status, string name, string title, string detail) =>
        new() { Status = status, Type = Problems.TypePrefix + name, Title = title, Detail = detail };

    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "Unexpected {ExceptionType} at {Stack}")]
    private static partial void LogUnexpected(ILogger logger, string? exceptionType, string? stack);
}
