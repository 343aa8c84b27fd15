using System.Buffers;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>A <c>multipart/related</c> answer (RFC 2387), streamed part by part; with a length where all parts know theirs.</summary>
internal sealed class MultipartResult(string partType, IReadOnlyList<MultipartPart> parts, EntityTagHeaderValue tag) : IResult
{
    /// <summary>Follows from the content, so that the same answer is the same bytes; a digest of the content cannot stand in it.</summary>
    private readonly string _boundary = "aln-" + tag.Tag.ToString().Trim('"');

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        if (tag.IsKnownTo(httpContext))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await PrepareAsync(httpContext.RequestAborted);
        byte[][] heads = [.. parts.Select((part, n) => Head(part, isFirst: n == 0))];
        byte[] end = Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");
        response.ContentType = $"multipart/related; type=\"{partType}\"; boundary={_boundary}";
        if (parts.All(part => part.Length is not null))
        {
            response.ContentLength = heads.Sum(head => (long)head.Length) + parts.Sum(part => part.Length!.Value) + end.Length;
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await WriteAsync(response, heads, end, httpContext.RequestAborted);
        }
    }

    private async Task WriteAsync(HttpResponse response, byte[][] heads, byte[] end, CancellationToken cancellation)
    {
        for (int n = 0; n < heads.Length; n++)
        {
            if (parts[n] is FilePart { Count: > 0 })
            {
                // Goes out with the first piece of the file.
                response.BodyWriter.Write(heads[n]);
            }
            else
            {
                await response.Body.WriteAsync(heads[n], cancellation);
            }

            await parts[n].WriteAsync(response, cancellation);
        }

        await response.Body.WriteAsync(end, cancellation);
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        long held = 0;
        foreach (MultipartPart part in parts)
        {
            held += held < MultipartPart.PreparedBytes ? await part.PrepareAsync(MultipartPart.PreparedBytes - held, cancellation) : 0;
        }
    }

    private byte[] Head(MultipartPart part, bool isFirst)
    {
        string length = part.Length is { } known ? $"Content-Length: {known}\r\n" : "";
        return Encoding.ASCII.GetBytes(
            $"{(isFirst ? "" : "\r\n")}--{_boundary}\r\nContent-Type: {part.ContentType}\r\n{length}Content-Location: {part.Location}\r\n\r\n");
    }
}
