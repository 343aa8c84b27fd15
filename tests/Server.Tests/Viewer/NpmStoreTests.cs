using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Tests.Viewer;

public sealed class NpmStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tarball_with_the_pinned_digest_is_accepted()
    {
        string tarball = Tarball(("package/dist/index.html", "<html>"));
        await NpmStore.VerifyAsync(Package(tarball), tarball, CancellationToken.None);
    }

    [Fact]
    public async Task A_tarball_with_another_digest_is_refused_by_naming_both()
    {
        string tarball = Tarball(("package/dist/index.html", "<html>"));
        NpmPackage package = Package(tarball);
        await File.AppendAllTextAsync(tarball, "x");
        string found = Convert.ToBase64String(SHA512.HashData(await File.ReadAllBytesAsync(tarball)));
        ViewerException refused = await Should.ThrowAsync<ViewerException>(() => NpmStore.VerifyAsync(package, tarball, CancellationToken.None));
        refused.Message.ShouldContain(found);
        refused.Message.ShouldContain(package.Integrity);
    }

    [Fact]
    public async Task Unwanted_files_are_left_out_and_text_is_also_kept_compressed()
    {
        string tarball = Tarball(
            ("package/dist/index.html", "<html>"),
            ("package/dist/ort/model.wasm", "large"),
            ("package/dist/app.js.map", "{}"),
            ("package/dist/assets/logo.png", "png"),
            ("package/package.json", "{}"),
            ("package/LICENSE", "MIT"));
        string target = Path.Combine(_folder.Path, "unpacked");
        await NpmStore.UnpackAsync(NpmPackage.Ohif, tarball, target, CancellationToken.None);
        Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(target, file).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .ShouldBe(["LICENSE", "assets/logo.png", "index.html", "index.html.gz"]);
    }

    [Fact]
    public async Task A_path_that_leaves_its_folder_is_refused()
    {
        string tarball = Tarball(("package/dist/../../../evil.js", "x"));
        ViewerException refused = await Should.ThrowAsync<ViewerException>(() =>
            NpmStore.UnpackAsync(NpmPackage.Ohif, tarball, Path.Combine(_folder.Path, "unpacked"), CancellationToken.None));
        refused.Message.ShouldContain("evil.js");
        File.Exists(Path.Combine(_folder.Path, "evil.js")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_in_the_cache_is_taken_without_npm()
    {
        string cached = Path.Combine(_folder.Path, NpmPackage.Ohif.FolderName);
        Directory.CreateDirectory(cached);
        (await new NpmStore(_folder.Path, progress: null).EnsureAsync(NpmPackage.Ohif, CancellationToken.None)).ShouldBe(cached);
    }

    private static NpmPackage Package(string tarball) =>
        new("@test/package", "1.0.0", Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(tarball))), 1, "", path => path);

    private string Tarball(params (string Name, string Content)[] entries)
    {
        string path = Path.Combine(_folder.Path, "package.tgz");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach ((string name, string content) in entries)
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return path;
    }
}
