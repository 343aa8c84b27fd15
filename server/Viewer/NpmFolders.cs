namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Groups of npm packages that lie in a folder of the published <c>viewer/</c>, each under a name of its own.</summary>
internal static class NpmFolders
{
    /// <summary>The packages' folders: those of a published folder, else from the user's cache, fetched when they are missing.</summary>
    /// <param name="group">Name of the group's folder in <c>viewer/</c>.</param>
    /// <param name="packages">The packages by name.</param>
    /// <param name="progress">Receives a sentence when something takes time.</param>
    /// <param name="cancellation">Stops fetching.</param>
    /// <exception cref="ViewerException">They cannot be had; the message says why and what to do.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> EnsureAsync(
        string group, IReadOnlyDictionary<string, NpmPackage> packages, IProgress<string>? progress, CancellationToken cancellation)
    {
        string published = Path.Combine(AppContext.BaseDirectory, "viewer", group);
        if (Directory.Exists(published))
        {
            return packages.Keys.ToDictionary(name => name, name => Path.Combine(published, name));
        }

        var npm = new NpmStore(ViewerCache.DefaultFolder(), progress);
        var folders = new Dictionary<string, string>();
        foreach ((string name, NpmPackage package) in packages)
        {
            folders[name] = await npm.EnsureAsync(package, cancellation);
        }

        return folders;
    }

    /// <summary>Copies the packages' files into a folder, each package under its name.</summary>
    public static void Copy(IReadOnlyDictionary<string, string> folders, string target)
    {
        foreach ((string name, string folder) in folders)
        {
            Directory.CreateDirectory(Path.Combine(target, name));
            foreach (string file in Directory.GetFiles(folder))
            {
                File.Copy(file, Path.Combine(target, name, Path.GetFileName(file)), overwrite: true);
            }
        }
    }
}
