using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Radscores and what this server is, over HTTP.</summary>
internal static class RadscoreEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapRadscore(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/radscores", Score).AuditedAs(AuditAction.Score).WithTags("Radscore").WithName("ComputeRadscore").WithSummary("Radscore, burden, contributions and time-intensity curve of a VOI")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/api/about", GetAbout).NotAudited().WithTags("About").WithName("GetAbout").WithSummary("Product, version, segmentation method and radscore model of this server");
    }

    internal static async Task<Ok<RadscoreAnswer>> Score(RadscoreRequest request, RadscoreService radscores, CancellationToken cancellation) =>
        TypedResults.Ok(await radscores.ScoreAsync(request, cancellation));

    internal static Ok<About> GetAbout(RadscoreModels models, ProposalModels proposals) => TypedResults.Ok(About.Of(models, proposals));
}
