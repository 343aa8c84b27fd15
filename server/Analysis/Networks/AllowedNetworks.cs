using System.Security.Cryptography;
using System.Text.Json;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>
/// The list of networks that somebody has added to a data folder: by the digests of network and card. Files that merely lie in the
/// registry, or were changed since, are not run.
/// </summary>
/// <param name="file">The list, JSON; need not exist.</param>
internal sealed class AllowedNetworks(string file)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Whether a network was added with exactly these files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sha256">Digest of the network.</param>
    /// <param name="card">Bytes of its card.</param>
    public bool Contains(string name, string sha256, ReadOnlySpan<byte> card)
    {
        string cardDigest = DigestOf(card);
        return Read().Any(a => a.Name == name && a.Network == sha256 && a.Card == cardDigest);
    }

    /// <summary>Adds a network; an earlier one of its name is replaced.</summary>
    public void Add(string name, string sha256, ReadOnlySpan<byte> card)
    {
        string cardDigest = DigestOf(card);
        Write([.. Read().Where(a => a.Name != name), new(name, sha256, cardDigest)]);
    }

    /// <summary>Removes a network.</summary>
    public void Remove(string name) => Write([.. Read().Where(a => a.Name != name)]);

    private static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private Allowed[] Read()
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<Allowed[]>(stream, Json) ?? [];
        }
        catch (JsonException broken)
        {
            throw new NetworkUnavailableException($"The list of allowed networks {file} cannot be read: {broken.Message} Add the networks again with 'aln model add'.", broken);
        }
    }

    private void Write(Allowed[] all) => WholeFile.Write(file, stream => JsonSerializer.Serialize(stream, all, Json));

    /// <summary>One added network.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Network">SHA-256 of <c>model.onnx</c>.</param>
    /// <param name="Card">SHA-256 of <c>model.json</c>.</param>
    private sealed record Allowed(string Name, string Network, string Card);
}
