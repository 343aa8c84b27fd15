using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Answers a request with one of the viewer's files: right type, cache time, compression and security headers.</summary>
internal sealed class ViewerFiles
{
    private const string Immutable = "public, max-age=31536000, immutable", Revalidate = "no-cache";

    private static readonly string[] Interfaces = ["api", "dicomweb", "aln-ext", "swagger"];

    private readonly ViewerAssets assets;
    private readonly string configuration;
    private readonly string policy;
    private readonly FileExtensionContentTypeProvider types = new();
    private readonly Dictionary<string, string> ohif;

    public ViewerFiles(ViewerAssets assets, OidcOptions? login)
    {
        configuration = Viewer.AppConfig.For(login);
        this.assets = assets;
        policy = ContentSecurityPolicy.For(File.ReadAllText(Path.Combine(assets.OhifFolder, "index.html")), login?.Origin);
        ohif = Directory.EnumerateFiles(assets.OhifFolder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".gz", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(assets.OhifFolder, file).Replace('\\', '/'), StringComparer.Ordinal);
    }

    /// <summary>A file of OHIF, or its page for every address inside the viewer.</summary>
    public IResult Ohif(HttpContext context, string? path)
    {
        if (path is not null && ohif.TryGetValue(path, out string? file))
        {
            return Send(context, file, IsNamedByContent(path) ? Immutable : Revalidate);
        }

        return IsPage(context.Request, path ?? "") ? Send(context, ohif["index.html"], Revalidate) : TypedResults.NotFound();
    }

    /// <summary>A file of the extension; always revalidated, since its name does not change with its content.</summary>
    public IResult Extension(HttpContext context, string name)
    {
        string file = Path.Combine(assets.ExtensionFolder, Path.GetFileName(name));
        return File.Exists(file) && !Path.GetFileName(file).StartsWith('.') ? Send(context, file, Revalidate) : TypedResults.NotFound();
    }

    /// <summary>The generated configuration.</summary>
    public IResult AppConfig(HttpContext context)
    {
        SetHeaders(context.Response, Revalidate);
        return TypedResults.Text(configuration, "text/javascript; charset=utf-8");
    }

    private PhysicalFileHttpResult Send(HttpContext context, string file, string cacheControl)
    {
        SetHeaders(context.Response, cacheControl);
        if (!types.TryGetContentType(file, out string? type))
        {
            type = "application/octet-stream";
        }

        var info = new FileInfo(file);
        string tag = $"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}";
        if (AcceptsGzip(context.Request) && File.Exists(file + ".gz"))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return TypedResults.PhysicalFile(file + ".gz", type, entityTag: new EntityTagHeaderValue($"\"{tag}-gz\""));
        }

        return TypedResults.PhysicalFile(file, type, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }

    private void SetHeaders(HttpResponse response, string cacheControl)
    {
        response.Headers.CacheControl = cacheControl;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ContentSecurityPolicy = policy;
    }

    /// <summary>Addresses inside the viewer have no file extension and do not belong to the server's interfaces.</summary>
    private static bool IsPage(HttpRequest request, string path) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(path)
        && !Interfaces.Contains(path.Split('/')[0], StringComparer.OrdinalIgnoreCase);

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Quality != 0 && coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the name carries a content digest, as in <c>app.bundle.0f6159c501addfe9.js</c>.</summary>
    private static bool IsNamedByContent(string path) =>
        Path.GetFileNameWithoutExtension(path) is { } stem && stem[(stem.LastIndexOf('.') + 1)..] is { Length: 16 } digest && digest.All(char.IsAsciiHexDigitLower);
}
