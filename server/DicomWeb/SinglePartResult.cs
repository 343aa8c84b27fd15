using Microsoft.Net.Http.Headers;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>One part as the whole answer, of which a client may ask for a range of bytes where the length is known.</summary>
internal sealed class SinglePartResult(MultipartPart part, EntityTagHeaderValue tag) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        if (tag.IsKnownTo(httpContext))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await part.PrepareAsync(MultipartPart.PreparedBytes, httpContext.RequestAborted);
        response.ContentType = part.ContentType;
        response.Headers.ContentLocation = part.Location;
        await (part.Length is { } length ? WriteRangeAsync(httpContext, length) : part.WriteAsync(response, httpContext.RequestAborted));
    }

    private Task WriteRangeAsync(HttpContext httpContext, long length)
    {
        HttpResponse response = httpContext.Response;
        ByteRange range = ByteRange.Of(httpContext.Request, length, tag);
        (response.StatusCode, response.ContentLength, response.Headers.AcceptRanges) = (range.Status, range.Count, "bytes");
        if (range.Status != StatusCodes.Status200OK)
        {
            response.GetTypedHeaders().ContentRange = range.Count > 0
                ? new ContentRangeHeaderValue(range.From, range.From + range.Count - 1, length)
                : new ContentRangeHeaderValue(length);
        }

        return range.Count == 0 || HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : part.WriteAsync(response, range.From, range.Count, httpContext.RequestAborted);
    }
}
