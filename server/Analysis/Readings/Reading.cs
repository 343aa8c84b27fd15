using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Server.Analysis.Readings;

/// <summary>What a reader decided on a result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadingDecision>))]
internal enum ReadingDecision
{
    /// <summary>The outline and its radscore stand as the reader's result.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>They must not be used.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>One decision of a reader on a study. Readings are only added, never changed: the last one is the state of the study.</summary>
/// <param name="Id">Identifier of the reading.</param>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Reader">Name of the reader, as it is shown.</param>
/// <param name="At">When, UTC.</param>
/// <param name="SegmentationId">The segmentation that was judged: a draft's identifier, or the SOP Instance UID of a SEG.</param>
/// <param name="SegmentNumber">The lesion that the radscore belongs to.</param>
internal sealed record Reading(
    Guid Id, string StudyInstanceUid, ReadingDecision Decision, string Reader, DateTimeOffset At, string SegmentationId, int SegmentNumber)
{
    /// <summary>The reader's identifier at the login service; null without a login.</summary>
    public string? ReaderId { get; init; }

    /// <summary>Why it was rejected, one of the known reasons; null for an accepted one.</summary>
    public string? Reason { get; init; }

    /// <summary>What the reader added to the reason; null without.</summary>
    public string? Comment { get; init; }

    /// <summary>SOP Instance UID of the SEG; null when nothing was stored.</summary>
    public string? SegSopInstanceUid { get; init; }

    /// <summary>The draft that is left of a SEG that was withdrawn; null where none was.</summary>
    public string? DraftId { get; init; }

    /// <summary>SOP Instance UID of the structured report; null when nothing was stored.</summary>
    public string? ReportSopInstanceUid { get; init; }

    /// <summary>SOP Instance UID of the report as PDF; null when nothing was stored.</summary>
    public string? PdfSopInstanceUid { get; init; }

    /// <summary>SOP Instance UID of the structured report that this one follows; null for the first.</summary>
    public string? PredecessorSopInstanceUid { get; init; }

    /// <summary>SOP Instance UID of the note that withdraws what was stored; null when nothing had been.</summary>
    public string? RejectionNoteSopInstanceUid { get; init; }

    /// <summary>SOP Instance UIDs of what that note withdraws.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];

    /// <summary>Digest of what was accepted and how, by which the same decision is recognised; null for a rejection.</summary>
    public string? Content { get; init; }

    /// <summary>Serial number of a stored object of this reading within its series.</summary>
    public int InstanceNumber { get; init; }

    /// <summary>The radscore; null when it was not computed.</summary>
    public double? Radscore { get; init; }

    /// <summary>From this score on the burden is called high; null without a score.</summary>
    public double? CutOff { get; init; }

    /// <summary>The model, by name and version; null without a score.</summary>
    public string? Model { get; init; }

    /// <summary>Date of the study, as its images say; null where they do not.</summary>
    public DateOnly? StudyDate { get; init; }

    /// <summary>The patient as <see cref="PatientKey"/> names one; null where the images name none.</summary>
    public string? Patient { get; init; }

    /// <summary>The state that readings leave, the oldest first: the last one, unless it put aside an outline beside an accepted result that stands.</summary>
    public static Reading? StateOf(IEnumerable<Reading> readings) => readings.Aggregate(
        (Reading?)null,
        (state, next) => state is { Decision: ReadingDecision.Accepted } && next.Decision == ReadingDecision.Rejected && !next.Withdraws(state) ? state : next);

    /// <summary>The accepted results that nothing has withdrawn, the oldest first.</summary>
    public static IReadOnlyList<Reading> Standing(IReadOnlyList<Reading> readings) =>
        [.. readings.Where(r => r.Decision == ReadingDecision.Accepted && !readings.Any(other => other.Withdraws(r)))];

    private bool Withdraws(Reading accepted) => accepted.ReportSopInstanceUid is { } report && Withdrawn.Contains(report);
}
