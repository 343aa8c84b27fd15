using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>Converts between the bytes of a value and texts or numbers (PS3.5 section 6.2).</summary>
internal static class DicomValue
{
    /// <summary>Longest decimal string, characters.</summary>
    public const int DecimalStringLength = 16;

    /// <summary>The values of a text element, or of a binary one written out; bulk data give none.</summary>
    public static string[] ToStrings(DicomElement element, DicomCharacterSet characterSet)
    {
        ReadOnlySpan<byte> value = element.Value.Span;
        DicomVR vr = element.VR;
        if (vr.IsBulk())
        {
            return [];
        }

        if (!vr.IsText())
        {
            return vr == DicomVR.AT ? ToTags(element) : ToNumberTexts(element);
        }

        if (!vr.UsesCharacterSet())
        {
            return vr.IsSingleText() ? OneUnlessEmpty(DicomText.Ascii(value)) : DicomText.SplitAscii(value);
        }

        string text = characterSet.Decode(value, vr == DicomVR.PN);
        if (vr.IsSingleText())
        {
            return OneUnlessEmpty(text.TrimEnd(' ', '\0'));
        }

        text = text.Trim(' ', '\0');
        return text.Length == 0 ? [] : Array.ConvertAll(text.Split('\\'), v => v.Trim(' ', '\0'));
    }

    /// <summary>The numbers of an element.</summary>
    /// <exception cref="DicomFormatException">A text is not a number, or the value representation is not numeric.</exception>
    public static double[] ToDoubles(DicomElement element)
    {
        ReadOnlySpan<byte> value = element.Value.Span;
        switch (element.VR)
        {
            case DicomVR.US or DicomVR.OW:
                return Convert<ushort>(value, v => v);
            case DicomVR.SS:
                return Convert<short>(value, v => v);
            case DicomVR.UL or DicomVR.OL:
                return Convert<uint>(value, v => v);
            case DicomVR.SL:
                return Convert<int>(value, v => v);
            case DicomVR.UV or DicomVR.OV:
                return Convert<ulong>(value, v => v);
            case DicomVR.SV:
                return Convert<long>(value, v => v);
            case DicomVR.FL or DicomVR.OF:
                return Convert<float>(value, v => v);
            case DicomVR.FD or DicomVR.OD:
                return Convert<double>(value, v => v);
            case DicomVR.OB or DicomVR.UN:
                return Convert<byte>(value, v => v);
            case DicomVR vr when vr.IsText():
                return Array.ConvertAll(DicomText.SplitAscii(value), v => ParseDouble(element.Tag, v));
            default:
                throw new DicomFormatException($"{element.Tag} has the value representation {element.VR}, which holds no numbers.");
        }
    }

    /// <summary>A decimal or integer string.</summary>
    public static double ParseDouble(DicomTag tag, ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double value, out int used) && used == text.Length
            ? value
            : ParseDouble(tag, Encoding.Latin1.GetString(text));

    /// <summary>A decimal or integer string.</summary>
    public static double ParseDouble(DicomTag tag, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new DicomFormatException($"{tag} holds {Described(text)}, which is not a number.");

    /// <summary>A broken number as it stands; other text only by its length, as it may say anything about the patient, and messages are kept.</summary>
    private static string Described(string text) =>
        text.All(c => char.IsAsciiDigit(c) || "+-.,eE ".Contains(c, StringComparison.Ordinal)) ? $"\"{Shorten(text)}\"" : $"a text of {text.Length} characters";

    /// <summary>A whole number in the range of int.</summary>
    public static int ToInt(DicomTag tag, double value) =>
        value is >= int.MinValue and <= int.MaxValue && Math.Truncate(value) == value
            ? (int)value
            : throw new DicomFormatException($"{tag} holds {value.ToString(CultureInfo.InvariantCulture)}, which is not a whole number between {int.MinValue} and {int.MaxValue}.");

    /// <summary>The bytes of a text, padded to an even length.</summary>
    public static byte[] FromText(DicomTag tag, DicomVR vr, string text, DicomCharacterSet characterSet)
    {
        byte[]? bytes = vr.UsesCharacterSet() ? characterSet.TryEncode(text, vr == DicomVR.PN) : System.Text.Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : null;
        if (bytes is null)
        {
            string terms = vr.UsesCharacterSet() && characterSet.Terms.Count > 0 ? string.Join('\\', characterSet.Terms) : "ISO 646";
            throw new ArgumentException($"{tag}: the text \"{Shorten(text)}\" has characters that {terms} cannot store.", nameof(text));
        }

        return (bytes.Length & 1) == 0 ? bytes : [.. bytes, vr.Padding()];
    }

    /// <summary>The bytes of numbers, padded to an even length.</summary>
    public static byte[] FromNumbers(DicomTag tag, DicomVR vr, ReadOnlySpan<double> values) => vr switch
    {
        DicomVR.US or DicomVR.OW => Convert(tag, values, ushort.MinValue, ushort.MaxValue, v => (ushort)v),
        DicomVR.SS => Convert(tag, values, short.MinValue, short.MaxValue, v => (short)v),
        DicomVR.UL or DicomVR.OL => Convert(tag, values, uint.MinValue, uint.MaxValue, v => (uint)v),
        DicomVR.SL => Convert(tag, values, int.MinValue, int.MaxValue, v => (int)v),
        DicomVR.UV or DicomVR.OV => Convert(tag, values, 0, 1L << 53, v => (ulong)v),
        DicomVR.SV => Convert(tag, values, -(1L << 53), 1L << 53, v => (long)v),
        DicomVR.FL or DicomVR.OF => Convert(tag, values, double.NegativeInfinity, double.PositiveInfinity, v => (float)v),
        DicomVR.FD or DicomVR.OD => Convert(tag, values, double.NegativeInfinity, double.PositiveInfinity, v => v),
        DicomVR.DS or DicomVR.IS => NumberTexts(tag, vr, values),
        _ => throw new ArgumentException($"{tag} has the value representation {vr}, which takes no numbers.", nameof(vr)),
    };

    /// <summary>The bytes of 64-bit integers.</summary>
    public static byte[] FromIntegers<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    /// <summary>The bytes of tags: group, then element.</summary>
    public static byte[] FromTags(ReadOnlySpan<DicomTag> tags)
    {
        byte[] bytes = new byte[4 * tags.Length];
        for (int n = 0; n < tags.Length; n++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4 * n), tags[n].Group);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((4 * n) + 2), tags[n].Element);
        }

        return bytes;
    }

    /// <summary>The shortest decimal string of at most 16 characters that is nearest to a number.</summary>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static string DecimalString(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} cannot be written as a decimal string: it must be finite.", nameof(value));
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        for (int digits = 15; text.Length > DecimalStringLength; digits--)
        {
            text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return text;
    }

    /// <summary>A text cut to a length that fits a message.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string[] OneUnlessEmpty(string text) => text.Length == 0 ? [] : [text];

    private static string[] ToTags(DicomElement element)
    {
        ReadOnlySpan<byte> value = element.Value.Span;
        var texts = new string[value.Length / 4];
        for (int n = 0; n < texts.Length; n++)
        {
            texts[n] = new DicomTag(BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * n)..]), BinaryPrimitives.ReadUInt16LittleEndian(value[((4 * n) + 2)..])).ToHexString();
        }

        return texts;
    }

    private static string[] ToNumberTexts(DicomElement element) => element.VR switch
    {
        DicomVR.FL => Texts<float>(element.Value.Span),
        DicomVR.SV => Texts<long>(element.Value.Span),
        DicomVR.UV => Texts<ulong>(element.Value.Span),
        _ => Array.ConvertAll(ToDoubles(element), v => v.ToString("R", CultureInfo.InvariantCulture)),
    };

    private static string[] Texts<T>(ReadOnlySpan<byte> value)
        where T : unmanaged, IFormattable
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(value);
        var texts = new string[numbers.Length];
        for (int n = 0; n < texts.Length; n++)
        {
            texts[n] = numbers[n].ToString(null, CultureInfo.InvariantCulture);
        }

        return texts;
    }

    private static double[] Convert<T>(ReadOnlySpan<byte> value, Func<T, double> convert)
        where T : unmanaged
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(value);
        var result = new double[numbers.Length];
        for (int n = 0; n < result.Length; n++)
        {
            result[n] = convert(numbers[n]);
        }

        return result;
    }

    private static byte[] Convert<T>(DicomTag tag, ReadOnlySpan<double> values, double min, double max, Func<double, T> convert)
        where T : unmanaged
    {
        var numbers = new T[values.Length];
        for (int n = 0; n < numbers.Length; n++)
        {
            bool whole = double.IsInfinity(max) || Math.Truncate(values[n]) == values[n];
            if (!whole || values[n] < min || values[n] > max)
            {
                throw new ArgumentException($"{tag} cannot hold {values[n].ToString(CultureInfo.InvariantCulture)}: it takes whole numbers from {min} to {max}.", nameof(values));
            }

            numbers[n] = convert(values[n]);
        }

        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }

    private static byte[] NumberTexts(DicomTag tag, DicomVR vr, ReadOnlySpan<double> values)
    {
        var texts = new string[values.Length];
        for (int n = 0; n < texts.Length; n++)
        {
            texts[n] = vr == DicomVR.IS ? ToIntegerString(tag, values[n]) : DecimalString(values[n]);
        }

        return FromText(tag, vr, string.Join('\\', texts), DicomCharacterSet.Default);
    }

    private static string ToIntegerString(DicomTag tag, double value) =>
        value is >= int.MinValue and <= int.MaxValue && Math.Truncate(value) == value
            ? ((int)value).ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException($"{tag} cannot hold {value.ToString(CultureInfo.InvariantCulture)}: an integer string takes whole numbers from {int.MinValue} to {int.MaxValue}.", nameof(value));
}
