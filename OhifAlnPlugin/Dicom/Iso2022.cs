using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>Reads text with code extensions (PS3.5 section 6.1.2.4, ISO/IEC 2022): escape sequences change what the lower (G0) and upper (G1) codes mean.</summary>
/// <param name="firstTerm">The first Defined Term: the character sets at the start and after each delimiter.</param>
internal sealed class Iso2022(string firstTerm)
{
    private const byte Escape = 0x1B;

    /// <summary>What the codes of one half mean.</summary>
    private enum Code
    {
        OneByte,
        TwoBytes,
        TwoBytesJisX0212,
    }

    /// <summary>Decodes one or several values.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isPersonName">Whether ^ and = are delimiters too.</param>
    public string Decode(ReadOnlySpan<byte> bytes, bool isPersonName)
    {
        var text = new StringBuilder(bytes.Length);
        State initial = Initial(firstTerm), state = initial;
        int at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] == Escape && TryDesignate(bytes[at..], ref state, out int used))
            {
                at += used;
                continue;
            }

            bool isLow = bytes[at] < 0x80;
            Code code = isLow ? state.LowCode : state.HighCode;
            if (code != Code.OneByte && bytes[at] is not (<= 0x20 or 0x7F) && at + 1 < bytes.Length && bytes[at + 1] > 0x20)
            {
                AppendTwoBytes(text, bytes[at], bytes[at + 1], isLow ? state.LowCode : Code.TwoBytes, isLow ? CharacterEncodings.JapaneseTwoByte : state.High);
                at += 2;
                continue;
            }

            text.Append((isLow ? state.Low : state.High).GetString(bytes.Slice(at, 1)));
            state = IsDelimiter(bytes[at], isPersonName) ? initial : state;
            at++;
        }

        return text.ToString();
    }

    private static State Initial(string term)
    {
        Encoding encoding = CharacterEncodings.OfTerm(term);
        return new(ReferenceEquals(encoding, CharacterEncodings.Japanese) ? encoding : Encoding.Latin1, Code.OneByte, encoding, Code.OneByte);
    }

    /// <summary>Whether a byte ends the effect of escape sequences.</summary>
    public static bool IsDelimiter(byte value, bool isPersonName) =>
        value is (byte)'\\' or 0x09 or 0x0A or 0x0C or 0x0D || (isPersonName && value is (byte)'^' or (byte)'=');

    private static void AppendTwoBytes(StringBuilder text, byte first, byte second, Code code, Encoding encoding) =>
        text.Append(encoding.GetString([(byte)(first | 0x80), code == Code.TwoBytesJisX0212 ? (byte)(second & 0x7F) : (byte)(second | 0x80)]));

    private static bool TryDesignate(ReadOnlySpan<byte> bytes, ref State state, out int used)
    {
        State? next = bytes switch
        {
            [_, (byte)'$', (byte)'B', ..] => state with { LowCode = Code.TwoBytes },
            [_, (byte)'$', (byte)'(', (byte)'D', ..] => state with { LowCode = Code.TwoBytesJisX0212 },
            [_, (byte)'$', (byte)')', (byte)'C', ..] => state with { High = CharacterEncodings.Korean, HighCode = Code.TwoBytes },
            [_, (byte)'$', (byte)')', (byte)'A', ..] => state with { High = CharacterEncodings.Chinese, HighCode = Code.TwoBytes },
            [_, (byte)'(', (byte)'B', ..] => state with { Low = Encoding.Latin1, LowCode = Code.OneByte },
            [_, (byte)'(', (byte)'J', ..] => state with { Low = CharacterEncodings.Japanese, LowCode = Code.OneByte },
            [_, (byte)')', (byte)'I', ..] => state with { High = CharacterEncodings.Japanese, HighCode = Code.OneByte },
            [_, (byte)'-', var final, ..] when CharacterEncodings.Latin((char)final) is { } upper => state with { High = upper, HighCode = Code.OneByte },
            _ => null,
        };
        used = next is not null && bytes[1] == '$' && bytes[2] != 'B' ? 4 : 3;
        state = next ?? state;
        return next is not null;
    }

    /// <summary>What lower and upper codes mean at one place.</summary>
    private readonly record struct State(Encoding Low, Code LowCode, Encoding High, Code HighCode);
}
