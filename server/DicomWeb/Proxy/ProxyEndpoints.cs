using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.DicomWeb.Proxy;

/// <summary>DICOMweb at the usual address where the images are in another archive: searching, retrieving and storing are passed on, with login, roles and audit as ever.</summary>
internal static class ProxyEndpoints
{
    /// <summary>Maps the routes in place of those over the own store.</summary>
    public static void MapDicomWebProxy(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(DicomWebAddress.Path).WithTags(DicomWebEndpoints.Tag).AddEndpointFilter<UidFilter>().AuditedAs(AuditAction.Retrieve);
        var unlimited = new DisableRequestSizeLimitAttribute();
        RouteGroupBuilder store = group.Audited(AuditAction.Store).RequireAuthorization(Access.Researcher);
        store.MapPost("/studies", Store).WithSummary("Store instances in the image archive (STOW-RS)").WithMetadata(unlimited);
        store.MapPost("/studies/{study}", StoreInStudy).WithSummary("Store instances of one study in the image archive (STOW-RS)").WithMetadata(unlimited);
        group.Audited(AuditAction.Query).MapSearches();
        group.MapRetrievals();
    }

    private static void MapSearches(this RouteGroupBuilder group)
    {
        foreach (string resource in (string[])["/studies", "/series", "/instances", "/studies/{study}/series", "/studies/{study}/instances", "/studies/{study}/series/{series}/instances"])
        {
            group.MapGet(resource, Pass).WithSummary("Search the image archive (QIDO-RS)");
        }
    }

    private static void MapRetrievals(this RouteGroupBuilder group)
    {
        foreach (string resource in (string[])["/studies/{study}", "/studies/{study}/series/{series}", "/studies/{study}/series/{series}/instances/{instance}"])
        {
            group.MapGet(resource, Pass).WithSummary("Retrieve from the image archive (WADO-RS)");
            foreach (string view in (string[])["metadata", "rendered", "thumbnail"])
            {
                group.MapGet($"{resource}/{view}", Pass).WithSummary($"Retrieve from the image archive: {view} (WADO-RS)");
            }
        }

        // Frames, and bulk data under the address that the archive gives them.
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/{**part}", Pass).WithSummary("Retrieve a part of an instance from the image archive (WADO-RS)");
    }

    internal static Task Pass(HttpContext context, ArchiveProxy proxy, CancellationToken cancellation) => proxy.PassAsync(context, cancellation);

    internal static Task Store(HttpContext context, ArchiveProxy proxy, CancellationToken cancellation) => proxy.StoreAsync(context, cancellation);

    internal static Task StoreInStudy(HttpContext context, ArchiveProxy proxy, string study, CancellationToken cancellation) => proxy.StoreAsync(context, cancellation);
}
