namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>All DICOMweb services under <c>/dicomweb</c>.</summary>
internal static class DicomWebEndpoints
{
    public static void MapDicomWeb(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(DicomWebAddress.Path).WithTags("DICOMweb").AddEndpointFilter<UidFilter>().AddEndpointFilter<RetrievalFilter>();
        group.MapStow();
        group.MapQido();
        group.MapRetrieve();
        group.MapMetadata();
        group.MapFrames();
        group.MapBulkData();
        group.MapDelete();
    }
}
