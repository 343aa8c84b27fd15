using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>What a reader wants to know of a study before opening it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadingState>))]
internal enum ReadingState
{
    /// <summary>There is no result.</summary>
    [JsonStringEnumMemberName("not-processed")]
    NotProcessed,

    /// <summary>The server is at work on it, or will be in its turn.</summary>
    [JsonStringEnumMemberName("processing")]
    Processing,

    /// <summary>The result is there and waits for a reader.</summary>
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>A reader accepted a result.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>A reader rejected the result.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The study is none of those that the server is for; the problem says why.</summary>
    [JsonStringEnumMemberName("not-applicable")]
    NotApplicable,

    /// <summary>There is no result, or no score, for the reason that the problem names.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>The state of a study in the list.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="State">Its state.</param>
/// <param name="Changing">Whether the state will change by itself: images arrive, or the server is at work.</param>
/// <param name="Progress">Of a study in work, the part done, 0 … 1; null otherwise.</param>
/// <param name="Message">Of a study in work, what is being done; null otherwise.</param>
/// <param name="Reader">Who accepted or rejected; null otherwise.</param>
/// <param name="At">When the state began, UTC; null where nothing is known of the study.</param>
/// <param name="Problem">Why there is no result, or no score; null otherwise.</param>
internal record StudyState(
    string StudyInstanceUid, ReadingState State, bool Changing, double? Progress, string? Message, string? Reader, DateTimeOffset? At, ProblemDetails? Problem)
{
    /// <summary>The state of a study that nothing is known of.</summary>
    public static StudyState Unknown(string study) => new(study, ReadingState.NotProcessed, Changing: false, null, null, null, null, null);

    /// <summary>The state that a reader's decision gives.</summary>
    public static StudyState Of(Reading reading) => new(
        reading.StudyInstanceUid, reading.Decision == ReadingDecision.Accepted ? ReadingState.Accepted : ReadingState.Rejected, Changing: false, null, null, reading.Reader, reading.At, null);
}

/// <summary>The state of a study with the outline to open it with.</summary>
/// <param name="State">Its state.</param>
/// <param name="Segmentation">The outline saved last, else the one that the server made by itself; null where there is none.</param>
internal sealed record StudyOpening(StudyState State, SegmentationInfo? Segmentation);
