using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>
/// The folder with radscore bundles, each in a subfolder of its own, read when first needed and kept.
/// Where there are several, the first by name is used.
/// </summary>
/// <param name="folder">The folder; it need not exist.</param>
/// <param name="registered">Digests of the bundles that may be used; empty: whatever lies in the folder.</param>
internal sealed class ModelFolder(string folder, IReadOnlyCollection<string> registered)
{
    private const string BundleName = "bundle.json";
    private readonly Lock _gate = new();
    private RadscoreBundle? _bundle;

    /// <summary>Setting with the digests of the bundles that may be used.</summary>
    public const string RegisteredSetting = "Models:Registered";

    /// <summary>Folder beside the executable, where the models that come with the product are.</summary>
    public static string Default => System.IO.Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(folder);

    /// <summary>The bundle in use; null when the folder holds none.</summary>
    /// <exception cref="RadscoreBundleException">There is one, but it is not usable; the message says why.</exception>
    public RadscoreBundle? Find()
    {
        lock (_gate)
        {
            return _bundle ??= First() is { } found ? Registered(RadscoreBundle.Read(found)) : null;
        }
    }

    private RadscoreBundle Registered(RadscoreBundle bundle) => registered.Count == 0 || registered.Contains(bundle.Digest, StringComparer.OrdinalIgnoreCase)
        ? bundle
        : throw new RadscoreBundleException($"The radscore bundle {bundle.Card.Name} {bundle.Card.Version} is not registered: its SHA-256 {bundle.Digest} is not among those in {RegisteredSetting}.");

    private string? First()
    {
        if (!Directory.Exists(Path))
        {
            return null;
        }

        return Directory.EnumerateDirectories(Path).Prepend(Path).Order(StringComparer.Ordinal)
            .FirstOrDefault(d => File.Exists(System.IO.Path.Combine(d, BundleName)));
    }
}
