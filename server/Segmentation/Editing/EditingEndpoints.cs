using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Segmentation.Editing;

/// <summary>Operations on VOIs over HTTP.</summary>
internal static class EditingEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapEditing(this IEndpointRouteBuilder routes)
    {
        var segmentations = routes.MapGroup("/api/segmentations").WithTags("Segmentation").AuditedAs(AuditAction.Compute);
        segmentations.MapPost("/operations", EditLabelmap).WithName("EditLabelmap")
            .WithSummary("Smooth, grow, interpolate or otherwise change one VOI of a labelmap that is sent; the answer has the same frames, one byte per voxel")
            .Accepts<SegmentationForm>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(SegmentationUpload.MaxBodyBytes))
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        segmentations.MapPost("/{id}/operations", EditStored).WithName("EditSegmentation")
            .WithSummary("The same on a draft or a saved segmentation; the result is a new draft")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routes.MapGet("/api/studies/{study}/brush-limits", GetLimits).WithTags("Segmentation").AuditedAs(AuditAction.Retrieve).WithName("GetBrushLimits")
            .WithSummary("Limits for a threshold brush at a pixel: they hold the region that a click there would give")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    internal static async Task<FileContentHttpResult> EditLabelmap(HttpRequest request, LabelEditing editing, CancellationToken cancellation) =>
        TypedResults.Bytes(await editing.EditAsync(SegmentationUpload.Open(request), cancellation), "application/octet-stream");

    internal static async Task<Created<SegmentationInfo>> EditStored(string id, StoredEdit edit, LabelEditing editing, CancellationToken cancellation)
    {
        var draft = await editing.EditAsync(id, edit, cancellation);
        return TypedResults.Created($"/api/segmentations/{draft.Id}", draft);
    }

    internal static async Task<Ok<BrushLimits>> GetLimits(string study, [AsParameters] PixelQuery pixel, DynamicStudies studies, CancellationToken cancellation)
    {
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        var click = new SliceIndex(layout).SeedOf(new Click(pixel.SopInstanceUid, pixel.Column, pixel.Row, pixel.FrameNumber));
        return TypedResults.Ok(BrushLimits.At(await studies.LoadAsync(layout, progress: null, cancellation), click));
    }
}
