using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>
/// Writes text with code extensions (PS3.5 section 6.1.2.5): each character in the set that is in use where it can, else in the first of
/// the declared sets that has it, designated by its escape sequence. What <see cref="Iso2022"/> reads is what was written.
/// </summary>
internal sealed class Iso2022Encoder
{
    private readonly Set initialLow;
    private readonly Set? initialHigh;
    private readonly Set[] sets;

    /// <param name="terms">The Defined Terms; the first says what holds at the start and after each delimiter.</param>
    public Iso2022Encoder(IReadOnlyList<string> terms)
    {
        sets = [.. terms.SelectMany(SetsOf)];
        initialLow = IsRomaji(terms[0]) ? Set.Romaji : Set.Ascii;
        initialHigh = SetsOf(terms[0]).FirstOrDefault(set => !set.IsLow);
    }

    /// <summary>The bytes of a text; null when a character is in none of the declared sets.</summary>
    /// <param name="text">One or several values.</param>
    /// <param name="isPersonName">Whether ^ and = are delimiters too.</param>
    public byte[]? TryEncode(string text, bool isPersonName)
    {
        var bytes = new List<byte>(2 * text.Length);
        Set low = initialLow;
        Set? high = initialHigh;
        foreach (Rune character in text.EnumerateRunes())
        {
            if (character.IsAscii)
            {
                Designate(bytes, ref low, initialLow);
                bytes.Add((byte)character.Value);
                high = Iso2022.IsDelimiter((byte)character.Value, isPersonName) ? initialHigh : high;
                continue;
            }

            if (Find(character, low, high) is not { } found)
            {
                return null;
            }

            if (found.Set.IsLow)
            {
                Designate(bytes, ref low, found.Set);
            }
            else if (!ReferenceEquals(high, found.Set))
            {
                bytes.AddRange(found.Set.Escape);
                high = found.Set;
            }

            bytes.AddRange(found.Bytes);
        }

        Designate(bytes, ref low, initialLow);
        return [.. bytes];
    }

    private static bool IsRomaji(string term) => ReferenceEquals(CharacterEncodings.OfTerm(term), CharacterEncodings.Japanese);

    private static void Designate(List<byte> bytes, ref Set low, Set wanted)
    {
        if (!ReferenceEquals(low, wanted))
        {
            bytes.AddRange(wanted.Escape);
            low = wanted;
        }
    }

    private (Set Set, byte[] Bytes)? Find(Rune character, Set low, Set? high)
    {
        foreach (Set? set in (ReadOnlySpan<Set?>)[low, high, .. sets])
        {
            if (set?.Encode(character) is { } bytes)
            {
                return (set, bytes);
            }
        }

        return null;
    }

    /// <summary>The sets that a Defined Term allows beside ISO 646.</summary>
    private static IEnumerable<Set> SetsOf(string term) => term.Replace("ISO_IR", "ISO 2022 IR", StringComparison.Ordinal) switch
    {
        "" or "ISO 2022 IR 6" => [],
        "ISO 2022 IR 13" => [Set.Katakana],
        "ISO 2022 IR 87" => [Set.JisX0208],
        "ISO 2022 IR 159" => [Set.JisX0212],
        "ISO 2022 IR 149" => [Set.Korean],
        "ISO 2022 IR 58" => [Set.Chinese],
        _ => Set.Upper(CharacterEncodings.OfTerm(term)) is { } upper ? [upper] : [],
    };

    /// <summary>A coded character set.</summary>
    /// <param name="Escape">The sequence that designates it.</param>
    /// <param name="IsLow">Whether its codes are the lower ones (G0).</param>
    /// <param name="Encoding">An encoding that holds it.</param>
    /// <param name="Fits">Whether the bytes that the encoding gives are of this set.</param>
    private sealed record Set(byte[] Escape, bool IsLow, Encoding Encoding, Func<byte[], bool> Fits)
    {
        private static readonly Dictionary<Encoding, Set> Uppers = "ABCDLGFHMbT".ToDictionary(final => CharacterEncodings.Latin(final)!, final => new Set([0x1B, (byte)'-', (byte)final], false, CharacterEncodings.Latin(final)!, bytes => bytes is [>= 0xA0]));

        public static Set Ascii { get; } = new("\u001B(B"u8.ToArray(), true, Encoding.ASCII, _ => false);

        public static Set Romaji { get; } = new("\u001B(J"u8.ToArray(), true, Encoding.ASCII, _ => false);

        public static Set Katakana { get; } = new("\u001B)I"u8.ToArray(), false, CharacterEncodings.Japanese, bytes => bytes is [>= 0xA1 and <= 0xDF]);

        public static Set JisX0208 { get; } = new("\u001B$B"u8.ToArray(), true, CharacterEncodings.JapaneseTwoByte, bytes => bytes is [>= 0xA1, >= 0xA1]);

        public static Set JisX0212 { get; } = new("\u001B$(D"u8.ToArray(), true, CharacterEncodings.JapaneseTwoByte, bytes => bytes is [>= 0xA1, < 0x80]);

        public static Set Korean { get; } = new("\u001B$)C"u8.ToArray(), false, CharacterEncodings.Korean, bytes => bytes is [>= 0xA1, >= 0xA1]);

        public static Set Chinese { get; } = new("\u001B$)A"u8.ToArray(), false, CharacterEncodings.Chinese, bytes => bytes is [>= 0xA1 and <= 0xF7, >= 0xA1]);

        /// <summary>The upper half of a single-byte encoding; null when it is none of the standard's.</summary>
        public static Set? Upper(Encoding encoding) => Uppers.GetValueOrDefault(encoding);

        /// <summary>The bytes of a character; null when the set lacks it.</summary>
        public byte[]? Encode(Rune character)
        {
            string text = character.ToString();
            byte[] bytes = Encoding.GetBytes(text);
            return Fits(bytes) && Encoding.GetString(bytes) == text ? IsLow ? [.. bytes.Select(one => (byte)(one & 0x7F))] : bytes : null;
        }
    }
}
