using System.Runtime.InteropServices;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>A package that the viewer takes from npm: pinned by version and digest, unpacked without what is not needed.</summary>
/// <param name="Name">Package name as npm writes it, e.g. <c>@ohif/app</c>.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Integrity">SHA-512 of the tarball in base64, as npm publishes it after <c>sha512-</c>.</param>
/// <param name="Megabytes">Size of the tarball, for the progress message.</param>
/// <param name="Variant">Part of the folder name where the files kept depend on the computer; else empty.</param>
/// <param name="Place">Where an entry of the tarball goes, relative to the unpacked folder; null leaves it out.</param>
internal sealed record NpmPackage(string Name, string Version, string Integrity, int Megabytes, string Variant, Func<string, string?> Place)
{
    /// <summary>The prebuilt OHIF viewer, without its ONNX runtime, slide microscopy and source maps (204 MB become 49 MB).</summary>
    public static NpmPackage Ohif { get; } = new(
        "@ohif/app",
        "3.13.2",
        "WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==",
        50,
        "",
        PlaceOhif);

    /// <summary>Microsoft's ONNX Runtime: of its files only the native library of this computer.</summary>
    public static NpmPackage OnnxRuntime { get; } = new(
        "onnxruntime-node",
        "1.30.0",
        "twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==",
        80,
        $"-{Platform}-{Architecture}",
        PlaceOnnxRuntime);

    /// <summary>Whether browsers get its files: text and WebAssembly are then also kept compressed.</summary>
    public bool IsServed { get; init; } = true;

    /// <summary>Name of the unpacked folder; the digest is part of it, so a changed pin is fetched anew.</summary>
    public string FolderName =>
        $"{Name.TrimStart('@').Replace('/', '-')}-{Version}-{Convert.ToHexStringLower(Convert.FromBase64String(Integrity))[..12]}{Variant}";

    private static string Platform => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

    private static string? PlaceOhif(string entry)
    {
        const string root = "package/dist/";
        if (entry == "package/LICENSE")
        {
            return "LICENSE";
        }

        if (!entry.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        string path = entry[root.Length..];
        bool unused = path.StartsWith("ort/", StringComparison.Ordinal)
            || path.StartsWith("dicom-microscopy-viewer/", StringComparison.Ordinal)
            || path.EndsWith(".map", StringComparison.Ordinal)
            || path == "app-config.js";
        return unused ? null : path;
    }

    private static string? PlaceOnnxRuntime(string entry)
    {
        string root = $"package/bin/napi-v6/{Platform}/{Architecture}/";
        string name = entry[(entry.LastIndexOf('/') + 1)..];
        return entry.StartsWith(root, StringComparison.Ordinal) && NativeLibraryNames.Contains(name, StringComparer.Ordinal) ? name : null;
    }

    /// <summary>File names of the ONNX Runtime library on Linux, macOS and Windows.</summary>
    public static IReadOnlyList<string> NativeLibraryNames { get; } =
        ["libonnxruntime.so.1", "libonnxruntime.1.dylib", "onnxruntime.dll"];
}
