namespace OhifAlnPlugin.Radscore;

/// <summary>Where a bundle comes from: enough to make it again.</summary>
public sealed record BundleProvenance
{
    /// <summary>Product and version that made it.</summary>
    public required string Producer { get; init; }

    /// <summary>The command that makes the same bytes again.</summary>
    public required string Command { get; init; }

    /// <summary>Seed of every random step.</summary>
    public required long Seed { get; init; }

    /// <summary>SHA-256 of each input, by name.</summary>
    public required IReadOnlyList<FileDigest> Inputs { get; init; }
}

/// <summary>A name and the SHA-256 of its bytes, lower-case hexadecimal.</summary>
/// <param name="Name">File name or name of an input.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
public sealed record FileDigest(string Name, string Sha256);
