using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Where a job is in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
internal enum JobState
{
    /// <summary>Waits for its turn.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Is being worked on.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Done; the result is there.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>Ended with a problem.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Stopped on request.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
