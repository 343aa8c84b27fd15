namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The chart library of the reports, Observable Plot on D3: pinned, fetched and published as the viewer is, and embedded in every report.</summary>
internal static class NpmCharts
{
    private const string FolderName = "charts";

    private static readonly IReadOnlyDictionary<string, NpmPackage> Packages = new Dictionary<string, NpmPackage>
    {
        ["d3"] = Library("d3", "7.9.0", "e1U46jVP+w7Iut8Jt8ri1YsPOvFpg46k+K8TpCb0P+zjCkjkPnV7WzfDJzMHy1LnA+wj5pLT1wjO901gLXeEhA==", "package/dist/d3.min.js"),
        ["plot"] = Library("@observablehq/plot", "0.6.17", "/qaXP/7mc4MUS0s4cPPFASDRjtsWp85/TbfsciqDgU1HwYixbSbbytNuInD8AcTYC3xaxACgVX06agdfQy9W+g==", "package/dist/plot.umd.min.js"),
    };

    /// <summary>The library's folders: those of a published folder, else from the user's cache, fetched when they are missing.</summary>
    /// <param name="progress">Receives a sentence when something takes time.</param>
    /// <param name="cancellation">Stops fetching.</param>
    /// <exception cref="ViewerException">It cannot be had; the message says why and what to do.</exception>
    public static Task<IReadOnlyDictionary<string, string>> EnsureAsync(IProgress<string>? progress, CancellationToken cancellation) =>
        NpmFolders.EnsureAsync(FolderName, Packages, progress, cancellation);

    /// <summary>Copies the library into the <c>viewer/</c> of a published folder.</summary>
    public static void Copy(IReadOnlyDictionary<string, string> folders, string viewer) => NpmFolders.Copy(folders, Path.Combine(viewer, FolderName));

    /// <summary>The library as one script, each part with its licence before it.</summary>
    public static async Task<string> ScriptAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> folders = await EnsureAsync(progress, cancellation);
        var parts = new List<string>();
        foreach (string name in Packages.Keys)
        {
            string licence = await File.ReadAllTextAsync(Path.Combine(folders[name], "LICENSE"), cancellation);
            parts.Add($"/*! {Packages[name].Name} {Packages[name].Version}\n{licence.Trim()}\n*/\n{await File.ReadAllTextAsync(Path.Combine(folders[name], "library.js"), cancellation)}\n");
        }

        return string.Concat(parts);
    }

    private static NpmPackage Library(string name, string version, string integrity, string script) =>
        new(name, version, integrity, 1, "", entry => entry == script ? "library.js" : entry == "package/LICENSE" ? "LICENSE" : null) { IsServed = false };
}
