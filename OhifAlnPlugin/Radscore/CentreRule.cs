namespace OhifAlnPlugin.Radscore;

/// <summary>How a centre is recognised by what its images say of their origin. Texts are compared without case and outer spaces.</summary>
/// <param name="Centre">The centre.</param>
/// <param name="InstitutionName">Institution Name (0008,0080); null for any.</param>
/// <param name="StationName">Station Name (0008,1010); null for any.</param>
/// <param name="Manufacturer">Manufacturer (0008,0070); null for any.</param>
/// <param name="ManufacturerModelName">Manufacturer's Model Name (0008,1090); null for any.</param>
public sealed record CentreRule(
    string Centre, string? InstitutionName = null, string? StationName = null, string? Manufacturer = null, string? ManufacturerModelName = null)
{
    /// <summary>Whether images of an origin are of this centre: all that the rule states is equal, and it states something.</summary>
    /// <param name="origin">What the images say.</param>
    public bool Fits(ImageOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return StatesSomething
            && Agrees(InstitutionName, origin.InstitutionName)
            && Agrees(StationName, origin.StationName)
            && Agrees(Manufacturer, origin.Manufacturer)
            && Agrees(ManufacturerModelName, origin.ManufacturerModelName);
    }

    /// <summary>Whether the rule states anything beside the centre.</summary>
    internal bool StatesSomething => InstitutionName is not null || StationName is not null || Manufacturer is not null || ManufacturerModelName is not null;

    /// <summary>Whether two texts are equal without case and outer spaces.</summary>
    internal static bool SameText(string one, string? other) => string.Equals(one.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Agrees(string? stated, string? found) => stated is null || SameText(stated, found);
}

/// <summary>What images say of the place and the scanner that they come from.</summary>
/// <param name="InstitutionName">Institution Name (0008,0080).</param>
/// <param name="StationName">Station Name (0008,1010).</param>
/// <param name="Manufacturer">Manufacturer (0008,0070).</param>
/// <param name="ManufacturerModelName">Manufacturer's Model Name (0008,1090).</param>
public sealed record ImageOrigin(string? InstitutionName, string? StationName, string? Manufacturer, string? ManufacturerModelName);
