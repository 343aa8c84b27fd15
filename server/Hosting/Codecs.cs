using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>Gives the decoding of compressed frames the codecs that come with the viewer.</summary>
internal static class Codecs
{
    /// <inheritdoc cref="CodecPackages"/>
    public static async Task<IReadOnlyDictionary<string, string>> EnsureAsync(CancellationToken cancellation)
    {
        try
        {
            return await NpmCodecs.EnsureAsync(progress: null, cancellation);
        }
        catch (ViewerException reason)
        {
            throw new CodecUnavailableException(reason.Message, reason);
        }
    }
}
