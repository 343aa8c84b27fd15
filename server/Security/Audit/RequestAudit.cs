using System.Security.Claims;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>Records each request to an audited endpoint once, when its answer begins: the record is there before the client knows.</summary>
internal sealed partial class RequestAudit(RequestDelegate next, AuditTrail trail, RepeatedReads reads, ILogger<RequestAudit> logger)
{
    private const int LongestName = 200;

    /// <summary>Watches over a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // The exception handler forgets endpoint and route: what they say is needed when it answers.
        if (context.GetEndpoint()?.Metadata.GetMetadata<Audited>()?.Action is { } action)
        {
            AuditEvent asked = EventOf(context, action, AuditOutcome.Done);
            bool isRecorded = false;
            context.Response.OnStarting(() => RecordOnceAsync(OutcomeOf(context.Response.StatusCode)));
            context.Response.OnCompleted(() => RecordOnceAsync(AuditOutcome.Aborted));

            Task RecordOnceAsync(AuditOutcome outcome)
            {
                bool wasRecorded = isRecorded;
                isRecorded = true;
                return wasRecorded ? Task.CompletedTask : RecordAsync(context, asked with { Outcome = outcome });
            }
        }

        return next(context);
    }

    /// <summary>The event of a request, as far as its address tells.</summary>
    internal static AuditEvent EventOf(HttpContext context, AuditAction action, AuditOutcome outcome) => new(action, outcome)
    {
        User = Shortened(context.User.Identity?.Name) ?? "unknown",
        Subject = Shortened(context.User.FindFirstValue(CurrentUser.SubjectClaim)),
        From = context.Connection.RemoteIpAddress?.ToString(),
        Study = UidOf(context, "study", "studyUID"),
        Series = UidOf(context, "series", "seriesUID"),
        Instance = UidOf(context, "instance", "objectUID"),
        Item = ItemOf(context),
    };

    private async Task RecordAsync(HttpContext context, AuditEvent asked)
    {
        int? status = asked.Outcome == AuditOutcome.Aborted ? null : context.Response.StatusCode;
        if (status == StatusCodes.Status401Unauthorized)
        {
            string reason = BearerAuthenticationHandler.RefusalOf(context) ?? "login-required";
            await AppendAsync(new AuditEvent(AuditAction.Login, AuditOutcome.Denied) { User = "unknown", From = asked.From, Status = status, Reason = reason });
            return;
        }

        foreach (AuditEvent happened in Specific(context, asked with { Status = status }))
        {
            await AppendAsync(happened);
        }
    }

    private async Task AppendAsync(AuditEvent happened)
    {
        switch (happened.Action)
        {
            case AuditAction.Query or AuditAction.Retrieve or AuditAction.Login when reads.IsRepetition(happened):
                break;
            case AuditAction.Delete or AuditAction.SaveSegmentation or AuditAction.Accept or AuditAction.Reject:
                await trail.AppendDurablyAsync(happened);
                break;
            case AuditAction.Store when happened.Outcome == AuditOutcome.Done:
                trail.Append(happened);
                break;
            default:
                AppendIfPossible(happened);
                break;
        }
    }

    /// <summary>On a full disk reading and refusing go on, though they cannot be recorded; what changes the store does not.</summary>
    private void AppendIfPossible(AuditEvent happened)
    {
        try
        {
            trail.Append(happened);
        }
        catch (IOException failure)
        {
            LogLost(logger, happened.Action, failure.Message);
        }
    }

    private static IEnumerable<AuditEvent> Specific(HttpContext context, AuditEvent whole)
    {
        IReadOnlyList<AuditNote> notes = AuditNotes.Of(context);
        return notes.Count == 0 ? [whole] : notes.Select(note => whole with
        {
            Outcome = note.IsFailed ? AuditOutcome.Refused : whole.Outcome,
            Study = note.Scope.StudyInstanceUid,
            Series = note.Scope.SeriesInstanceUid ?? whole.Series,
            Instance = note.Scope.SopInstanceUid ?? whole.Instance,
            Item = note.Item ?? whole.Item,
            Count = note.Count,
        });
    }

    private static AuditOutcome OutcomeOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => AuditOutcome.Denied,
        < 400 => AuditOutcome.Done,
        < 500 => AuditOutcome.Refused,
        _ => AuditOutcome.Failed,
    };

    /// <summary>A value of the path, or of the query as WADO-URI has it, if it is a UID: what else stands there may be anything, a patient's name included.</summary>
    private static string? UidOf(HttpContext context, string name, string parameter)
    {
        string? value = context.Request.RouteValues[name] as string ?? context.Request.Query[parameter];
        return DicomUidText.IsValid(value) ? value : null;
    }

    private static string? ItemOf(HttpContext context) =>
        context.Request.RouteValues["id"] is string value && (Guid.TryParseExact(value, "D", out _) || DicomUidText.IsValid(value)) ? value : null;

    private static string? Shortened(string? text) => text is { Length: > LongestName } ? text[..LongestName] : text;

    [LoggerMessage(EventId = 1304, Level = LogLevel.Error, Message = "Audit trail: a {Action} could not be recorded: {Reason}")]
    private static partial void LogLost(ILogger logger, AuditAction action, string reason);
}
