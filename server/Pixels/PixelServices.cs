using OhifAlnPlugin.Dicom.Codestreams;

namespace OhifAlnPlugin.Server.Pixels;

/// <summary>Registers the decoding of compressed frames.</summary>
internal static class PixelServices
{
    /// <summary>Registers the pool of decoding processes, and as <see cref="IFrameCodec"/> its patient side, which the analysis uses.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="packages">Finds the codecs.</param>
    public static IServiceCollection AddPixels(this IServiceCollection services, CodecPackages packages)
    {
        services.AddOptions<PixelOptions>().BindConfiguration(PixelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(packages);
        services.AddSingleton<CodecPool>();
        services.AddSingleton(provider => provider.GetRequiredService<CodecPool>().Patient);
        return services;
    }
}
