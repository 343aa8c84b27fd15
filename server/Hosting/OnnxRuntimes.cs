using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>Gives the networks the ONNX Runtime that comes with the viewer.</summary>
internal static class OnnxRuntimes
{
    /// <inheritdoc cref="OnnxRuntimePackage"/>
    public static async Task<string> EnsureAsync(CancellationToken cancellation)
    {
        try
        {
            return await NpmOnnxRuntime.EnsureAsync(progress: null, cancellation);
        }
        catch (ViewerException reason)
        {
            throw new NetworkUnavailableException(reason.Message, reason);
        }
    }
}
