namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>Parameter files that come with the library.</summary>
public static class SettingsProfiles
{
    private const string Prefix = "OhifAlnPlugin.Radiomics.Profiles.";

    /// <summary>Names of the profiles.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(SettingsProfiles).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^".yaml".Length]).Order(StringComparer.Ordinal)];

    /// <summary>Text of a profile.</summary>
    /// <param name="name">Name of the profile.</param>
    /// <returns>A parameter file.</returns>
    /// <exception cref="RadiomicsException">There is no such profile.</exception>
    public static string Text(string name)
    {
        using Stream stream = typeof(SettingsProfiles).Assembly.GetManifestResourceStream($"{Prefix}{name}.yaml")
            ?? throw new RadiomicsException($"There is no settings profile '{name}'; there are {string.Join(", ", Names)}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Settings of a profile.</summary>
    /// <param name="name">Name of the profile.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="RadiomicsException">There is no such profile.</exception>
    public static ExtractionSettings Named(string name) => ParameterFile.Parse(Text(name));
}
