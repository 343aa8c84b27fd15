using System.Security.Cryptography;

namespace OhifAlnPlugin.Segmentation;

/// <summary>A network that has passed every check. ONNX Runtime is given nothing else, so no caller can leave the checks out.</summary>
/// <remarks>
/// The bytes are read once: what was hashed and checked is what runs, whatever happens to the file meanwhile.
/// </remarks>
public sealed class OnnxModel
{
    /// <summary>No network is larger, bytes.</summary>
    public const long MostBytes = 1L << 30;

    private readonly byte[] _bytes;

    private OnnxModel(byte[] bytes, string sha256) => (_bytes, Sha256) = (bytes, sha256);

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The bytes of the file.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Writes the bytes that were checked.</summary>
    /// <param name="stream">Receives them.</param>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(_bytes);
    }

    /// <summary>Reads a registered network from its folder.</summary>
    /// <param name="folder">The registered folder.</param>
    /// <param name="name">Name of the file directly in that folder.</param>
    /// <param name="sha256">Digest under which the network is registered, 64 hexadecimal digits.</param>
    /// <returns>The network.</returns>
    /// <exception cref="OnnxModelRefusedException">
    /// The name leads out of the folder, also by a link; the file is missing or larger than <see cref="MostBytes"/>; its digest is another;
    /// or its content is not allowed (see <see cref="Check"/>).
    /// </exception>
    public static OnnxModel Read(string folder, string name, string sha256)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name is "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0'))
        {
            throw new OnnxModelRefusedException($"'{name}' is no file name: a network lies directly in its registered folder.");
        }

        FileInfo file = new(Path.Combine(folder, name));
        if (file.LinkTarget is not null)
        {
            throw new OnnxModelRefusedException($"{name} is a link to another place: a network lies itself in its registered folder.");
        }

        if (!file.Exists)
        {
            throw new OnnxModelRefusedException($"There is no network {name} in the registered folder.");
        }

        if (file.Length > MostBytes)
        {
            throw new OnnxModelRefusedException($"{name} has {file.Length} bytes; at most {MostBytes} are read.");
        }

        return Check(File.ReadAllBytes(file.FullName), sha256, name);
    }

    /// <summary>Checks the bytes of a network: the registered digest, weights inside the file, standard operators only.</summary>
    /// <param name="bytes">Bytes of an <c>.onnx</c> file; the caller gives them away.</param>
    /// <param name="sha256">Digest under which the network is registered, 64 hexadecimal digits.</param>
    /// <param name="name">Name for the messages.</param>
    /// <returns>The network.</returns>
    /// <exception cref="OnnxModelRefusedException">
    /// The digest is another; the bytes are no whole ONNX file; a tensor anywhere in it lies outside the file; or it uses an operator
    /// that is not of the standard domains <c>ai.onnx</c> and <c>ai.onnx.ml</c>.
    /// </exception>
    public static OnnxModel Check(byte[] bytes, string sha256, string name = "The network")
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentException.ThrowIfNullOrEmpty(sha256);
        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new OnnxModelRefusedException($"{name} is not the registered network: its SHA-256 is {found}, registered is {sha256}.");
        }

        OnnxModelCheck.Require(bytes, name);
        return new OnnxModel(bytes, found);
    }
}
