using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Kinetics of a VOI over HTTP.</summary>
internal static class KineticsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapKinetics(this IEndpointRouteBuilder routes)
    {
        var kinetics = routes.MapGroup("/api/kinetics").WithTags("Radiomics").AuditedAs(AuditAction.Compute);
        kinetics.MapPost("/", Compute).WithName("ComputeKinetics").WithSummary("Enhancement curves of a VOI, their features and curve types")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        kinetics.MapPost("/curve-types", CurveTypes).WithName("MapCurveTypes").WithSummary("Curve type of each voxel as NRRD: 1 persistent, 2 plateau, 3 washout, 0 outside the VOI")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routes.MapGet("/api/studies/{study}/kinetics/point", AtPoint).WithTags("Radiomics").AuditedAs(AuditAction.Compute).WithName("GetPointCurve")
            .WithSummary("Enhancement curve of a small ball around a point, given in the patient's coordinates")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    internal static async Task<Ok<PointCurve>> AtPoint(string study, [AsParameters] PointQuery point, KineticsComputation computation, CancellationToken cancellation) =>
        TypedResults.Ok(await computation.AtPointAsync(study, point, cancellation));

    internal static async Task<Ok<KineticsAnswer>> Compute(KineticsRequest request, KineticsComputation computation, CancellationToken cancellation) =>
        TypedResults.Ok(await computation.AnswerAsync(request, cancellation));

    internal static async Task<FileContentHttpResult> CurveTypes(KineticsRequest request, KineticsComputation computation, CancellationToken cancellation) =>
        TypedResults.Bytes(await computation.CurveTypesAsync(request, cancellation), "application/octet-stream", "curve-types.nrrd");
}
