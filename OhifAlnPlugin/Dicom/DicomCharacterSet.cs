using System.Collections.Concurrent;
using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>How text is stored as bytes: the Defined Terms of Specific Character Set (PS3.3 section C.12.1.1.2).</summary>
internal sealed class DicomCharacterSet
{
    /// <summary>The Defined Term of UTF-8.</summary>
    public const string Utf8Term = "ISO_IR 192";

    /// <summary>More combinations than any site uses; beyond it, terms from outside are not remembered.</summary>
    private const int MaxRemembered = 256;

    private static readonly ConcurrentDictionary<string, DicomCharacterSet> Remembered = new(StringComparer.Ordinal);

    private readonly Encoding encoding;
    private readonly Iso2022? codeExtensions;

    private DicomCharacterSet(string[] terms)
    {
        Terms = terms;
        encoding = CharacterEncodings.OfTerm(terms.Length == 0 ? "" : terms[0]);
        codeExtensions = terms.Any(term => term.StartsWith("ISO 2022", StringComparison.Ordinal)) ? new Iso2022(terms[0]) : null;
    }

    /// <summary>ISO 646, the default. Bytes beyond it, which the standard forbids, are read as Latin-1.</summary>
    public static DicomCharacterSet Default { get; } = new([]);

    /// <summary>UTF-8.</summary>
    public static DicomCharacterSet Utf8 { get; } = Of([Utf8Term]);

    /// <summary>The Defined Terms.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The character set of Defined Terms; unknown ones read as Latin-1.</summary>
    public static DicomCharacterSet Of(string[] terms)
    {
        string key = string.Join('\\', terms);
        if (Remembered.TryGetValue(key, out DicomCharacterSet? known))
        {
            return known;
        }

        var set = new DicomCharacterSet(terms);
        return Remembered.Count < MaxRemembered ? Remembered.GetOrAdd(key, set) : set;
    }

    /// <summary>The text of bytes.</summary>
    /// <param name="bytes">One or several values.</param>
    /// <param name="isPersonName">Whether ^ and = are delimiters, at which escape sequences lose their effect.</param>
    public string Decode(ReadOnlySpan<byte> bytes, bool isPersonName = false) =>
        codeExtensions is not null && bytes.Contains((byte)0x1B) ? codeExtensions.Decode(bytes, isPersonName) : encoding.GetString(bytes);

    /// <summary>Whether every character has a code without escape sequences.</summary>
    public bool CanEncode(string text) => Ascii.IsValid(text) || (Terms.Count > 0 && encoding.GetString(encoding.GetBytes(text)) == text);

    /// <summary>The bytes of a text that <see cref="CanEncode"/>.</summary>
    public byte[] Encode(string text) => encoding.GetBytes(text);
}
