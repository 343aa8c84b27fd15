using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Hosting;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>The segmentation models for a verb, with the settings of the environment (<c>Segmentation__Model</c> and the others), as the server has them.</summary>
internal sealed class CommandNetworks : IDisposable
{
    private CommandNetworks(NetworkRegistry registry, NetworkOptions options)
    {
        Registry = registry;
        Engine = new NetworkEngine(registry, options, OnnxRuntimes.EnsureAsync);
        Models = new ProposalModels(registry, Engine, options);
    }

    /// <summary>The networks of the data folder and of the product.</summary>
    public NetworkRegistry Registry { get; }

    /// <summary>Runs them.</summary>
    public NetworkEngine Engine { get; }

    /// <summary>All that can be named.</summary>
    public ProposalModels Models { get; }

    /// <summary>Opens the registry; ONNX Runtime is loaded with the first network.</summary>
    /// <param name="dataFolder">The data folder; need not exist.</param>
    public static CommandNetworks Open(string dataFolder)
    {
        IConfiguration settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        NetworkOptions options = settings.GetSection(NetworkOptions.Section).Get<NetworkOptions>() ?? new NetworkOptions();
        return new CommandNetworks(new NetworkRegistry(dataFolder, NetworkRegistry.Shipped, options.AllowedNetworks), options);
    }

    /// <summary>Releases ONNX Runtime.</summary>
    public void Dispose() => Engine.Dispose();
}
