using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Radscores, the centres that can be scored, and what this server is, over HTTP.</summary>
internal static class RadscoreEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapRadscore(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/radscores", Score).AuditedAs(AuditAction.Score).WithTags("Radscore").WithName("ComputeRadscore")
            .WithSummary("Radscore of a VOI with contributions, stability, place relative to the training data, nearest training cases and time-intensity curve")
            .WithDescription("The centre is the request's; without one it is recognised by the images: the server's own rules (setting Radscore:Centres), then the model's, then an Institution Name equal to a known centre's name. A study of an unknown centre has no radscore unless the setting Radscore:AllowUnharmonised is true; then it is badged as outside the training data. Clinical values, by the keys that GET /api/about lists, turn on the combined model.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/api/radscores/{id}", Find).AuditedAs(AuditAction.Score).WithTags("Radscore").WithName("GetRadscore")
            .WithSummary("Radscore of a segmentation that was computed before, as long as images, phases and model are the same")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/api/radscores/unsaved", ScoreUnsaved).AuditedAs(AuditAction.Score).WithTags("Radscore").WithName("ComputeUnsavedRadscore")
            .WithSummary("Radscore of a VOI while it is drawn: the labelmap comes with the request, as for a save, and nothing of it is kept")
            .WithDescription("Images without a voxel of the VOI may be left out. A request that the client gives up is given up here too.")
            .Accepts<LabelmapForm>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(LabelmapForm.MaxBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/api/about", GetAbout).NotAudited().WithTags("About").WithName("GetAbout").WithSummary("Product, version, segmentation method and radscore model of this server");
        routes.MapGet("/api/centres", ListCentres).NotAudited().WithTags("Radscore").WithName("ListCentres")
            .WithSummary("Centres that the model can harmonise, and what onboarding another one needs").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/api/centres", Onboard).RequireAuthorization(Access.Researcher).AuditedAs(AuditAction.Compute).WithTags("Radscore").WithName("OnboardCentre")
            .WithSummary("Onboard a centre: estimate its effects from unlabelled cases of its own, aligned to the training data")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.Audited(AuditAction.Delete).MapDelete("/api/centres/{name}", Remove).RequireAuthorization(Access.Admin).WithTags("Radscore").WithName("RemoveCentre")
            .WithSummary("Forget an onboarded centre").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Ok<RadscoreAnswer>> Score(RadscoreRequest request, RadscoreService radscores, CancellationToken cancellation) =>
        TypedResults.Ok(await radscores.ScoreAsync(request, cancellation));

    internal static async Task<Ok<RadscoreAnswer>> Find(string id, RadscoreService radscores, CancellationToken cancellation) =>
        TypedResults.Ok(await radscores.FindKeptAsync(id, cancellation));

    internal static async Task<Ok<RadscoreAnswer>> ScoreUnsaved(HttpRequest request, UnsavedScoring scoring, CancellationToken cancellation) =>
        TypedResults.Ok(await scoring.ScoreAsync(request, cancellation));

    internal static Ok<About> GetAbout(RadscoreModels models, ProposalModels proposals) => TypedResults.Ok(About.Of(models, proposals));

    internal static Ok<CentresAnswer> ListCentres(CentreOnboarding centres) => TypedResults.Ok(centres.List());

    internal static Ok<CentreAnswer> Onboard(OnboardingRequest request, CentreOnboarding centres) =>
        TypedResults.Ok(centres.Onboard(request.Name, CentreOnboarding.CasesOf(request)));

    internal static NoContent Remove(string name, CentreOnboarding centres)
    {
        centres.Remove(name);
        return TypedResults.NoContent();
    }
}

/// <summary>The parts of a labelmap that is scored, for the API's description.</summary>
/// <param name="Description">JSON with the images, the size of the frames and the segments; comes first.</param>
/// <param name="Labelmap">One byte per voxel, plain or gzip.</param>
internal sealed record LabelmapForm(string Description, IFormFile Labelmap)
{
    /// <summary>Largest body, bytes.</summary>
    public const long MaxBodyBytes = 517L << 20;
}
