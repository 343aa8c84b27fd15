using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Feature maps over HTTP.</summary>
internal static class FeatureMapEndpoints
{
    private const string Octets = "application/octet-stream";

    /// <summary>Maps the routes.</summary>
    public static void MapFeatureMaps(this IEndpointRouteBuilder routes)
    {
        var maps = routes.MapGroup("/api/feature-maps").WithTags("Radiomics").AuditedAs(AuditAction.Compute);
        maps.MapPost("/", Start).WithName("StartFeatureMap").WithSummary("Queue the map of one feature inside a VOI: the feature in the cube around each voxel")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        maps.MapGet("/{id:guid}", Get).WithName("GetFeatureMap").WithSummary("A feature map computed before: its range, its unit, its images and the digests of all it follows from")
            .ProducesProblem(StatusCodes.Status404NotFound);
        maps.MapGet("/{id:guid}/values", GetValues).WithName("GetFeatureMapValues")
            .WithSummary("Its values, float32 little endian: frames in the order of sopInstanceUids, then rows, then columns; NaN outside the VOI")
            .Produces<byte[]>(StatusCodes.Status200OK, Octets).ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<AcceptedAtRoute<JobStatus>> Start(FeatureMapRequest request, FeatureMapComputation computation, IJobQueue jobs, CancellationToken cancellation) =>
        JobEndpoints.Accepted(await jobs.EnqueueAsync(await computation.PlanAsync(request, cancellation), cancellation));

    internal static Ok<FeatureMapInfo> Get(Guid id, FeatureMapResults results, CurrentUser user) => TypedResults.Ok(Visible(id, results, user));

    internal static FileStreamHttpResult GetValues(Guid id, FeatureMapResults results, CurrentUser user)
    {
        FeatureMapInfo map = Visible(id, results, user);
        return TypedResults.Stream(new GZipStream(results.OpenCompressedValues(map.Id), CompressionMode.Decompress), Octets);
    }

    private static FeatureMapInfo Visible(Guid id, FeatureMapResults results, CurrentUser user) =>
        results.Find(id) is { } found && user.MaySee(found.Owner) ? found : throw RadiomicsProblems.NoMap(id);
}
