using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>What somebody did.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditAction>))]
internal enum AuditAction
{
    /// <summary>Searched for studies, series or instances.</summary>
    [JsonStringEnumMemberName("query")]
    Query,

    /// <summary>Read images, metadata or values of a study.</summary>
    [JsonStringEnumMemberName("retrieve")]
    Retrieve,

    /// <summary>Stored instances.</summary>
    [JsonStringEnumMemberName("store")]
    Store,

    /// <summary>Deleted a study, a series or an instance.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,

    /// <summary>Had something computed on a study.</summary>
    [JsonStringEnumMemberName("compute")]
    Compute,

    /// <summary>Read a segmentation, a draft or a saved one.</summary>
    [JsonStringEnumMemberName("read-segmentation")]
    ReadSegmentation,

    /// <summary>Saved a segmentation as DICOM SEG.</summary>
    [JsonStringEnumMemberName("save-segmentation")]
    SaveSegmentation,

    /// <summary>Chose the phases of a study, or left them to the rules again.</summary>
    [JsonStringEnumMemberName("choose-phases")]
    ChoosePhases,

    /// <summary>Had a radscore computed.</summary>
    [JsonStringEnumMemberName("score")]
    Score,

    /// <summary>Accepted a result: outline and radscore.</summary>
    [JsonStringEnumMemberName("accept")]
    Accept,

    /// <summary>Rejected a result.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,

    /// <summary>Cancelled a job.</summary>
    [JsonStringEnumMemberName("cancel")]
    Cancel,

    /// <summary>Was refused at the door.</summary>
    [JsonStringEnumMemberName("login")]
    Login,

    /// <summary>The trail itself was repaired after a crash.</summary>
    [JsonStringEnumMemberName("repair")]
    Repair,
}

/// <summary>How it ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditOutcome>))]
internal enum AuditOutcome
{
    /// <summary>It is about to be done; the next record of the same kind says how it ended.</summary>
    [JsonStringEnumMemberName("begun")]
    Begun,

    /// <summary>Done.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>The request could not be met as it was.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The person may not do this.</summary>
    [JsonStringEnumMemberName("denied")]
    Denied,

    /// <summary>The server could not do it.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The client went away before it was answered.</summary>
    [JsonStringEnumMemberName("aborted")]
    Aborted,
}
