using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>What can go wrong with any kind of job.</summary>
internal static class JobProblems
{
    /// <summary>The server stopped while the job waited or ran.</summary>
    public static ProblemDetails Interrupted() => new()
    {
        Type = Problems.TypePrefix + "job-interrupted",
        Title = "The job was interrupted",
        Detail = "The server stopped before this job was done. Nothing half-finished was kept; start it again.",
        Status = StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>A fault of the program; the log holds it under the job's id.</summary>
    public static ProblemDetails Unexpected(Guid id) => new()
    {
        Type = Problems.TypePrefix + "job-failed",
        Title = "The job failed",
        Detail = $"The server met an unexpected fault in this job. Its log names the reason under the job id {id:D}.",
        Status = StatusCodes.Status500InternalServerError,
    };

    /// <summary>404: there is no job of this id.</summary>
    public static ProblemHttpResult NotFound(Guid id) => Problems.Of(
        StatusCodes.Status404NotFound, "job-not-found", "Job not found", $"There is no job {id:D}; records of ended jobs are kept for a limited number of days.");

    /// <summary>503: too many jobs wait.</summary>
    public static ProblemException QueueFull(JobOptions options) => new(
        StatusCodes.Status503ServiceUnavailable,
        "job-queue-full",
        "The job queue is full",
        $"As many jobs are waiting as may wait: the limit is {options.QueueLimit}. Try again in {options.RetryAfterSeconds} s.")
    {
        RetryAfterSeconds = options.RetryAfterSeconds,
    };
}
