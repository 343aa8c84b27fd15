using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>
/// Subtraction and projections over HTTP. Below an identifier the addresses are those of DICOMweb, so that the viewer reads them as a second
/// archive; the main archive never lists them.
/// </summary>
internal static class DerivedEndpoints
{
    private const string Image = "/{id}/studies/{study}/series/{series}/instances/{instance}";

    /// <summary>Maps the routes.</summary>
    public static void MapDerived(this IEndpointRouteBuilder routes)
    {
        var derived = routes.MapGroup("/api/derived").WithTags("Derived images").AuditedAs(AuditAction.Retrieve);
        derived.MapGet("/studies/{study}", Get).AuditedAs(AuditAction.Compute).WithName("GetDerivedImages")
            .WithSummary("The subtraction of a dynamic study and its maximum intensity projections, computed where they are new")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        derived.MapGet("/{id}/studies/{study}/metadata", GetMetadata).WithName("GetDerivedMetadata").WithSummary("Headers of the computed images in DICOM JSON")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/dicom+json").ProducesProblem(StatusCodes.Status404NotFound);
        derived.MapGet(Image + "/frames/{frame:int}", GetFrame).WithName("GetDerivedFrame").WithSummary("Pixels of one computed image as multipart/related")
            .Produces<byte[]>(StatusCodes.Status200OK, "multipart/related").ProducesProblem(StatusCodes.Status404NotFound);
        derived.MapGet(Image, GetInstance).WithName("GetDerivedInstance").WithSummary("One computed image as a DICOM file")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/dicom").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Ok<DerivedContent>> Get(string study, DerivedStudies derived, CancellationToken cancellation) =>
        TypedResults.Ok(await derived.GetAsync(study, cancellation));

    internal static PhysicalFileHttpResult GetMetadata(string id, string study, DerivedStudies derived, DerivedFolder folder) =>
        TypedResults.PhysicalFile(folder.MetadataPathOf(derived.Find(id, study).Content.Id), "application/dicom+json");

    internal static async Task<FramePart> GetFrame(
        string id, string study, string series, string instance, int frame, DerivedStudies derived, DerivedFolder folder, CancellationToken cancellation)
    {
        KeptPixels place = PlaceOf(derived.Find(id, study), series, instance);
        return frame == 1 ? new FramePart(await folder.ReadPixelsAsync(id, place, cancellation)) : throw DerivedProblems.NoImage(instance);
    }

    internal static async Task<FileContentHttpResult> GetInstance(
        string id, string study, string series, string instance, DerivedStudies derived, CancellationToken cancellation)
    {
        KeptImages kept = derived.Find(id, study);
        return TypedResults.Bytes(await derived.FileAsync(kept, PlaceOf(kept, series, instance), cancellation), "application/dicom", $"{instance}.dcm");
    }

    private static KeptPixels PlaceOf(KeptImages kept, string series, string instance) =>
        kept.Images.TryGetValue(instance, out KeptPixels? place) && place.SeriesInstanceUid == series ? place : throw DerivedProblems.NoImage(instance);
}
