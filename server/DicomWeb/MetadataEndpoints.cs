using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>WADO-RS: metadata (PS3.18 section 10.4), answered from the index alone.</summary>
internal static class MetadataEndpoints
{
    public static void MapMetadata(this RouteGroupBuilder group)
    {
        group.MapGet("/studies/{study}/metadata", OfStudy).WithSummary("Retrieve the metadata of a study (WADO-RS)");
        group.MapGet("/studies/{study}/series/{series}/metadata", OfSeries).WithSummary("Retrieve the metadata of a series (WADO-RS)");
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/metadata", OfInstance).WithSummary("Retrieve the metadata of an instance (WADO-RS)");
    }

    internal static IResult OfStudy(HttpRequest request, InstanceStore store, string study) => Metadata(request, store, new InstanceScope(study));

    internal static IResult OfSeries(HttpRequest request, InstanceStore store, string study, string series) =>
        Metadata(request, store, new InstanceScope(study, series));

    internal static IResult OfInstance(HttpRequest request, InstanceStore store, string study, string series, string instance) =>
        Metadata(request, store, new InstanceScope(study, series, instance));

    private static IResult Metadata(HttpRequest request, InstanceStore store, InstanceScope scope)
    {
        if (!Accepts.DicomJson(request, out IResult? notAcceptable))
        {
            return notAcceptable;
        }

        List<StoredMetadata> instances = store.Index.FindMetadata(scope.In(request));
        if (instances.Count == 0)
        {
            return RetrieveEndpoints.NotFound(scope);
        }

        var address = DicomWebAddress.Of(request);
        return EntityTag.Of(address.Root, instances.Select(instance => instance.Sha256)).IsKnownTo(request.HttpContext)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : new MetadataResult(instances, address);
    }
}
