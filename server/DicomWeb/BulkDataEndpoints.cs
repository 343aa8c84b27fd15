using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>WADO-RS: bulk data (PS3.18 section 10.4): the values that metadata name by address.</summary>
internal static class BulkDataEndpoints
{
    private const string Offered = "multipart/related; type=\"application/octet-stream\", or application/octet-stream";

    public static void MapBulkData(this RouteGroupBuilder group) =>
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/bulkdata/{tag}", RetrieveBulkData).WithSummary("Retrieve a bulk value (WADO-RS)");

    internal static IResult RetrieveBulkData(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance, string tag)
    {
        if (store.Find(new InstanceScope(study, series, instance).In(request)) is not [var found])
        {
            return RetrieveEndpoints.NotFound(new InstanceScope(study, series, instance));
        }

        string location = $"{DicomWebAddress.Of(request).Of(study, series, instance)}/bulkdata/{tag}";
        try
        {
            return !DicomTag.TryParse(tag, out DicomTag key) ? DicomWebProblems.BulkDataNotFound(tag)
                : BulkValue.Open(store.PathOf(found), key, location) is { } value ? Answer(request, found, value)
                : BulkDataReference.IsPixelData(key) && FrameReader.Open(store, found, codec) is { } frames ? FrameEndpoints.Negotiate(request, found, frames, [.. Enumerable.Range(1, frames.Count)])
                : DicomWebProblems.BulkDataNotFound(tag);
        }
        catch (DicomFormatException failure)
        {
            return DicomWebProblems.BrokenPixelData(failure.Message);
        }
    }

    private static IResult Answer(HttpRequest request, StoredInstance instance, MultipartPart value)
    {
        var tag = EntityTag.Of(value.Location, instance.Sha256);
        foreach (DicomMediaType type in Accepts.Of(request))
        {
            switch (type)
            {
                case { MediaType: DicomMediaType.OctetStream or "application/*" }:
                    return new SinglePartResult(value, tag);
                case { MediaType: DicomMediaType.MultipartRelated, PartType: null or DicomMediaType.OctetStream or "*/*" } or { MediaType: "*/*" or "multipart/*" }:
                    return new MultipartResult(DicomMediaType.OctetStream, [value], tag);
            }
        }

        return DicomWebProblems.NotAcceptable(Accepts.TextOf(request), Offered);
    }
}
