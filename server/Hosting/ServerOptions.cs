using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>What a server is started with.</summary>
internal sealed record ServerOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5280";
    public const string DefaultDataFolder = "aln-data";

    /// <summary>Addresses to listen on; loopback only. Port 0 lets the system choose.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>Folder of the store, relative to the working folder or absolute; made when it does not exist.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>Folder with radscore bundles; the models that come with the product where not given.</summary>
    public string ModelFolder { get; init; } = Radscore.ModelFolder.Default;

    /// <summary>The viewer's files; null serves the interfaces alone.</summary>
    public ViewerAssets? Viewer { get; init; }
}
