using System.Text;

namespace OhifAlnPlugin.Dicom;

/// <summary>Text values whose characters are all of ISO 646: padding and separation at the level of bytes.</summary>
internal static class DicomText
{
    /// <summary>Without spaces and NULs at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \0"u8);

    /// <summary>The bytes before the first backslash, trimmed.</summary>
    public static ReadOnlySpan<byte> FirstValue(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)'\\');
        return Trim(end < 0 ? value : value[..end]);
    }

    /// <summary>The first value as text.</summary>
    public static string FirstAscii(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(FirstValue(value));

    /// <summary>The whole value as one text, trimmed.</summary>
    public static string Ascii(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(Trim(value));

    /// <summary>All values, each trimmed.</summary>
    public static string[] SplitAscii(ReadOnlySpan<byte> value)
    {
        value = Trim(value);
        if (value.IsEmpty)
        {
            return [];
        }

        var values = new string[value.Count((byte)'\\') + 1];
        for (int n = 0; n < values.Length; n++)
        {
            int end = value.IndexOf((byte)'\\');
            values[n] = Ascii(end < 0 ? value : value[..end]);
            value = end < 0 ? default : value[(end + 1)..];
        }

        return values;
    }
}
