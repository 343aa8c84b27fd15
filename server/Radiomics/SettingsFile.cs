using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Finds extraction settings by the name of a profile or the path of a parameter file.</summary>
internal static class SettingsFile
{
    /// <summary>Reads settings.</summary>
    /// <param name="nameOrPath">Profile or path; null: PyRadiomics' defaults, all classes on the original image.</param>
    /// <exception cref="CaseException">There is neither, or the file cannot be read or is wrong.</exception>
    public static ExtractionSettings Read(string? nameOrPath)
    {
        if (nameOrPath is null)
        {
            return new();
        }

        if (!File.Exists(nameOrPath))
        {
            return SettingsProfiles.Names.Contains(nameOrPath)
                ? SettingsProfiles.Named(nameOrPath)
                : throw new CaseException($"'{nameOrPath}' is neither a parameter file nor a profile; the profiles are {string.Join(", ", SettingsProfiles.Names)}.");
        }

        try
        {
            return ParameterFile.Parse(File.ReadAllText(nameOrPath));
        }
        catch (Exception e) when (e is RadiomicsException or IOException or UnauthorizedAccessException)
        {
            throw new CaseException($"The parameter file '{nameOrPath}' cannot be used: {e.Message}", e);
        }
    }
}
