using System.ComponentModel.DataAnnotations;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>How jobs are run.</summary>
internal sealed class JobOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Jobs";

    /// <summary>Jobs that run at the same time; each may use several cores.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 1;

    /// <summary>Jobs that may wait; a further one is answered 503 with Retry-After.</summary>
    [Range(1, 10_000)]
    public int QueueLimit { get; set; } = 32;

    /// <summary>Seconds after which a client that met a full queue may ask again.</summary>
    [Range(1, 3600)]
    public int RetryAfterSeconds { get; set; } = 10;

    /// <summary>Days for which the records of ended jobs are kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 30;
}
