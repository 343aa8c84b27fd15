using OhifAlnPlugin.Server.Analysis.Readings;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Accepts a segmentation with its radscore, which the server computes anew.</summary>
/// <param name="Reader">Name of the reader; not needed with a login, which names the reader.</param>
/// <param name="SegmentNumber">The lesion that the radscore belongs to; without it the only or first one.</param>
/// <param name="Centre">The centre of the study; without it the images say it.</param>
/// <param name="Clinical">Clinical values by the key of their field.</param>
internal sealed record AcceptRequest(string? Reader = null, int? SegmentNumber = null, string? Centre = null, IReadOnlyDictionary<string, string>? Clinical = null);

/// <summary>Rejects a segmentation with its radscore.</summary>
/// <param name="Reason">One of the reasons that GET /api/readings/options lists.</param>
/// <param name="Comment">What the reader adds.</param>
/// <param name="Reader">Name of the reader; not needed with a login, which names the reader.</param>
internal sealed record RejectRequest(string Reason, string? Comment = null, string? Reader = null);

/// <summary>A reading as the interface tells it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="StudyDate">Its date; null when the images have none.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Reader">Who decided.</param>
/// <param name="At">When, UTC.</param>
/// <param name="SegmentationId">The SEG; the draft where nothing was stored, or the one that is left of what was withdrawn.</param>
/// <param name="SegmentNumber">The lesion that the radscore belongs to.</param>
/// <param name="Reason">Code of the reason of a rejection; null for an acceptance.</param>
/// <param name="Comment">What the reader added; null without.</param>
/// <param name="Radscore">The radscore; null when none was accepted.</param>
/// <param name="CutOff">From this score on the burden is called high; null likewise.</param>
/// <param name="Model">Name and version of the model; null likewise.</param>
/// <param name="ReportSopInstanceUid">The structured report; null when none was stored.</param>
/// <param name="PredecessorSopInstanceUid">The structured report before it; null for the first.</param>
/// <param name="RejectionNoteSopInstanceUid">The note that withdraws what was stored; null when nothing had been.</param>
internal sealed record ReadingAnswer(
    Guid Id,
    string StudyInstanceUid,
    DateOnly? StudyDate,
    ReadingDecision Decision,
    string Reader,
    DateTimeOffset At,
    string SegmentationId,
    int SegmentNumber,
    string? Reason,
    string? Comment,
    double? Radscore,
    double? CutOff,
    string? Model,
    string? ReportSopInstanceUid,
    string? PredecessorSopInstanceUid,
    string? RejectionNoteSopInstanceUid)
{
    /// <summary>Tells a reading.</summary>
    public static ReadingAnswer Of(Reading r) => new(
        r.Id, r.StudyInstanceUid, r.StudyDate, r.Decision, r.Reader, r.At, r.DraftId ?? r.SegSopInstanceUid ?? r.SegmentationId, r.SegmentNumber, r.Reason, r.Comment, r.Radscore, r.CutOff, r.Model, r.ReportSopInstanceUid, r.PredecessorSopInstanceUid, r.RejectionNoteSopInstanceUid);
}

/// <summary>The readings of a study.</summary>
/// <param name="State">The one that is its state; null when there is none.</param>
/// <param name="Readings">All, the newest first.</param>
internal sealed record ReadingsAnswer(ReadingAnswer? State, IReadOnlyList<ReadingAnswer> Readings);

/// <summary>What a client needs to know before a decision.</summary>
/// <param name="Reader">The name that the login gives; null without a login, then the client asks for it.</param>
/// <param name="LongestName">Characters that a reader's name may have.</param>
/// <param name="LongestComment">Characters that a comment may have.</param>
/// <param name="Reasons">The reasons for a rejection.</param>
internal sealed record ReadingOptionsAnswer(string? Reader, int LongestName, int LongestComment, IReadOnlyList<RejectionReason> Reasons);
