using Microsoft.AspNetCore.Http.HttpResults;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Jobs over HTTP.</summary>
internal static class JobEndpoints
{
    /// <summary>Name of the route to a job's status, for <c>Location</c>.</summary>
    public const string GetRoute = "GetJob";

    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/jobs").WithTags("Jobs");
        group.MapGet("/{id:guid}", Get).WithName(GetRoute).WithSummary("Status, progress and result of a job");
        group.MapDelete("/{id:guid}", Cancel).WithName("CancelJob").WithSummary("Cancel a job; one that has ended stays as it is");
    }

    /// <summary>202 with the job's status and its address.</summary>
    public static AcceptedAtRoute<JobStatus> Accepted(JobStatus job) => TypedResults.AcceptedAtRoute(job, GetRoute, new { id = job.Id });

    internal static Results<Ok<JobStatus>, ProblemHttpResult> Get(Guid id, IJobQueue jobs) =>
        jobs.Find(id) is { } status ? TypedResults.Ok(status) : JobProblems.NotFound(id);

    internal static async Task<Results<Ok<JobStatus>, ProblemHttpResult>> Cancel(Guid id, IJobQueue jobs, CancellationToken cancellation) =>
        await jobs.CancelAsync(id, cancellation) is { } status ? TypedResults.Ok(status) : JobProblems.NotFound(id);
}
