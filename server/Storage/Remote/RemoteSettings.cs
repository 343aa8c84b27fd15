namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>Reads the settings of the archive; a value that cannot be meant becomes a sentence.</summary>
internal sealed class RemoteSettings(IConfigurationSection section)
{
    /// <summary>A text; null when it is not set.</summary>
    public string? Text(string name) => section[name] is { Length: > 0 } text ? text : null;

    /// <summary>A number within bounds.</summary>
    /// <exception cref="RemoteSettingsException">It is none, or out of bounds.</exception>
    public int Number(string name, int otherwise, int least, int most) =>
        Text(name) is not { } text ? otherwise
        : int.TryParse(text, out int value) && value >= least && value <= most ? value
        : throw Wrong(name, $"{least} to {most}");

    /// <summary>Yes or no.</summary>
    /// <exception cref="RemoteSettingsException">It is neither.</exception>
    public bool Flag(string name, bool otherwise) =>
        Text(name) is not { } text ? otherwise : bool.TryParse(text, out bool value) ? value : throw Wrong(name, "true or false");

    /// <summary>A file that is there; null when none is set.</summary>
    /// <exception cref="RemoteSettingsException">There is no such file.</exception>
    public string? File(string name) =>
        Text(name) is not { } path ? null
        : System.IO.File.Exists(path) ? Path.GetFullPath(path)
        : throw new RemoteSettingsException($"{section.Path}:{name} names {path}, which is no file that can be read.");

    /// <summary>The root of a DICOMweb server, ending with a slash.</summary>
    /// <exception cref="RemoteSettingsException">It is no such address.</exception>
    public Uri Url(string name)
    {
        string text = Text(name) ?? throw new RemoteSettingsException(
            $"{section.Path}:{name} is missing: it says where the image archive's DICOMweb root is, as in http://archive.hospital.example:8042/dicom-web.");
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw new RemoteSettingsException(
                $"{section.Path}:{name} is '{WithoutUser(text)}': write the DICOMweb root as in http://archive.hospital.example:8042/dicom-web, without name, password or query.");
    }

    /// <summary>Two settings of which one may be given.</summary>
    /// <exception cref="RemoteSettingsException">Both are.</exception>
    public void RequireOnlyOne(string first, string second)
    {
        if (Text(first) is not null && Text(second) is not null)
        {
            throw new RemoteSettingsException($"{section.Path} has both {first} and {second}: give one of them.");
        }
    }

    /// <summary>Says what is wrong with a setting.</summary>
    public RemoteSettingsException Wrong(string name, string allowed) => new($"{section.Path}:{name} is '{section[name]}'; allowed is {allowed}.");

    /// <summary>What stands before an @ may be a password.</summary>
    private static string WithoutUser(string text) => text[(text.LastIndexOf('@') + 1)..];
}
