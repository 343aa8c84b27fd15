using System.Collections.Concurrent;
using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>How text is stored as bytes: the Defined Terms of Specific Character Set (PS3.3 section C.12.1.1.2).</summary>
internal sealed class DicomCharacterSet
{
    /// <summary>The Defined Term of UTF-8.</summary>
    public const string Utf8Term = "ISO_IR 192";

    private static readonly ConcurrentDictionary<string, DicomCharacterSet> Known = new(StringComparer.Ordinal);

    private readonly Encoding encoding;

    private DicomCharacterSet(string[] terms, Encoding encoding) => (Terms, this.encoding) = (terms, encoding);

    /// <summary>ISO 646, the default. Bytes beyond it, which the standard forbids, are read as Latin-1.</summary>
    public static DicomCharacterSet Default { get; } = new([], Encoding.Latin1);

    /// <summary>UTF-8.</summary>
    public static DicomCharacterSet Utf8 { get; } = Of([Utf8Term]);

    /// <summary>The Defined Terms.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The character set of Defined Terms; unknown ones read as Latin-1.</summary>
    public static DicomCharacterSet Of(string[] terms) =>
        Known.GetOrAdd(string.Join('\\', terms), static (_, t) => new(t, t is [Utf8Term, ..] ? new UTF8Encoding(false, false) : Encoding.Latin1), terms);

    /// <summary>The text of bytes.</summary>
    public string Decode(ReadOnlySpan<byte> bytes) => encoding.GetString(bytes);

    /// <summary>Whether every character has a code.</summary>
    public bool CanEncode(string text) => Ascii.IsValid(text) || (Terms.Count > 0 && encoding.GetString(encoding.GetBytes(text)) == text);

    /// <summary>The bytes of a text that <see cref="CanEncode"/>.</summary>
    public byte[] Encode(string text) => encoding.GetBytes(text);
}
