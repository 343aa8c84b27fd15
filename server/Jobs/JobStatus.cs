using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>A job as its owner sees it.</summary>
/// <param name="Id">Identifier; follows from the kind and the inputs, so the same work has the same id.</param>
/// <param name="Kind">Kind of job.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Progress">Done so far, 0 … 1.</param>
/// <param name="Message">What is being done, or how it ended.</param>
/// <param name="Result">What came out; null until it has succeeded.</param>
/// <param name="Problem">Why it failed; null otherwise.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="UpdatedAt">When this status was last changed, UTC.</param>
internal sealed record JobStatus(
    Guid Id, string Kind, JobState State, double Progress, string Message, JsonElement? Result, ProblemDetails? Problem, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Who asked for it, and alone may see it; null without a login.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether the job has ended, well or not.</summary>
    public bool HasEnded() => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
