namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The files that the viewer is made of, ready on this computer.</summary>
/// <param name="OhifFolder">The prebuilt OHIF viewer (<c>index.html</c> and its bundles).</param>
/// <param name="ExtensionFolder">The built extension and mode.</param>
/// <param name="OnnxRuntimeLibrary">ONNX Runtime's native library; null where npm's package has none for this computer.</param>
internal sealed record ViewerAssets(string OhifFolder, string ExtensionFolder, string? OnnxRuntimeLibrary)
{
    /// <summary>Folder of the native library in a published folder.</summary>
    internal const string NativeName = "native";

    private const string OhifName = "ohif", ExtensionName = "aln-ext";

    /// <summary>
    /// The viewer's files: those of a published folder (<c>viewer/</c> beside the executable), else from the user's
    /// cache, fetched and built when they are missing.
    /// </summary>
    /// <param name="progress">Receives a sentence when something takes time.</param>
    /// <param name="cancellation">Stops fetching and building.</param>
    /// <exception cref="ViewerException">They cannot be had; the message says why and what to do.</exception>
    public static async Task<ViewerAssets> EnsureAsync(IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        if (FromPublishedFolder(Path.Combine(AppContext.BaseDirectory, "viewer")) is { } published)
        {
            return published;
        }

        string sources = ExtensionBuild.FindSources() ?? throw new ViewerException(
            $"The viewer's files are missing: there is neither a folder 'viewer' in {AppContext.BaseDirectory} nor the folder 'extension-js' of a source checkout above it. Publish again with 'dotnet publish server'.");
        string cache = ViewerCache.DefaultFolder();
        var npm = new NpmStore(cache, progress);
        string ohif = await npm.EnsureAsync(NpmPackage.Ohif, cancellation);
        string native = await npm.EnsureAsync(NpmPackage.OnnxRuntime, cancellation);
        await PrefetchCodecsAsync(progress, cancellation);
        string extension = await ExtensionBuild.EnsureAsync(sources, cache, progress, cancellation);
        return new ViewerAssets(ohif, extension, LibraryIn(native));
    }

    /// <summary>Copies everything into <paramref name="folder"/>, the <c>viewer/</c> of a published folder.</summary>
    public void CopyTo(string folder)
    {
        CopyFolder(OhifFolder, Path.Combine(folder, OhifName));
        CopyFolder(ExtensionFolder, Path.Combine(folder, ExtensionName));
        string native = Path.Combine(folder, NativeName);
        Directory.CreateDirectory(native);
        if (OnnxRuntimeLibrary is not null)
        {
            File.Copy(OnnxRuntimeLibrary, Path.Combine(native, Path.GetFileName(OnnxRuntimeLibrary)), overwrite: true);
        }
    }

    /// <summary>The files of a published folder; null when <paramref name="folder"/> does not hold them.</summary>
    internal static ViewerAssets? FromPublishedFolder(string folder)
    {
        string ohif = Path.Combine(folder, OhifName);
        return File.Exists(Path.Combine(ohif, "index.html"))
            ? new ViewerAssets(ohif, Path.Combine(folder, ExtensionName), LibraryIn(Path.Combine(folder, NativeName)))
            : null;
    }

    /// <summary>Fetches the codecs with the first start, so that later ones need no network; without them everything else works.</summary>
    private static async Task PrefetchCodecsAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        try
        {
            await NpmCodecs.EnsureAsync(progress, cancellation);
        }
        catch (ViewerException reason)
        {
            progress?.Report($"Compressed images will be shown, but not decoded: {reason.Message}");
        }
    }

    /// <summary>The native library of this computer in a folder; null when there is none.</summary>
    internal static string? LibraryIn(string folder) =>
        NpmPackage.NativeLibraryNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static void CopyFolder(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
