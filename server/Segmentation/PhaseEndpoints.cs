using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The phases of dynamic studies over HTTP.</summary>
internal static class PhaseEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapPhases(this IEndpointRouteBuilder routes)
    {
        var phases = routes.MapGroup("/api/studies/{study}/phases").WithTags("Segmentation").AuditedAs(AuditAction.Retrieve);
        phases.MapGet("/", Get).WithName("GetPhases").WithSummary("The phases of a dynamic study, which is pre-contrast and which is peak")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        phases.MapPut("/", Keep).AuditedAs(AuditAction.ChoosePhases).WithName("ChoosePhases").WithSummary("Choose the phases, or the position of a repositioned patient, instead of the rules; the choice is kept")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        phases.MapDelete("/", Forget).AuditedAs(AuditAction.ChoosePhases).WithName("ChoosePhasesAutomatically").WithSummary("Leave the choice of phases to the rules again")
            .ProducesProblem(StatusCodes.Status404NotFound);
        phases.MapGet("/motion", Motion).WithName("GetMotion").WithSummary("How far the patient moved between the phases, and what a correction would gain")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        phases.MapGet("/peak", PeakAt).WithName("GetLocalPeak").WithSummary("The phase in which a VOI, or the surroundings of a pixel, enhance most")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    internal static async Task<Ok<StudyPhases>> Get(string study, PhaseChoosing phases, CancellationToken cancellation) =>
        TypedResults.Ok(await phases.GetAsync(study, cancellation));

    internal static async Task<Ok<StudyPhases>> Keep(string study, PhaseChoice choice, PhaseChoosing phases, CancellationToken cancellation) =>
        TypedResults.Ok(await phases.KeepAsync(study, choice, cancellation));

    internal static async Task<NoContent> Forget(string study, PhaseChoosing phases, CancellationToken cancellation)
    {
        await phases.ForgetAsync(study, cancellation);
        return TypedResults.NoContent();
    }

    internal static async Task<Ok<StudyMotion>> Motion(string study, string? model, MotionMeasuring motion, CancellationToken cancellation) =>
        TypedResults.Ok(await motion.MeasureAsync(study, MotionMeasuring.ModelOf(model ?? "rigid"), cancellation));

    internal static async Task<Ok<PeakOfPlace>> PeakAt(string study, [AsParameters] PlaceQuery place, PeakFinding peaks, CancellationToken cancellation) =>
        TypedResults.Ok(await peaks.FindAsync(study, place, cancellation));
}
