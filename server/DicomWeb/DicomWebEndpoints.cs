using OhifAlnPlugin.Server.DicomWeb.Proxy;
using OhifAlnPlugin.Server.DicomWeb.Rendering;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>All DICOMweb services under <c>/dicomweb</c>.</summary>
internal static class DicomWebEndpoints
{
    /// <summary>By which the services are known among all endpoints.</summary>
    public const string Tag = "DICOMweb";

    /// <summary>Maps them over the own store, or over the image archive where one is configured.</summary>
    public static void MapDicomWeb(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<ArchiveProxy>() is not null)
        {
            routes.MapDicomWebProxy();
            return;
        }

        RouteGroupBuilder group = Retrievals(routes, DicomWebAddress.Path);
        group.Audited(AuditAction.Store).RequireAuthorization(Access.Researcher).MapStow();
        group.Audited(AuditAction.Query).MapQido();
        group.MapRetrieve();
        group.MapMetadata();
        group.MapFrames();
        group.MapBulkData();
        group.MapRendered();
        group.MapThumbnails();
        group.MapWadoUri();
        Retrievals(routes, "").MapWadoUri();
        group.Audited(AuditAction.Delete).RequireAuthorization(Access.Admin).MapDelete();
        group.MapCapabilities(routes);
    }

    private static RouteGroupBuilder Retrievals(IEndpointRouteBuilder routes, string path)
    {
        RouteGroupBuilder group = routes.MapGroup(path).WithTags(Tag).AddEndpointFilter<UidFilter>().AddEndpointFilter<RetrievalFilter>().AuditedAs(AuditAction.Retrieve);
        ((IEndpointConventionBuilder)group).Add(AllowHead);
        return group;
    }

    /// <summary>Whatever can be retrieved can be asked about first: HEAD is GET without the body.</summary>
    private static void AllowHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().FirstOrDefault(methods => methods.HttpMethods.Contains(HttpMethods.Get)) is { } get)
        {
            endpoint.Metadata.Remove(get);
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }
}
