using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Fetches pinned npm packages once, checks their digest and keeps them unpacked in the user's cache.</summary>
/// <param name="folder">The cache folder.</param>
/// <param name="progress">Receives a sentence when something takes time.</param>
internal sealed class NpmStore(string folder, IProgress<string>? progress)
{
    private static readonly string[] Compressible = [".js", ".css", ".wasm", ".json", ".svg", ".html"];

    /// <summary>The package's unpacked folder; fetched through the npm client when it is not there yet.</summary>
    /// <exception cref="ViewerException">No npm, no network, or a tarball that is not the pinned one.</exception>
    public async Task<string> EnsureAsync(NpmPackage package, CancellationToken cancellation)
    {
        string target = Path.Combine(folder, package.FolderName);
        if (Directory.Exists(target))
        {
            return target;
        }

        using IDisposable alone = await ViewerCache.LockAsync(folder, package.FolderName, cancellation);
        if (Directory.Exists(target))
        {
            return target;
        }

        string work = Path.Combine(folder, $"unfinished-{Guid.NewGuid():N}");
        Directory.CreateDirectory(work);
        try
        {
            progress?.Report($"Fetching {package.Name} {package.Version} with npm ({package.Megabytes} MB, once)");
            string tarball = await PackAsync(package, work, cancellation);
            await VerifyAsync(package, tarball, cancellation);
            progress?.Report($"Unpacking {package.Name} {package.Version}");
            string unpacked = Path.Combine(work, "unpacked");
            await UnpackAsync(package, tarball, unpacked, cancellation);
            Directory.Move(unpacked, target);
            return target;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Refuses a tarball whose SHA-512 is not the pinned one.</summary>
    internal static async Task VerifyAsync(NpmPackage package, string tarball, CancellationToken cancellation)
    {
        await using FileStream stream = File.OpenRead(tarball);
        string found = Convert.ToBase64String(await SHA512.HashDataAsync(stream, cancellation));
        if (found != package.Integrity)
        {
            throw new ViewerException(
                $"The tarball of {package.Name} {package.Version} is not the expected one: its SHA-512 is {found}, pinned is {package.Integrity}. Nothing was installed.");
        }
    }

    /// <summary>Unpacks the wanted files; text and WebAssembly also as <c>.gz</c>, to be sent as they are.</summary>
    internal static async Task UnpackAsync(NpmPackage package, string tarball, string target, CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        await using var tar = new TarReader(new GZipStream(File.OpenRead(tarball), CompressionMode.Decompress));
        while (await tar.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || package.Place(entry.Name) is not { } place)
            {
                continue;
            }

            string path = Path.GetFullPath(Path.Combine(target, place));
            if (!path.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new ViewerException($"The tarball of {package.Name} holds the path '{entry.Name}', which leaves its folder. Nothing was installed.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: false, cancellation);
            if (package.IsServed && Compressible.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                await CompressAsync(path, cancellation);
            }
        }
    }

    /// <summary>What npm is asked for; it writes its errors, so that a missing network can be told from a missing package.</summary>
    internal static string[] PackArguments(NpmPackage package, string folder) =>
        ["pack", $"{package.Name}@{package.Version}", "--pack-destination", folder, "--ignore-scripts", "--loglevel=error"];

    private static async Task<string> PackAsync(NpmPackage package, string work, CancellationToken cancellation)
    {
        await NodeTools.RunAsync(
            NodeTools.Npm,
            PackArguments(package, work),
            work,
            $"fetch {package.Name} {package.Version}",
            cancellation);
        return Directory.GetFiles(work, "*.tgz") is [var tarball]
            ? tarball
            : throw new ViewerException($"npm said that it fetched {package.Name} {package.Version}, but left no tarball.");
    }

    private static async Task CompressAsync(string path, CancellationToken cancellation)
    {
        await using FileStream plain = File.OpenRead(path);
        await using var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Optimal);
        await plain.CopyToAsync(packed, cancellation);
    }
}
