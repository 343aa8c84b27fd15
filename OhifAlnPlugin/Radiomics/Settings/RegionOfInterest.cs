namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>Which tissue features are computed on, the mask being the tumour.</summary>
public enum RegionOfInterest
{
    /// <summary>The tumour itself.</summary>
    Tumour,

    /// <summary>The shell around the tumour, without it.</summary>
    Shell,

    /// <summary>The tumour together with its shell.</summary>
    TumourAndShell,
}

/// <summary>Words for the regions, as parameter files and the command line write them.</summary>
public static class RegionNames
{
    private static readonly Dictionary<string, RegionOfInterest> Regions = new()
    {
        ["tumour"] = RegionOfInterest.Tumour,
        ["shell"] = RegionOfInterest.Shell,
        ["tumour+shell"] = RegionOfInterest.TumourAndShell,
    };

    /// <summary>The words.</summary>
    public static IReadOnlyCollection<string> All => Regions.Keys;

    /// <summary>The word for a region.</summary>
    public static string Of(RegionOfInterest region) => Regions.First(r => r.Value == region).Key;

    /// <summary>The region of a word.</summary>
    /// <param name="name">The word.</param>
    /// <exception cref="RadiomicsException">It means no region.</exception>
    public static RegionOfInterest Parse(string name) => Regions.TryGetValue(name, out var region)
        ? region
        : throw new RadiomicsException($"There is no region '{name}'; the regions are {string.Join(", ", Regions.Keys)}.");
}
