using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>The encodings behind the Defined Terms of single character sets (PS3.3 tables C.12-2 to C.12-5).</summary>
internal static class CharacterEncodings
{
    /// <summary>JIS X 0201: one byte each for Romaji and half-width Katakana, as in Shift JIS.</summary>
    public static Encoding Japanese { get; } = CodePage(932);

    /// <summary>JIS X 0208 (both bytes high) and JIS X 0212 (first byte high).</summary>
    public static Encoding JapaneseTwoByte { get; } = CodePage(20932);

    /// <summary>KS X 1001, both bytes high.</summary>
    public static Encoding Korean { get; } = CodePage(949);

    /// <summary>GB 2312, both bytes high, and GBK.</summary>
    public static Encoding Chinese { get; } = CodePage(936);

    private static readonly Encoding Thai = CodePage(874);
    private static readonly Encoding Gb18030 = CodePage(54936);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>The encoding of the first (or only) term, with or without code extensions; Latin-1 for unknown terms.</summary>
    public static Encoding OfTerm(string term) => term.Replace("ISO 2022 IR", "ISO_IR", StringComparison.Ordinal) switch
    {
        "ISO_IR 192" => Utf8,
        "GB18030" => Gb18030,
        "GBK" => Chinese,
        "ISO_IR 13" => Japanese,
        "ISO_IR 166" => Thai,
        "ISO_IR 101" => Latin('B')!,
        "ISO_IR 109" => Latin('C')!,
        "ISO_IR 110" => Latin('D')!,
        "ISO_IR 144" => Latin('L')!,
        "ISO_IR 127" => Latin('G')!,
        "ISO_IR 126" => Latin('F')!,
        "ISO_IR 138" => Latin('H')!,
        "ISO_IR 148" => Latin('M')!,
        "ISO_IR 203" => Latin('b')!,
        _ => Encoding.Latin1,
    };

    /// <summary>The upper half that ESC - and a letter select; null when the letter is unknown.</summary>
    public static Encoding? Latin(char final) => final switch
    {
        'A' => Encoding.Latin1,
        'B' => CodePage(28592),
        'C' => CodePage(28593),
        'D' => CodePage(28594),
        'L' => CodePage(28595),
        'G' => CodePage(28596),
        'F' => CodePage(28597),
        'H' => CodePage(28598),
        'M' => CodePage(28599),
        'b' => CodePage(28605),
        'T' => Thai,
        _ => null,
    };

    private static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number) ?? throw new InvalidOperationException($"The runtime lacks code page {number}.");
}
