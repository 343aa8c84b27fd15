using System.Globalization;

namespace OhifAlnPlugin.Dicom;

/// <summary>Names one data element by group and element number (PS3.5 section 7.1); every keyword of PS3.6 is a static member.</summary>
/// <param name="Group">Group number; odd groups are private.</param>
/// <param name="Element">Element number within the group.</param>
public readonly partial record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    /// <summary>Creates a tag from both numbers in one: 0xGGGGEEEE.</summary>
    /// <param name="value">Group in the upper, element in the lower 16 bits.</param>
    public DicomTag(uint value)
        : this((ushort)(value >> 16), (ushort)value)
    {
    }

    /// <summary>Both numbers in one, 0xGGGGEEEE: the order of data sets.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>Whether the group is odd.</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>Whether this is (gggg,0010–00FF) of an odd group: it names the owner of a private block (PS3.5 section 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>Whether this is a group length (gggg,0000).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>Ascending order of tags.</summary>
    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;

    /// <summary>Descending order of tags.</summary>
    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;

    /// <summary>Ascending order of tags, or equal.</summary>
    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;

    /// <summary>Descending order of tags, or equal.</summary>
    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;

    /// <summary>Reads a tag written as a keyword (<c>PatientID</c>) or as 8 hexadecimal digits (<c>00100020</c>), the forms of PS3.18.</summary>
    /// <param name="text">Keyword or 8 digits.</param>
    /// <param name="tag">The tag, or the default when the text is neither.</param>
    /// <returns>True when it is one of both.</returns>
    public static bool TryParse(string? text, out DicomTag tag)
    {
        if (text is { Length: 8 } && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
        {
            tag = new(value);
            return true;
        }

        return DicomRegistry.TryFindKeyword(text ?? "", out tag);
    }

    /// <summary>Ascending order of <see cref="Value"/>.</summary>
    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    /// <summary>8 upper-case hexadecimal digits, the form of DICOM JSON: <c>00100020</c>.</summary>
    public string ToHexString() => Value.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>The usual form with the keyword where there is one: <c>(0010,0020) PatientID</c>.</summary>
    public override string ToString()
    {
        string numbers = string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
        return DicomRegistry.Find(this) is { } entry ? $"{numbers} {entry.Keyword}" : numbers;
    }
}
