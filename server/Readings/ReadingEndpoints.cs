using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings.Pdf;
using OhifAlnPlugin.Server.Readings.Reports;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Decisions of readers and their reports over HTTP.</summary>
internal static class ReadingEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapReadings(this IEndpointRouteBuilder routes)
    {
        var decisions = routes.MapGroup("/api/segmentations/{id}").WithTags("Readings");
        decisions.MapPost("/accept", Accept).AuditedAs(AuditAction.Accept).WithName("AcceptSegmentation")
            .WithSummary("Accept an outline with its radscore: stores DICOM SEG, structured report (TID 1500) and PDF; the same decision is taken once")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        decisions.MapPost("/reject", Reject).AuditedAs(AuditAction.Reject).WithName("RejectSegmentation")
            .WithSummary("Reject an outline with its radscore: what is stored of it is withdrawn by a rejection note (IHE IOCM)")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routes.MapGet("/api/readings/options", Options).NotAudited().WithTags("Readings").WithName("GetReadingOptions")
            .WithSummary("Who signs, and the reasons for a rejection");

        var studies = routes.MapGroup("/api/studies/{study}/readings").WithTags("Readings").AuditedAs(AuditAction.Retrieve);
        studies.MapGet("/", List).WithName("ListReadings").WithSummary("The readings of a study, the newest first, and the one that is its state");
        studies.MapGet("/earlier", Earlier).WithName("ListEarlierReadings").WithSummary("Readings of the same patient's other studies, the newest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
        studies.MapGet("/{id:guid}/report.pdf", Pdf).WithName("GetReportPdf").WithSummary("The report of an accepted result as PDF")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/pdf").ProducesProblem(StatusCodes.Status404NotFound);
        studies.MapGet("/{id:guid}/report.txt", Text).WithName("GetReportText").WithSummary("The report as one paragraph, to be pasted into the report of the study")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        studies.MapGet("/{id:guid}/report.json", Json).WithName("GetReportJson").WithSummary("The report as data")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Created<ReadingAnswer>, Ok<ReadingAnswer>>> Accept(
        string id, AcceptRequest request, Acceptance acceptance, AuditNotes audit, CancellationToken cancellation)
    {
        (Reading reading, bool isNew) = await acceptance.AcceptAsync(id, request, cancellation);
        audit.Note(new InstanceScope(reading.StudyInstanceUid, SopInstanceUid: reading.ReportSopInstanceUid), id);
        return isNew ? TypedResults.Created(AddressOf(reading), ReadingAnswer.Of(reading)) : TypedResults.Ok(ReadingAnswer.Of(reading));
    }

    internal static async Task<Created<ReadingAnswer>> Reject(string id, RejectRequest request, Rejection rejection, AuditNotes audit, CancellationToken cancellation)
    {
        Reading reading = await rejection.RejectAsync(id, request, cancellation);
        audit.Note(new InstanceScope(reading.StudyInstanceUid, SopInstanceUid: reading.RejectionNoteSopInstanceUid), id);
        return TypedResults.Created(AddressOf(reading), ReadingAnswer.Of(reading));
    }

    internal static Ok<ReadingOptionsAnswer> Options(ReaderName names) =>
        TypedResults.Ok(new ReadingOptionsAnswer(names.OfLogin, ReaderName.Longest, RejectionReason.LongestComment, RejectionReason.All));

    internal static Ok<ReadingsAnswer> List(string study, ReadingFolder readings)
    {
        IReadOnlyList<Reading> all = readings.List(study);
        return TypedResults.Ok(new ReadingsAnswer(Reading.StateOf(all) is { } state ? ReadingAnswer.Of(state) : null, [.. all.Reverse().Select(ReadingAnswer.Of)]));
    }

    internal static async Task<Ok<IReadOnlyList<ReadingAnswer>>> Earlier(string study, DynamicStudies studies, ReadingFolder readings, CancellationToken cancellation)
    {
        string? patient = PatientKey.Of((await studies.ReadHeadersAsync(study, cancellation))[0]);
        IReadOnlyList<Reading> all = patient is null ? [] : readings.OfPatient(patient);
        return TypedResults.Ok<IReadOnlyList<ReadingAnswer>>([.. all.Where(r => r.StudyInstanceUid != study).Select(ReadingAnswer.Of)]);
    }

    internal static FileContentHttpResult Pdf(string study, Guid id, ReportFiles reports, TrueTypeFont font)
    {
        ReadingReport report = reports.Require(study, id);
        return TypedResults.File(ReportPdf.Draw(report, font), "application/pdf", ReportFiles.NameOf(report, "pdf"));
    }

    internal static ContentHttpResult Text(string study, Guid id, ReportFiles reports) =>
        TypedResults.Text(ReportSentences.Paragraph(reports.Require(study, id)), "text/plain", Encoding.UTF8);

    internal static Ok<ReadingReport> Json(string study, Guid id, ReportFiles reports) =>
        TypedResults.Ok(reports.Require(study, id) with { KeyImage = null });

    private static string AddressOf(Reading reading) => $"/api/studies/{reading.StudyInstanceUid}/readings";
}
