using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>Registers what proposes VOIs.</summary>
internal static class NetworkServices
{
    /// <summary>Registers the networks of the data folder and the running of them.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="package">Finds ONNX Runtime.</param>
    public static IServiceCollection AddNetworks(this IServiceCollection services, OnnxRuntimePackage package)
    {
        services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section);
        services.AddSingleton(package);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<NetworkOptions>>().Value);
        services.AddSingleton(provider => new NetworkRegistry(
            provider.GetRequiredService<DataFolder>().Root, NetworkRegistry.Shipped, provider.GetRequiredService<NetworkOptions>().AllowedNetworks));
        services.AddSingleton<NetworkEngine>();
        services.AddSingleton<ProposalModels>();
        return services;
    }
}
