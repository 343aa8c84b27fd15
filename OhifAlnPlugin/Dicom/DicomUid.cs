using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>What PS3.6 Annex A says of a unique identifier.</summary>
/// <param name="Uid">The identifier.</param>
/// <param name="Keyword">Keyword, for example <c>MRImageStorage</c>.</param>
/// <param name="Name">Name, for example <c>MR Image Storage</c>.</param>
/// <param name="Kind">Type, for example <c>SOP Class</c> or <c>Transfer Syntax</c>.</param>
/// <param name="IsRetired">Whether the standard has retired it.</param>
public sealed record DicomUidEntry(string Uid, string Keyword, string Name, string Kind, bool IsRetired);

/// <summary>Unique identifiers (PS3.5 chapter 9): those of PS3.6 Annex A as constants, their registry, and identifiers made from names.</summary>
public static partial class DicomUid
{
    /// <summary>Longest identifier, characters.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> UidCharacters = SearchValues.Create("0123456789.");

    /// <summary>Every identifier of PS3.6 Annex A, in its order.</summary>
    public static IReadOnlyList<DicomUidEntry> All { get; } =
        [.. EmbeddedTable.Rows("uids.tsv").Select(row => new DicomUidEntry(row[0], row[2], row[4], row[1], row[3].Length > 0))];

    private static readonly FrozenDictionary<string, DicomUidEntry> Registry = All.ToFrozenDictionary(entry => entry.Uid, StringComparer.Ordinal);

    /// <summary>Looks an identifier up in the registry.</summary>
    /// <param name="uid">The identifier.</param>
    /// <returns>The entry, or null when the standard does not list it.</returns>
    public static DicomUidEntry? Find(string uid) => Registry.GetValueOrDefault(uid);

    /// <summary>Whether a text is safe to use as an identifier: 1 to 64 characters, digits and dots only.</summary>
    /// <param name="uid">The text; leading zeros of a component, forbidden by the standard but met in practice, are let through.</param>
    public static bool IsValid(string? uid) =>
        uid is { Length: >= 1 and <= MaxLength } && uid.AsSpan().IndexOfAnyExcept(UidCharacters) < 0;

    /// <summary>An identifier that follows from a name: <c>2.25.</c> and the first 128 bits of the name's SHA-256 as a decimal number.</summary>
    /// <param name="name">Any text; the same text always gives the same identifier.</param>
    /// <returns>At most 44 characters.</returns>
    /// <remarks>The form of PS3.5 section B.2, with version and variant bits set as in a UUID of version 8 (RFC 9562).</remarks>
    public static string FromName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(digest[..16], isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }
}
