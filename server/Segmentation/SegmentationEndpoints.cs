using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Proposals and saved segmentations over HTTP.</summary>
internal static class SegmentationEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapSegmentation(this IEndpointRouteBuilder routes)
    {
        var studies = routes.MapGroup("/api/studies/{study}").WithTags("Segmentation").AuditedAs(AuditAction.Retrieve);
        studies.MapGet("/segmentations", List).WithName("ListSegmentations").WithSummary("The saved segmentations of a study, newest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
        studies.MapPost("/segmentations", Import).AuditedAs(AuditAction.SaveSegmentation).WithName("ImportSegmentation")
            .WithSummary("Read a VOI of another program onto the study, as a draft: DICOM SEG, RT structure set, NRRD or NIfTI")
            .Accepts<VoiForm>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(VoiImport.MaxBytes + (1 << 20)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        var segmentations = routes.MapGroup("/api/segmentations").WithTags("Segmentation").AuditedAs(AuditAction.ReadSegmentation);
        segmentations.MapPost("/", Start).AuditedAs(AuditAction.Compute).WithName("StartSegmentation").WithSummary("Segment the primary tumour of a study: search the breasts, or start from a click, strokes, a box or limits; as a job or at once")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        segmentations.MapGet("/{id}", Get).WithName("GetSegmentation").WithSummary("A draft or a saved segmentation: its images, its VOIs and their sizes")
            .ProducesProblem(StatusCodes.Status404NotFound);
        segmentations.MapGet("/{id}/labelmap", GetLabelmap).WithName("GetLabelmap").WithSummary("Its labels, one byte per voxel: frames in the order of sopInstanceUids, then rows, then columns")
            .WithDescription("Where a voxel belongs to several segments, it has the highest number; layer=1 gives the next lower one of these voxels, and so on. The field 'layers' of the segmentation says how many there are.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        segmentations.MapPut("/{id}", Save).AuditedAs(AuditAction.SaveSegmentation).WithName("SaveSegmentation").WithSummary("Save a segmentation as DICOM SEG; the same content is saved once")
            .WithDescription("With If-Match and the ETag of the study's list of segmentations, a save is refused when another one was saved since that list was read.")
            .Accepts<SegmentationForm>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(SegmentationUpload.MaxBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    internal static async Task<Ok<IReadOnlyList<SegmentationInfo>>> List(string study, Segmentations segmentations, HttpResponse response, CancellationToken cancellation)
    {
        var saved = await segmentations.ListSavedAsync(study, cancellation);
        response.Headers.ETag = NewestVersion.TagOf(saved);
        return TypedResults.Ok(saved);
    }

    internal static async Task<Created<SegmentationInfo>> Import(
        string study, HttpRequest request, VoiImport import, AuditNotes audit, CancellationToken cancellation)
    {
        await using Stream file = await VoiForm.ReadAsync(request, cancellation);
        var draft = await import.ImportAsync(study, file, cancellation);
        audit.Note(new InstanceScope(draft.StudyInstanceUid), draft.Id);
        return TypedResults.Created($"/api/segmentations/{draft.Id}", draft);
    }

    internal static async Task<Results<AcceptedAtRoute<JobStatus>, Ok<SegmentationInfo>>> Start(SegmentationRequest request, SegmentationStart start, CancellationToken cancellation)
    {
        var (job, draft) = await start.StartAsync(request, cancellation);
        return job is not null ? JobEndpoints.Accepted(job) : TypedResults.Ok(draft);
    }

    internal static async Task<Ok<SegmentationInfo>> Get(string id, Segmentations segmentations, CancellationToken cancellation) =>
        TypedResults.Ok((await segmentations.GetAsync(id, cancellation)).Info);

    internal static async Task<FileContentHttpResult> GetLabelmap(string id, Segmentations segmentations, int layer = 0, CancellationToken cancellation = default)
    {
        StoredSegmentation found = await segmentations.GetAsync(id, cancellation);
        return layer >= 0 && layer < found.Info.Layers
            ? TypedResults.Bytes(layer == 0 ? found.ReadLabels() : found.Layers()[layer], "application/octet-stream")
            : throw SegmentationProblems.NoLayer(layer, found.Info.Layers);
    }

    internal static async Task<Results<Created<SegmentationInfo>, Ok<SegmentationInfo>>> Save(
        string id, HttpRequest request, SegmentationSaving saving, AuditNotes audit, CancellationToken cancellation)
    {
        var (saved, isNew) = await saving.SaveAsync(id, SegmentationUpload.Open(request), request.Headers.IfMatch.ToString(), cancellation);
        audit.Note(new InstanceScope(saved.StudyInstanceUid, SopInstanceUid: saved.SopInstanceUid), id);
        return isNew ? TypedResults.Created($"/api/segmentations/{saved.Id}", saved) : TypedResults.Ok(saved);
    }
}

/// <summary>The parts of a save, for the API's description.</summary>
/// <param name="Description">JSON with the images, the size of the frames and the segments; comes first.</param>
/// <param name="Labelmap">One byte per voxel, plain or gzip; as many parts of this name as the description's 'layers' says, where VOIs share voxels.</param>
internal sealed record SegmentationForm(string Description, IFormFile Labelmap);
