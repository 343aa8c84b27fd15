using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>A network of the registry.</summary>
/// <param name="Name">Name under which it is asked for.</param>
/// <param name="Folder">Folder with its two files.</param>
/// <param name="Shipped">Whether it comes with the product.</param>
/// <param name="Card">Its card; null when it cannot be used.</param>
/// <param name="Problem">Why it cannot be used, as a sentence; null when it can.</param>
internal sealed record RegisteredNetwork(string Name, string Folder, bool Shipped, NetworkCard? Card, string? Problem)
{
    /// <summary>File of the network.</summary>
    public const string NetworkName = "model.onnx";

    /// <summary>File of the card.</summary>
    public const string CardName = "model.json";

    /// <summary>Reads and checks the network's file.</summary>
    /// <exception cref="NetworkUnavailableException">It cannot be used; the message says why.</exception>
    public (NetworkCard Card, OnnxModel Network) Read()
    {
        if (Card is null)
        {
            throw new NetworkUnavailableException(Problem!);
        }

        try
        {
            return (Card, OnnxModel.Read(Folder, NetworkName, Card.Sha256));
        }
        catch (Exception refused) when (refused is OnnxModelRefusedException or IOException or UnauthorizedAccessException)
        {
            throw new NetworkUnavailableException($"The network {Name} cannot be used: {refused.Message}", refused);
        }
    }
}
