using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Serves OHIF at <c>/</c>, the extension at <c>/aln-ext</c> and the generated <c>/app-config.js</c>.</summary>
internal static class ViewerEndpoints
{
    /// <summary>Adds the viewer to the host. Paths that are neither files nor claimed by another endpoint get OHIF's page.</summary>
    public static void MapViewer(this IEndpointRouteBuilder routes, ViewerAssets assets, OidcOptions? login)
    {
        var files = new ViewerFiles(assets, login);
        var group = routes.MapGroup("").WithTags("Viewer").ExcludeFromDescription().AllowAnonymous().NotAudited();
        group.MapGet("/app-config.js", (HttpContext context) => files.AppConfig(context)).WithSummary("OHIF's configuration");
        group.MapGet("/aln-ext/{name}", (HttpContext context, string name) => files.Extension(context, name)).WithSummary("A file of the viewer extension");
        group.MapFallback("{**path}", (HttpContext context, string? path) => files.Ohif(context, path)).WithSummary("OHIF");
    }
}
