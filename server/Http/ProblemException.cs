using Microsoft.AspNetCore.Mvc;

namespace OhifAlnPlugin.Server.Http;

/// <summary>
/// The caller asked for something that cannot be done, found deep inside where no answer can be returned. In a request it becomes
/// the answer, in a job the job's problem, on the command line the sentence that is printed.
/// </summary>
/// <param name="status">HTTP status, 4xx or 5xx.</param>
/// <param name="name">Stable name in kebab case; becomes the type <c>urn:ohif-aln:problem:name</c>.</param>
/// <param name="title">What went wrong, the same for every occurrence.</param>
/// <param name="detail">This occurrence: the value and the limit.</param>
internal sealed class ProblemException(int status, string name, string title, string detail) : Exception(detail)
{
    /// <summary>The problem.</summary>
    public ProblemDetails Problem { get; } = new() { Status = status, Type = Problems.TypePrefix + name, Title = title, Detail = detail };

    /// <summary>Seconds after which the same request may succeed; null where waiting does not help.</summary>
    public int? RetryAfterSeconds { get; init; }
}
