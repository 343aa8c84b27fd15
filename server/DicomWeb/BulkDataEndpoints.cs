using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>WADO-RS: bulk data (PS3.18 section 10.4): the values that metadata name by address.</summary>
internal static class BulkDataEndpoints
{
    public static void MapBulkData(this RouteGroupBuilder group) =>
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/bulkdata/{tag}", RetrieveBulkData).WithSummary("Retrieve a bulk value (WADO-RS)");

    internal static IResult RetrieveBulkData(HttpRequest request, InstanceStore store, string study, string series, string instance, string tag)
    {
        if (store.Find(new InstanceScope(study, series, instance).In(request)) is not [var found])
        {
            return RetrieveEndpoints.NotFound(new InstanceScope(study, series, instance));
        }

        if (!DicomTag.TryParse(tag, out DicomTag key) || DicomFile.Read(store.PathOf(found)).Dataset.Find(key) is not DicomElement element)
        {
            return DicomWebProblems.BulkDataNotFound(tag);
        }

        string location = $"{DicomWebAddress.Of(request).Of(study, series, instance)}/bulkdata/{key.ToHexString()}";
        foreach (DicomMediaType type in Accepts.Of(request))
        {
            switch (type)
            {
                case { MediaType: DicomMediaType.OctetStream or "application/*" }:
                    return TypedResults.Bytes(element.Value, DicomMediaType.OctetStream, enableRangeProcessing: true);
                case { MediaType: DicomMediaType.MultipartRelated, PartType: null or DicomMediaType.OctetStream or "*/*" } or { MediaType: "*/*" or "multipart/*" }:
                    return new MultipartResult(DicomMediaType.OctetStream, [new BytesPart(DicomMediaType.OctetStream, location, element.Value)]);
            }
        }

        return DicomWebProblems.NotAcceptable(Accepts.TextOf(request), "multipart/related; type=\"application/octet-stream\", or application/octet-stream");
    }
}
