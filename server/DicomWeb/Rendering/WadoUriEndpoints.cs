using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>WADO-URI, the service of older viewers (PS3.18 chapter 9): at <c>/wado</c>, where they look for it, and beside the other services.</summary>
internal static class WadoUriEndpoints
{
    public static void MapWadoUri(this RouteGroupBuilder group) =>
        group.MapGet("/wado", Retrieve).WithSummary("Retrieve an instance or a rendered frame (WADO-URI)").WithQueryParameters(WadoUriQuery.Parameters);

    internal static IResult Retrieve(HttpRequest request, InstanceStore store, CodecPool codec)
    {
        InstanceScope scope = WadoUriQuery.ScopeOf(request.Query);
        string accept = request.Query.Single("contentType") ?? request.Headers.Accept.ToString();
        bool wantsDicom = DicomMediaType.ParseList(accept) is [{ MediaType: DicomMediaType.Dicom }, ..];
        string transferSyntax = wantsDicom ? WadoUriQuery.TransferSyntaxOf(request.Query) : "";
        RenderingRequest wanted = WadoUriQuery.Parse(request.Query);
        int frame = WadoUriQuery.FrameOf(request.Query);
        if (store.Find(scope.In(request)) is not [var found])
        {
            return RetrieveEndpoints.NotFound(scope);
        }

        return wantsDicom
            ? RetrieveEndpoints.Single(request, store, codec, found, transferSyntax)
            : RenderedAnswer.Of(request, accept, [found], 1, mediaType => [PartOf(request, store, codec, found, frame, mediaType, wanted)], wanted);
    }

    private static RenderedPart PartOf(HttpRequest request, InstanceStore store, CodecPool codec, StoredInstance found, int frame, string mediaType, RenderingRequest wanted)
    {
        string location = $"{DicomWebAddress.Of(request).Of(found.StudyInstanceUid, found.SeriesInstanceUid, found.SopInstanceUid)}/frames/{frame}/rendered";
        return new RenderedPart(mediaType, location, found.SopInstanceUid, frame, () => RenderableImage.Open(store.PathOf(found), codec), wanted);
    }
}
