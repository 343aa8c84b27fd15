using Microsoft.Net.Http.Headers;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Security;

/// <summary>
/// Which pages of other origins may use the server from a browser: those of <see cref="SecurityOptions.Origins"/>, written out, and no others. They show who asks by
/// a token in a header; cookies are neither sent nor looked at. Without a login every page of an allowed origin, opened at this machine, may do everything.
/// </summary>
internal static class AllowedOrigins
{
    /// <summary>How long a browser need not ask again what is allowed.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    private static readonly string[] Asked =
        [HeaderNames.Accept, HeaderNames.Authorization, HeaderNames.CacheControl, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.Pragma, HeaderNames.Range];

    private static readonly string[] Answered =
        [HeaderNames.ContentDisposition, HeaderNames.ContentLocation, HeaderNames.ContentRange, HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.Warning];

    /// <summary>Registers what browsers are told.</summary>
    public static void AddAllowedOrigins(this IServiceCollection services, SecurityOptions security) => services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins([.. security.Origins]).WithMethods(Methods).WithHeaders(Asked).WithExposedHeaders(Answered).SetPreflightMaxAge(Remembered)));

    /// <summary>Answers browsers that ask, and refuses what a page of another origin wants changed.</summary>
    public static void UseAllowedOrigins(this WebApplication app)
    {
        SecurityOptions security = app.Services.GetRequiredService<SecurityOptions>();
        if (security.Origins.Count > 0)
        {
            app.UseCors();
        }

        app.Use((context, next) => MayChange(context.Request, security) ? next(context) : Refuse(context.Request).ExecuteAsync(context));
    }

    /// <summary>A browser sends some forms to any server without asking first; it says which page they come from.</summary>
    private static bool MayChange(HttpRequest request, SecurityOptions security) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || security.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Refuse(HttpRequest request) => Problems.Of(
        StatusCodes.Status403Forbidden,
        "foreign-origin",
        "A page of another origin",
        $"A page of {Problems.Shortened(request.Headers.Origin.ToString())} may not change anything here. The administrator can allow it in {SecurityOptions.Section}:Origins.");
}
