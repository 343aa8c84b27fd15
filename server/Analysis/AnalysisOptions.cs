using System.ComponentModel.DataAnnotations;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Limits of the analysis.</summary>
internal sealed class AnalysisOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Analysis";

    /// <summary>Memory for the decoded phases of recent studies, MiB; 0 takes a quarter of the machine's memory.</summary>
    [Range(0, 1 << 20)]
    public int CacheMebibytes { get; set; }

    /// <summary>The limit in bytes.</summary>
    public long CacheBytes() => CacheMebibytes > 0 ? (long)CacheMebibytes << 20 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
}
