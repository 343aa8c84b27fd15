using System.Text;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>One uncompressed frame as <c>multipart/related</c> (PS3.18 section 8.7.3.3), as the viewer asks for it. The same address always gives the same bytes.</summary>
internal sealed class FramePart(byte[] pixels) : IResult
{
    private const string Boundary = "aln-frame";
    private static readonly byte[] Head = Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1\r\n\r\n");
    private static readonly byte[] End = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = $"multipart/related; type=\"application/octet-stream\"; boundary={Boundary}";
        response.ContentLength = Head.Length + pixels.Length + End.Length;
        response.Headers.CacheControl = "private, max-age=86400, immutable";
        foreach (byte[] piece in (byte[][])[Head, pixels, End])
        {
            await response.Body.WriteAsync(piece, httpContext.RequestAborted);
        }
    }
}
