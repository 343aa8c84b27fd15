using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace OhifAlnPlugin.Server.Http;

/// <summary>Inflates request bodies that come with <c>Content-Encoding: gzip</c>, within <see cref="BoundedInflation"/>; other encodings are refused.</summary>
internal static class CompressedBodies
{
    public static void UseCompressedBodies(this WebApplication app) => app.Use(async (context, next) =>
    {
        string encoding = context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        switch (encoding)
        {
            case "" or "identity":
                await next(context);
                break;
            case "gzip" or "x-gzip":
                await using (Stream inflated = Inflate(context.Request))
                {
                    await next(context);
                }

                break;
            default:
                await Refuse(encoding).ExecuteAsync(context);
                break;
        }
    });

    private static BoundedInflation Inflate(HttpRequest request)
    {
        var compressed = new CountingStream(request.Body);
        var inflated = new BoundedInflation(new GZipStream(compressed, CompressionMode.Decompress), compressed);
        request.Headers.Remove(HeaderNames.ContentEncoding);
        request.Headers.ContentLength = null;
        request.Body = inflated;
        return inflated;
    }

    private static ProblemHttpResult Refuse(string encoding) => Problems.Of(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-encoding",
        "Unsupported content encoding",
        $"Content-Encoding '{Problems.Shortened(encoding)}' cannot be read: send the body plain, or as gzip.");
}
