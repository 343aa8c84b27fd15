namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>Something that happened, as the audit trail keeps it. It names people who use the server, never a patient.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record AuditEvent(AuditAction Action, AuditOutcome Outcome)
{
    /// <summary>Name of the user; <c>local</c> without a login.</summary>
    public string User { get; init; } = LocalAuthenticationHandler.SchemeName;

    /// <summary>Identifier of the user at the login service.</summary>
    public string? Subject { get; init; }

    /// <summary>Network address of the client.</summary>
    public string? From { get; init; }

    /// <summary>Study Instance UID.</summary>
    public string? Study { get; init; }

    /// <summary>Series Instance UID.</summary>
    public string? Series { get; init; }

    /// <summary>SOP Instance UID.</summary>
    public string? Instance { get; init; }

    /// <summary>Identifier of a draft, a result or a job.</summary>
    public string? Item { get; init; }

    /// <summary>How many instances, or bytes cut off in a repair.</summary>
    public long? Count { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>Name of the problem, where it was refused at the door.</summary>
    public string? Reason { get; init; }
}

/// <summary>An event with its place in the trail.</summary>
/// <param name="Number">Place, from 1.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="Event">The event.</param>
/// <param name="Previous">Digest of the record before it; zeros for the first.</param>
/// <param name="Digest">SHA-256 of the record.</param>
internal sealed record AuditRecord(long Number, DateTimeOffset At, AuditEvent Event, string Previous, string Digest);
