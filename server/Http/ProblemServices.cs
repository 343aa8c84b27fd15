using Microsoft.AspNetCore.Mvc;

namespace OhifAlnPlugin.Server.Http;

/// <summary>Wires problem details for exceptions and for bare status codes (404 of no route, 405, 415 …).</summary>
internal static class ProblemServices
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Complete(context.ProblemDetails));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    /// <summary>Gives the framework's own answers a type of ours, and drops the trace identifier, which means nothing to a caller.</summary>
    private static void Complete(ProblemDetails problem)
    {
        problem.Extensions.Remove("traceId");
        if (problem.Type?.StartsWith(Problems.TypePrefix, StringComparison.Ordinal) != true)
        {
            problem.Type = $"{Problems.TypePrefix}http-{problem.Status}";
        }
    }
}
