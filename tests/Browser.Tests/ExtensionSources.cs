using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The sources of the extension with the packages that its checks need.</summary>
internal static class ExtensionSources
{
    /// <summary>The folder.</summary>
    public static string Folder => ExtensionBuild.FindSources() ?? throw new InvalidOperationException("extension-js was not found.");

    /// <summary>Installs what type checking, unit tests and accessibility checks need; one at a time with the build of the extension.</summary>
    public static async Task InstallAsync()
    {
        using IDisposable alone = await ViewerCache.LockAsync(ViewerCache.DefaultFolder(), "extension-build", CancellationToken.None);
        await ExtensionBuild.InstallAsync(Folder, withTests: true, progress: null, CancellationToken.None);
    }

    /// <summary>axe-core, as a script for the page.</summary>
    public static async Task<string> AxeAsync()
    {
        await InstallAsync();
        return await File.ReadAllTextAsync(Path.Combine(Folder, "node_modules", "axe-core", "axe.min.js"));
    }
}
