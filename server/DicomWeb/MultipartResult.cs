using System.Text;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>A <c>multipart/related</c> answer (RFC 2387), streamed part by part; with a length where all parts know theirs.</summary>
internal sealed class MultipartResult(string partType, IReadOnlyList<MultipartPart> parts) : IResult
{
    private readonly string _boundary = $"aln-{Guid.NewGuid():N}";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        byte[][] heads = [.. parts.Select((part, n) => Head(part, isFirst: n == 0))];
        byte[] end = Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");
        response.ContentType = $"multipart/related; type=\"{partType}\"; boundary={_boundary}";
        if (parts.All(part => part.Length is not null))
        {
            response.ContentLength = heads.Sum(head => (long)head.Length) + parts.Sum(part => part.Length!.Value) + end.Length;
        }

        for (int n = 0; n < heads.Length; n++)
        {
            await response.Body.WriteAsync(heads[n], httpContext.RequestAborted);
            await parts[n].WriteAsync(response, httpContext.RequestAborted);
        }

        await response.Body.WriteAsync(end, httpContext.RequestAborted);
    }

    private byte[] Head(MultipartPart part, bool isFirst)
    {
        string length = part.Length is { } known ? $"Content-Length: {known}\r\n" : "";
        return Encoding.ASCII.GetBytes(
            $"{(isFirst ? "" : "\r\n")}--{_boundary}\r\nContent-Type: {part.ContentType}\r\n{length}Content-Location: {part.Location}\r\n\r\n");
    }
}

/// <summary>One part as the whole answer.</summary>
internal sealed class SinglePartResult(MultipartPart part) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = part.ContentType;
        httpContext.Response.ContentLength = part.Length;
        return part.WriteAsync(httpContext.Response, httpContext.RequestAborted);
    }
}
