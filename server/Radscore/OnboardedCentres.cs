using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The centres that were onboarded here, one file each, kept by the bundle that they were estimated for: another model needs its own.</summary>
/// <param name="folder">Folder of the files; it need not exist.</param>
internal sealed class OnboardedCentres(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private readonly ConcurrentDictionary<string, (DateTime Written, CombatCentre Centre)> _read = new(StringComparer.Ordinal);

    /// <summary>Name of the folder below a data folder.</summary>
    public const string FolderName = "centres";

    /// <summary>The centres onboarded to a bundle, by name.</summary>
    /// <exception cref="RadscoreBundleException">A file is damaged; the message names it.</exception>
    public IReadOnlyList<CombatCentre> Of(RadscoreBundle bundle)
    {
        string own = FolderOf(bundle);
        return Directory.Exists(own)
            ? [.. Directory.EnumerateFiles(own, "*.json").Select(Read).OrderBy(c => c.Name, StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Keeps a centre; complete or not at all.</summary>
    public void Keep(RadscoreBundle bundle, CombatCentre centre)
    {
        Directory.CreateDirectory(FolderOf(bundle));
        WholeFile.Write(PathOf(bundle, centre.Name), file => JsonSerializer.Serialize(file, centre, Json));
    }

    /// <summary>Forgets a centre.</summary>
    /// <returns>Whether there was one of this name.</returns>
    public bool Remove(RadscoreBundle bundle, string name)
    {
        string path = PathOf(bundle, name);
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    private CombatCentre Read(string path)
    {
        DateTime written = File.GetLastWriteTimeUtc(path);
        if (_read.TryGetValue(path, out var known) && known.Written == written)
        {
            return known.Centre;
        }

        try
        {
            CombatCentre centre = JsonSerializer.Deserialize<CombatCentre>(File.ReadAllText(path), Json) ?? throw new JsonException("It holds 'null'.");
            _read[path] = (written, centre);
            return centre;
        }
        catch (Exception damaged) when (damaged is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RadscoreBundleException($"The onboarded centre in {path} cannot be read: {damaged.Message} Delete the file and onboard the centre again.", damaged);
        }
    }

    private string FolderOf(RadscoreBundle bundle) => Path.Combine(folder, bundle.Digest);

    /// <summary>Any name makes a file name of its own; names that differ by case or outer spaces alone are the same centre.</summary>
    private string PathOf(RadscoreBundle bundle, string name) =>
        Path.Combine(FolderOf(bundle), $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToUpperInvariant())))[..32]}.json");
}
