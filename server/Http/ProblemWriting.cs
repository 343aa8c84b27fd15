using Microsoft.AspNetCore.Mvc;

namespace OhifAlnPlugin.Server.Http;

/// <summary>Writes problems outside of endpoints.</summary>
internal static class ProblemWriting
{
    /// <summary>Answers with a problem, also a client that accepts no JSON: the framework's own writer would leave it without an answer.</summary>
    public static async Task WriteAsync(this IProblemDetailsService problems, HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status!.Value;
        if (!await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem }))
        {
            await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
        }
    }
}
