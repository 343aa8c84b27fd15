using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Pixels;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>The decoding of compressed frames for a verb, with the settings of the environment (<c>Pixels__Node</c> and the others), as the server has them.</summary>
internal static class CommandCodecs
{
    /// <summary>Processes start with the first compressed frame and end with the pool.</summary>
    public static CodecPool Open()
    {
        IConfiguration settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        PixelOptions options = settings.GetSection(PixelOptions.Section).Get<PixelOptions>() ?? new PixelOptions();
        return new CodecPool(Options.Create(options), Codecs.EnsureAsync, NullLogger<CodecPool>.Instance);
    }
}
