using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>
/// The networks that can be asked for: those that come with the product, and those that were added to the data folder. Each is a folder
/// with <c>model.onnx</c> and <c>model.json</c>.
/// </summary>
internal sealed class NetworkRegistry
{
    private const string FolderName = "networks", AllowedName = "allowed.json", ChoiceName = "use.txt";

    private readonly string _root, _shipped;
    private readonly IReadOnlyList<string> _only;
    private readonly AllowedNetworks _allowed;

    /// <summary>Opens the registry.</summary>
    /// <param name="dataFolder">The data folder; need not exist.</param>
    /// <param name="shipped">Folder of what comes with the product; need not exist.</param>
    /// <param name="only">SHA-256 of the networks that may be run; empty for all that are registered.</param>
    public NetworkRegistry(string dataFolder, string shipped, IReadOnlyList<string> only)
    {
        (_root, _shipped, _only) = (Path.Combine(Path.GetFullPath(dataFolder), FolderName), shipped, only);
        _allowed = new AllowedNetworks(Path.Combine(_root, AllowedName));
    }

    /// <summary>Folder beside the executable, where the models that come with the product are.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The name chosen for this data folder; null when none was.</summary>
    public string? Choice => Path.Combine(_root, ChoiceName) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    /// <summary>All networks by name; of equal names the added one counts.</summary>
    public IReadOnlyList<RegisteredNetwork> List() =>
        [.. In(_root, shipped: false).Concat(In(_shipped, shipped: true)).DistinctBy(n => n.Name).OrderBy(n => n.Name, StringComparer.Ordinal)];

    /// <summary>The network of a name; null when there is none.</summary>
    public RegisteredNetwork? Find(string name) => List().FirstOrDefault(n => n.Name == name);

    /// <summary>Adds a network to the data folder, after every check that can be made without running it.</summary>
    /// <param name="network">Its file.</param>
    /// <param name="card">Its card.</param>
    /// <returns>The registered network; one of the same name is replaced.</returns>
    /// <exception cref="NetworkUnavailableException">A file is missing, or refused; the message says why.</exception>
    public RegisteredNetwork Add(string network, string card)
    {
        try
        {
            byte[] cardBytes = ReadSmall(card);
            NetworkCard read = NetworkCard.Read(cardBytes, Path.GetFileName(card));
            RequireOnly(read);
            string whole = Path.GetFullPath(network);
            OnnxModel checkedModel = OnnxModel.Read(Path.GetDirectoryName(whole)!, Path.GetFileName(whole), read.Sha256);
            string target = Directory.CreateDirectory(Path.Combine(_root, read.Id)).FullName;
            WholeFile.Write(Path.Combine(target, RegisteredNetwork.NetworkName), checkedModel.WriteTo);
            WholeFile.Write(Path.Combine(target, RegisteredNetwork.CardName), stream => stream.Write(cardBytes));
            _allowed.Add(read.Id, read.Sha256, cardBytes);
            return Open(target, shipped: false);
        }
        catch (Exception refused) when (refused is OnnxModelRefusedException or IOException or UnauthorizedAccessException)
        {
            throw new NetworkUnavailableException($"The network was not added: {refused.Message}", refused);
        }
    }

    /// <summary>Removes a network that was added; the choice of it goes too.</summary>
    /// <exception cref="NetworkUnavailableException">There is none, or it comes with the product.</exception>
    public void Remove(string name)
    {
        if (Find(name) is not { } found)
        {
            throw Unknown(name);
        }

        if (found.Shipped)
        {
            throw new NetworkUnavailableException($"The network {name} comes with the product and cannot be removed. To use another one: aln model use NAME.");
        }

        _allowed.Remove(name);
        Directory.Delete(found.Folder, recursive: true);
        if (Choice == name)
        {
            Choose(null);
        }
    }

    /// <summary>Keeps the choice of a name for this data folder.</summary>
    /// <param name="name">The name, checked by the caller; null for none.</param>
    public void Choose(string? name)
    {
        string file = Path.Combine(Directory.CreateDirectory(_root).FullName, ChoiceName);
        if (name is null)
        {
            File.Delete(file);
            return;
        }

        WholeFile.Write(file, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(name + "\n")));
    }

    /// <summary>Nobody knows the name.</summary>
    public NetworkUnavailableException Unknown(string name) =>
        new($"There is no network '{(name.Length <= 64 ? name : name[..64])}'; there {(List() is { Count: > 0 } all ? $"are {string.Join(", ", all.Select(n => n.Name))}" : "is none")}.");

    private static byte[] ReadSmall(string card)
    {
        const long most = 1 << 20;
        var file = new FileInfo(card);
        return !file.Exists ? throw new OnnxModelRefusedException($"there is no card {file.FullName}.")
            : file.Length > most ? throw new OnnxModelRefusedException($"{card} has {file.Length} bytes; a card has at most {most}.")
            : File.ReadAllBytes(card);
    }

    private IEnumerable<RegisteredNetwork> In(string folder, bool shipped) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, RegisteredNetwork.CardName))).Select(d => Open(d, shipped));

    private RegisteredNetwork Open(string folder, bool shipped)
    {
        string name = Path.GetFileName(folder);
        try
        {
            byte[] bytes = ReadSmall(Path.Combine(folder, RegisteredNetwork.CardName));
            NetworkCard card = NetworkCard.Read(bytes, $"{name}/{RegisteredNetwork.CardName}");
            RequireOnly(card);
            string? problem = card.Id != name ? $"The network in the folder {name} calls itself {card.Id}: folder and id must be equal."
                : !shipped && !_allowed.Contains(name, card.Sha256, bytes) ? $"The network {name} is not allowed: its files were not added by 'aln model add', or changed since."
                : null;
            return new(name, folder, shipped, problem is null ? card : null, problem);
        }
        catch (Exception refused) when (refused is OnnxModelRefusedException or NetworkUnavailableException or IOException or UnauthorizedAccessException)
        {
            return new(name, folder, shipped, null, refused.Message);
        }
    }

    private void RequireOnly(NetworkCard card)
    {
        if (_only.Count > 0 && !_only.Contains(card.Sha256, StringComparer.OrdinalIgnoreCase))
        {
            throw new OnnxModelRefusedException($"The network {card.Id} is not allowed here: its SHA-256 {card.Sha256} is not among those in {NetworkOptions.Section}:{nameof(NetworkOptions.AllowedNetworks)}.");
        }
    }
}
