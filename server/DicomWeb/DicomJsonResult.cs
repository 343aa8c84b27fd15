using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>One data set as <c>application/dicom+json</c>.</summary>
internal sealed class DicomJsonResult(DicomDataset dataset, int status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = DicomMediaType.DicomJson;
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        DicomJson.Write(writer, dataset);
    }
}
