using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>The states of studies over HTTP.</summary>
internal static class WorklistEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapWorklist(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/worklist", List).AuditedAs(AuditAction.Query).WithTags("Worklist").WithName("ListStudyStates")
            .WithSummary("The states of many studies at once: not processed, processing with its progress, ready, accepted, rejected, not applicable or failed with the reason")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        var study = routes.MapGroup("/api/studies/{study}/processing").WithTags("Worklist");
        study.MapGet("/", Open).AuditedAs(AuditAction.ReadSegmentation).WithName("OpenStudy")
            .WithSummary("The state of a study with the outline to open it with: the one saved last, else the one that the server made by itself")
            .ProducesProblem(StatusCodes.Status404NotFound);
        study.MapPost("/", ProcessNow).AuditedAs(AuditAction.Compute).WithName("ProcessStudy")
            .WithSummary("Outline and score a study now, without waiting for more images, also one that was given up")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<IReadOnlyList<StudyState>> List(StudyList list, StudyStates states) => TypedResults.Ok(states.Of(list.Require()));

    internal static async Task<Ok<StudyOpening>> Open(string study, StudyStates states, CancellationToken cancellation) =>
        TypedResults.Ok(await states.OpenAsync(study, cancellation));

    internal static async Task<Accepted<StudyState>> ProcessNow(string study, StudyProcessing processing, StudyStates states, CancellationToken cancellation)
    {
        await processing.ProcessNowAsync(study, cancellation);
        return TypedResults.Accepted($"/api/studies/{study}/processing", states.Of(study));
    }
}

/// <summary>Asks for the states of studies.</summary>
/// <param name="StudyInstanceUids">The studies.</param>
internal sealed record StudyList(IReadOnlyList<string> StudyInstanceUids)
{
    /// <summary>The studies, each once.</summary>
    /// <exception cref="ProblemException">There are too many, or one is no UID.</exception>
    public IReadOnlyList<string> Require() =>
        StudyInstanceUids.Count > WorklistProblems.MostStudies ? throw WorklistProblems.BadList($"The list has {StudyInstanceUids.Count} studies; at most {WorklistProblems.MostStudies} are answered at once.")
        : StudyInstanceUids.FirstOrDefault(uid => !DicomUid.IsValid(uid)) is { } bad ? throw WorklistProblems.BadList($"'{Problems.Shortened(bad)}' is not a DICOM UID: 1 to 64 characters, digits and dots only.")
        : [.. StudyInstanceUids.Distinct()];
}
