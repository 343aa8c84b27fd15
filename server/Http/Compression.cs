using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace OhifAlnPlugin.Server.Http;

/// <summary>Compresses texts for clients that ask for it; metadata shrink to a tenth. Pixel data pass as they are.</summary>
internal static class Compression
{
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/dicom+json", "application/problem+json"];
        });
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
