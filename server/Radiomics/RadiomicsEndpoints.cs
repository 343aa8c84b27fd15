using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Radiomics.Features;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Radiomics features over HTTP.</summary>
internal static class RadiomicsEndpoints
{
    /// <summary>VOIs up to this many voxels are answered at once when few features are asked for; others become a job.</summary>
    private const int DirectVoxels = 100_000;

    private const int DirectFeatures = 120;

    /// <summary>Maps the routes.</summary>
    public static void MapRadiomics(this IEndpointRouteBuilder routes)
    {
        var radiomics = routes.MapGroup("/api/radiomics").WithTags("Radiomics").NotAudited();
        radiomics.MapGet("/features", ListFeatures).WithName("ListFeatures").WithSummary("Every feature: formula, unit, range, IBSI code, deviation");
        radiomics.MapGet("/profiles", ListProfiles).WithName("ListProfiles").WithSummary("The settings profiles that come with the product, as parameter files");
        radiomics.MapGet("/selftest", SelfTest).WithName("RadiomicsSelfTest").WithSummary("The digital phantom of IBSI, computed here and compared with the consensus");

        var features = routes.MapGroup("/api/features").WithTags("Radiomics").AuditedAs(AuditAction.Compute);
        features.MapPost("/", Compute).RequireAuthorization(Access.Researcher).WithName("ComputeFeatures").WithSummary("Features of a VOI, stored or sent as a mask: at once, or as a job where there is much to compute")
            .WithDescription("A mask (NRRD, NIfTI or DICOM SEG) is sent to the same address as multipart/form-data: the part 'request' holds this JSON with studyInstanceUid in place of segmentationId, the file part 'mask' the mask.")
            .Accepts<FeaturesRequest>("application/json", "multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(FeaturesSubmission.MaxBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        features.MapGet("/{id:guid}", Get).WithName("GetFeatures").WithSummary("Features computed before, with the digests of all they follow from")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<IReadOnlyList<FeatureDefinition>> ListFeatures() => TypedResults.Ok(FeatureCatalogue.All);

    internal static Ok<Dictionary<string, string>> ListProfiles() => TypedResults.Ok(SettingsProfiles.Names.ToDictionary(n => n, SettingsProfiles.Text));

    internal static Ok<SelfTestSummary> SelfTest(SelfTestResult result) => TypedResults.Ok(result.Summary);

    internal static async Task<Results<Ok<FeaturesResult>, AcceptedAtRoute<JobStatus>>> Compute(
        HttpRequest request, FeatureComputation computation, UploadedMasks masks, IJobQueue jobs, AuditNotes audit, CancellationToken cancellation)
    {
        PlannedFeatures planned = await computation.PlanAsync(await FeaturesSubmission.ReadAsync(request, masks, cancellation), cancellation);
        audit.NoteStudy(planned.Command.StudyInstanceUid);
        if (planned.Voxels <= DirectVoxels && planned.Command.Features is { Count: > 0 and <= DirectFeatures })
        {
            return TypedResults.Ok(await computation.ComputeAsync(planned, cancellation));
        }

        return JobEndpoints.Accepted(await jobs.EnqueueAsync(planned.Command, cancellation));
    }

    internal static Ok<FeaturesResult> Get(Guid id, FeatureResults results, CurrentUser user) =>
        TypedResults.Ok(results.Find(id) is { } found && user.MaySee(found.Owner) ? found : throw RadiomicsProblems.NoResult(id));
}
