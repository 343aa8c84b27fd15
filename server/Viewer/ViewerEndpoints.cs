namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Serves OHIF at <c>/</c>, the extension at <c>/aln-ext</c> and the generated <c>/app-config.js</c>.</summary>
internal static class ViewerEndpoints
{
    /// <summary>Adds the viewer to the host. Paths that are neither files nor claimed by another endpoint get OHIF's page.</summary>
    public static void MapViewer(this IEndpointRouteBuilder routes, ViewerAssets assets)
    {
        var files = new ViewerFiles(assets);
        Get(routes, "/app-config.js", files.AppConfig);
        Get(routes, "/aln-ext/{**path}", files.Extension);
        routes.MapFallback("{**path}", (HttpContext context, string? path) => files.Ohif(context, path)).ExcludeFromDescription();
    }

    private static void Get(IEndpointRouteBuilder routes, string pattern, Func<HttpContext, string?, IResult> handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string? path) => handler(context, path)).ExcludeFromDescription();
}
