using System.Runtime.InteropServices;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>ONNX Runtime's native library, fetched and published as the viewer is.</summary>
internal static class NpmOnnxRuntime
{
    /// <summary>The library's file: that of a published folder, else from the user's cache, fetched when it is missing.</summary>
    /// <param name="progress">Receives a sentence when something takes time.</param>
    /// <param name="cancellation">Stops fetching.</param>
    /// <exception cref="ViewerException">It cannot be had; the message says why and what to do.</exception>
    public static async Task<string> EnsureAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        string published = Path.Combine(AppContext.BaseDirectory, "viewer", ViewerAssets.NativeName);
        string folder = Directory.Exists(published)
            ? published
            : await new NpmStore(ViewerCache.DefaultFolder(), progress).EnsureAsync(NpmPackage.OnnxRuntime, cancellation);
        return ViewerAssets.LibraryIn(folder) ?? throw new ViewerException(
            $"There is no ONNX Runtime for this computer ({RuntimeInformation.RuntimeIdentifier}) in {folder}: name the file of its library in the setting Segmentation:OnnxRuntimeLibrary.");
    }
}
