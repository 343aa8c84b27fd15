using System.ComponentModel.DataAnnotations;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>Limits of what is kept of computed images.</summary>
internal sealed class DerivedOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Derived";

    /// <summary>Room on the disk for subtractions and projections, MiB; those that were not looked at for longest make room for new ones.</summary>
    [Range(64, 1 << 24)]
    public int KeptMebibytes { get; set; } = 4096;
}
