using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation;

/// <summary>
/// A test that runs ONNX Runtime: from the file that <c>ALN_ONNXRUNTIME</c> names, else from the server's npm cache. Where there
/// is none it is skipped and says so; in CI it never skips: it fails.
/// </summary>
internal sealed class OnnxRuntimeFactAttribute : FactAttribute
{
    private static readonly Lazy<OnnxRuntimeLibrary> Loaded = new(() => OnnxRuntimeLibrary.Load(LibraryPath!));

    public OnnxRuntimeFactAttribute()
    {
        if (LibraryPath is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs ONNX Runtime: start the server's demo once, or set ALN_ONNXRUNTIME to its library.";
        }
    }

    /// <summary>The library file, or null where there is none.</summary>
    public static string? LibraryPath { get; } = Find();

    /// <summary>The library, loaded once for all tests.</summary>
    public static OnnxRuntimeLibrary Library => Loaded.Value;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ALN_ONNXRUNTIME") is { Length: > 0 } given)
        {
            return given;
        }

        string cache = Environment.GetEnvironmentVariable("ALN_CACHE") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "aln");
        return !Directory.Exists(cache) ? null
            : Directory.EnumerateFiles(cache, "*onnxruntime*", SearchOption.AllDirectories)
                .FirstOrDefault(f => Path.GetFileName(f) is "libonnxruntime.so.1" or "libonnxruntime.1.dylib" or "onnxruntime.dll");
    }
}
