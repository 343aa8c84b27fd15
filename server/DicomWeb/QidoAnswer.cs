using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Rows of a search as a DICOM JSON array.</summary>
internal sealed class QidoAnswer(IReadOnlyList<SearchRow> rows, SearchRequest request, QidoQuery query, DicomWebAddress address) : IResult
{
    private static readonly Encoding Utf8 = Encoding.UTF8;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = DicomMediaType.DicomJson;
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        writer.WriteStartArray();
        foreach (SearchRow row in rows)
        {
            Gather(row).Write(writer);
            await writer.FlushAsync(httpContext.RequestAborted);
        }

        writer.WriteEndArray();
    }

    private JsonAttributes Gather(SearchRow row)
    {
        var attributes = new JsonAttributes();
        attributes.Add(Known(row));
        if (row.Metadata is { } metadata)
        {
            attributes.Add(PackedJson.Unpack(metadata), tag => query.IncludeAll || query.Include.Contains(tag));
        }

        // Inside a study the study's attributes go without saying, as do the series' inside a series (PS3.18 section 10.6.3.3).
        bool withStudy = request.Scope is null, withSeries = request.Scope?.SeriesInstanceUid is null;
        AddLevel(attributes, row.StudyAttributes, QidoAttributes.Study, withStudy);
        AddLevel(attributes, row.SeriesAttributes, QidoAttributes.Series, withSeries);
        AddLevel(attributes, row.InstanceAttributes, QidoAttributes.Instance, usual: true);
        return attributes;
    }

    private void AddLevel(JsonAttributes attributes, string? json, IReadOnlySet<DicomTag> usualTags, bool usual)
    {
        if (json is not null)
        {
            attributes.Add(
                Utf8.GetBytes(json),
                tag => tag != DicomTag.SpecificCharacterSet && (query.IncludeAll || query.Include.Contains(tag) || (usual && usualTags.Contains(tag))));
        }
    }

    private DicomDataset Known(SearchRow row)
    {
        DicomDataset known = new DicomDataset().Set(DicomTag.InstanceAvailability, "ONLINE").Set(DicomTag.StudyInstanceUID, row.StudyInstanceUid);
        switch (request.Level)
        {
            case SearchLevel.Study:
                return known
                    .Set(DicomTag.ModalitiesInStudy, row.ModalitiesInStudy?.Split('\\') ?? [])
                    .Set(DicomTag.NumberOfStudyRelatedSeries, row.SeriesCount)
                    .Set(DicomTag.NumberOfStudyRelatedInstances, row.InstanceCount)
                    .Set(DicomTag.RetrieveURL, address.Of(row.StudyInstanceUid));
            case SearchLevel.Series:
                return known
                    .Set(DicomTag.SeriesInstanceUID, row.SeriesInstanceUid!)
                    .Set(DicomTag.NumberOfSeriesRelatedInstances, row.InstanceCount)
                    .Set(DicomTag.RetrieveURL, address.Of(row.StudyInstanceUid, row.SeriesInstanceUid!));
            default:
                return known
                    .Set(DicomTag.SeriesInstanceUID, row.SeriesInstanceUid!)
                    .Set(DicomTag.SOPInstanceUID, row.SopInstanceUid!)
                    .Set(DicomTag.RetrieveURL, address.Of(row.StudyInstanceUid, row.SeriesInstanceUid!, row.SopInstanceUid!));
        }
    }
}
