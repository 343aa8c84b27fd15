using System.ComponentModel.DataAnnotations;

namespace OhifAlnPlugin.Server.Pixels;

/// <summary>Limits of decoding compressed frames.</summary>
internal sealed class PixelOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Pixels";

    /// <summary>The Node.js program, version 20 or later: a name that the system finds, or a path.</summary>
    [Required]
    public string Node { get; init; } = "node";

    /// <summary>Decoding processes at most; 0 takes one per core.</summary>
    [Range(0, 256)]
    public int Processes { get; init; }

    /// <summary>Requests that may wait for a decoding process; more are told to come again later.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; init; } = 64;

    /// <summary>Time for one frame, s.</summary>
    [Range(0.001, 3600)]
    public double FrameSeconds { get; init; } = 30;

    /// <summary>Memory of one decoding process, MiB; a decoded frame may be a quarter of it.</summary>
    [Range(96, 1 << 20)]
    public int ProcessMebibytes { get; init; } = 1024;

    /// <summary>Time after which an idle decoding process ends, s.</summary>
    [Range(1, 86_400)]
    public double IdleSeconds { get; init; } = 120;

    /// <summary>Decoding processes at most.</summary>
    public int ProcessCount => Processes > 0 ? Processes : Environment.ProcessorCount;

    /// <summary>Memory of one decoding process, bytes.</summary>
    public long ProcessBytes => (long)ProcessMebibytes << 20;

    /// <summary>Longest decoded frame, bytes.</summary>
    public long FrameBytes => ProcessBytes / 4;
}
