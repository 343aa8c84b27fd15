namespace OhifAlnPlugin.Server.Viewer;

/// <summary>
/// The codecs that OHIF uses, for the server's own decoding of compressed frames: pinned, fetched and published as the viewer is.
/// Of each package only the decoder is kept, under the name that the decoding script knows.
/// </summary>
internal static class NpmCodecs
{
    private const string FolderName = "codecs";

    /// <summary>The packages by the names that the decoding script knows.</summary>
    public static IReadOnlyDictionary<string, NpmPackage> Packages { get; } = new Dictionary<string, NpmPackage>
    {
        ["libjpeg-turbo"] = Codec(
            "@cornerstonejs/codec-libjpeg-turbo-8bit",
            "1.2.8",
            "qggTc0EAso+FAB4aND1wufjY/FnaVXKaJ/PAiabSksaAgf8jhCew+K3R4e3QWJI8SqcYczZFkhpVdFVwXG9ZgQ==",
            ("package/dist/libjpegturbowasm_decode.js", "libjpegturbowasm_decode.js"),
            ("package/dist/libjpegturbowasm_decode.wasm", "libjpegturbowasm_decode.wasm")),
        ["jpeg-lossless"] = Codec(
            "@cornerstonejs/jpeg-lossless-decoder-js",
            "2.2.1",
            "cDCv7dm3qw9kbxCydvj0UGbNQcsPmTwcyd9SQXkBt34CDgSBeb8Xvj0Gz9HlJ+7DIKOFMTazF1oDJSu0pcCKmg==",
            ("package/release/lossless.js", "lossless.mjs")),
        ["charls"] = Codec(
            "@cornerstonejs/codec-charls",
            "1.2.7",
            "kNfQ7J8LIrfQUbt56fPJ0SEvevLlAAbsLHjqPS4DUDWVSuAHb5Fn0cMIV/U0SYkJRJqKvzyLJYF1hl7/xQGqLQ==",
            ("package/dist/charlswasm_decode.js", "charlswasm_decode.js"),
            ("package/dist/charlswasm_decode.wasm", "charlswasm_decode.wasm")),
        ["openjpeg"] = Codec(
            "@cornerstonejs/codec-openjpeg",
            "1.3.6",
            "bSdZXF+2GxfBkWHUr7yGLQtIwbAm9wOl3e4ARee/9Z9lfKyVqhUCixI6+ZjIn9YKTIuDcn/NZNK94XEUg1SBtw==",
            ("package/dist/openjpegwasm_decode.js", "openjpegwasm_decode.js"),
            ("package/dist/openjpegwasm_decode.wasm", "openjpegwasm_decode.wasm")),
        ["openjph"] = Codec(
            "@cornerstonejs/codec-openjph",
            "2.4.11",
            "NzwCYevGSj2JOuP7BztxrOd5WnJ86gOGLv3sq36jZxxHUXoDo1YhzizHiYz+T7GQqkzbfaQcwSyxsRogzGFIPQ==",
            ("package/dist/openjphjs.js", "openjphjs.js"),
            ("package/dist/openjphjs.wasm", "openjphjs.wasm")),
    };

    /// <summary>The codecs' folders: those of a published folder, else from the user's cache, fetched when they are missing.</summary>
    /// <param name="progress">Receives a sentence when something takes time.</param>
    /// <param name="cancellation">Stops fetching.</param>
    /// <exception cref="ViewerException">They cannot be had; the message says why and what to do.</exception>
    public static Task<IReadOnlyDictionary<string, string>> EnsureAsync(IProgress<string>? progress, CancellationToken cancellation) =>
        NpmFolders.EnsureAsync(FolderName, Packages, progress, cancellation);

    /// <summary>Copies the codecs into the <c>viewer/</c> of a published folder.</summary>
    public static void Copy(IReadOnlyDictionary<string, string> folders, string viewer) => NpmFolders.Copy(folders, Path.Combine(viewer, FolderName));

    private static NpmPackage Codec(string name, string version, string integrity, params (string Entry, string Name)[] files)
    {
        (string Entry, string Name)[] kept = [.. files, ("package/LICENSE", "LICENSE")];
        return new(name, version, integrity, 1, "", entry => Array.Find(kept, file => file.Entry == entry).Name) { IsServed = false };
    }
}
