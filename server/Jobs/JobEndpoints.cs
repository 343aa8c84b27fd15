using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Jobs over HTTP.</summary>
internal static class JobEndpoints
{
    /// <summary>Name of the route to a job's status, for <c>Location</c>.</summary>
    public const string GetRoute = "GetJob";

    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/jobs").WithTags("Jobs").NotAudited();
        group.MapGet("/{id:guid}", Get).WithName(GetRoute).WithSummary("Status, progress and result of a job");
        group.MapDelete("/{id:guid}", Cancel).AuditedAs(AuditAction.Cancel).WithName("CancelJob").WithSummary("Cancel a job; one that has ended stays as it is");
    }

    /// <summary>202 with the job's status and its address.</summary>
    public static AcceptedAtRoute<JobStatus> Accepted(JobStatus job) => TypedResults.AcceptedAtRoute(job, GetRoute, new { id = job.Id });

    internal static Results<Ok<JobStatus>, ProblemHttpResult> Get(Guid id, IJobQueue jobs, CurrentUser user) =>
        jobs.Find(id) is { } status && user.MaySee(status.Owner) ? TypedResults.Ok(status) : JobProblems.NotFound(id);

    internal static async Task<Results<Ok<JobStatus>, ProblemHttpResult>> Cancel(Guid id, IJobQueue jobs, CurrentUser user, CancellationToken cancellation) =>
        jobs.Find(id) is { } found && user.MaySee(found.Owner) && await jobs.CancelAsync(id, cancellation) is { } status ? TypedResults.Ok(status) : JobProblems.NotFound(id);
}
