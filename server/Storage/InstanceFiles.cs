using System.Security.Cryptography;
using System.Text;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Where an instance's file lies: under the SHA-256 of its SOP Instance UID, spread over 256 folders.
/// What a file from outside says about itself never becomes part of a path.
/// </summary>
internal sealed class InstanceFiles(DataFolder data)
{
    private const string Extension = ".dcm";

    /// <summary>File name of an instance: 64 hexadecimal digits and the extension.</summary>
    public static string NameOf(string sopInstanceUid) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(sopInstanceUid))) + Extension;

    /// <summary>Absolute path of a name made by <see cref="NameOf"/>.</summary>
    public string PathOf(string name) => Path.Combine(data.Instances, name[..2], name);

    /// <summary>Moves a staged file to its place; durable once <see cref="DurableFiles.FlushFolder"/> has run on its folder.</summary>
    /// <returns>The folder to flush.</returns>
    public string Take(StagedFile file, string name)
    {
        string target = PathOf(name);
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DurableFiles.FlushFolder(data.Instances);
        }

        File.Move(file.Path, target, overwrite: true);
        return folder;
    }

    /// <summary>Every file of the store, in no order.</summary>
    public IEnumerable<string> Enumerate() =>
        Directory.EnumerateDirectories(data.Instances).SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension));
}
