namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>All DICOMweb services under <c>/dicomweb</c>.</summary>
internal static class DicomWebEndpoints
{
    public static void MapDicomWeb(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(DicomWebAddress.Path).WithTags("DICOMweb").AddEndpointFilter<UidFilter>().AddEndpointFilter<RetrievalFilter>();
        ((IEndpointConventionBuilder)group).Add(AllowHead);
        group.MapStow();
        group.MapQido();
        group.MapRetrieve();
        group.MapMetadata();
        group.MapFrames();
        group.MapBulkData();
        group.MapDelete();
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
