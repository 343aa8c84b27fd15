using System.ComponentModel.DataAnnotations;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>How studies are processed when they arrive.</summary>
internal sealed class WorklistOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Worklist";

    /// <summary>Whether the server outlines and scores a study by itself once it is complete. If not, it does so when a reader asks.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>Seconds without a new instance after which a study counts as complete.</summary>
    [Range(0.2, 86_400)]
    public double QuietSeconds { get; set; } = 30;

    /// <summary>Seconds between two looks for what changed without this process: images that another program brought, another model.</summary>
    [Range(1, 86_400)]
    public int ScanSeconds { get; set; } = 60;

    /// <summary><see cref="QuietSeconds"/> as a time.</summary>
    public TimeSpan Quiet => TimeSpan.FromSeconds(QuietSeconds);
}
