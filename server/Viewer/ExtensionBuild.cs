using System.Security.Cryptography;
using System.Text;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Builds the viewer extension from its sources with npm and esbuild when its output is missing or older.</summary>
internal static class ExtensionBuild
{
    private const string Stamp = ".built-from";

    /// <summary>The folder <c>extension-js</c> of the repository that the running program was built in; null in a published folder.</summary>
    public static string? FindSources()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "extension-js");
            if (File.Exists(Path.Combine(candidate, "build.mjs")))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The folder with the built extension.</summary>
    /// <exception cref="ViewerException">No Node, no npm, no network for the first build, or an error in the sources.</exception>
    public static async Task<string> EnsureAsync(string sources, string cache, IProgress<string>? progress, CancellationToken cancellation)
    {
        string output = Path.Combine(sources, "dist");
        string digest = DigestOfSources(sources);
        if (IsCurrent(output, digest))
        {
            return output;
        }

        using IDisposable alone = await ViewerCache.LockAsync(cache, "extension-build", cancellation);
        if (IsCurrent(output, digest))
        {
            return output;
        }

        await InstallAsync(sources, withTests: false, progress, cancellation);
        progress?.Report("Building the viewer extension");
        await NodeTools.RunAsync("node", ["build.mjs"], sources, "build the viewer extension", cancellation);
        await File.WriteAllTextAsync(Path.Combine(output, Stamp), digest, cancellation);
        return output;
    }

    /// <summary>Installs the npm packages of the extension's lock file unless they are there already.</summary>
    /// <param name="withTests">Also what type checking and the unit tests need.</param>
    public static async Task InstallAsync(string sources, bool withTests, IProgress<string>? progress, CancellationToken cancellation)
    {
        string stamp = Path.Combine(sources, "node_modules", ".installed-from");
        string digest = Digest([Path.Combine(sources, "package-lock.json")]);
        string have = File.Exists(stamp) ? await File.ReadAllTextAsync(stamp, cancellation) : "";
        if (have == digest + " all" || (have == digest && !withTests))
        {
            return;
        }

        progress?.Report("Installing the npm packages that build the viewer extension (once)");
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        await NodeTools.RunAsync(
            NodeTools.Npm,
            withTests ? arguments : [.. arguments, "--omit=dev"],
            sources,
            "install the npm packages of the viewer extension",
            cancellation);
        await File.WriteAllTextAsync(stamp, withTests ? digest + " all" : digest, cancellation);
    }

    private static bool IsCurrent(string output, string digest)
    {
        string stamp = Path.Combine(output, Stamp);
        return File.Exists(stamp) && File.ReadAllText(stamp) == digest;
    }

    private static string DigestOfSources(string sources) => Digest(
    [
        Path.Combine(sources, "build.mjs"),
        Path.Combine(sources, "package-lock.json"),
        .. Directory.GetFiles(Path.Combine(sources, "src"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ]);

    private static string Digest(string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
