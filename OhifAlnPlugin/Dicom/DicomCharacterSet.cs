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
    private readonly Iso2022Encoder? encoder;

    private DicomCharacterSet(string[] terms)
    {
        Terms = terms;
        encoding = CharacterEncodings.OfTerm(terms.Length == 0 ? "" : terms[0]);
        if (terms.Any(term => term.StartsWith("ISO 2022", StringComparison.Ordinal)))
        {
            (codeExtensions, encoder) = (new Iso2022(terms[0]), new Iso2022Encoder(terms));
        }
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

    /// <summary>Whether every character has a code.</summary>
    public bool CanEncode(string text) => TryEncode(text, isPersonName: false) is not null;

    /// <summary>The bytes of a text; null when a character has no code.</summary>
    /// <param name="text">One or several values.</param>
    /// <param name="isPersonName">Whether ^ and = are delimiters, at which escape sequences lose their effect.</param>
    public byte[]? TryEncode(string text, bool isPersonName)
    {
        if (Ascii.IsValid(text))
        {
            return Encoding.ASCII.GetBytes(text);
        }

        if (encoder is not null)
        {
            return encoder.TryEncode(text, isPersonName);
        }

        return Terms.Count > 0 && encoding.GetBytes(text) is var bytes && encoding.GetString(bytes) == text ? bytes : null;
    }
}
