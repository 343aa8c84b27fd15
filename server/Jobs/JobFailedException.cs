using Microsoft.AspNetCore.Mvc;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>A job cannot be done for a reason that its owner can understand and mend.</summary>
internal sealed class JobFailedException(ProblemDetails problem) : Exception(problem.Detail)
{
    /// <summary>The reason, as the job's status shows it.</summary>
    public ProblemDetails Problem { get; } = problem;
}
