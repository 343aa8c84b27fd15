namespace OhifAlnPlugin.Dicom;

/// <content>Reading values.</content>
public sealed partial class DicomDataset
{
    /// <summary>First value as text, padding trimmed.</summary>
    /// <param name="tag">The element.</param>
    /// <returns>The text (numbers are written out); null when the element is absent, empty, a sequence or bulk data.</returns>
    public string? GetString(DicomTag tag)
    {
        if (Find(tag) is not DicomElement { Value.Length: > 0 } element)
        {
            return null;
        }

        if (!element.VR.UsesCharacterSet() && element.VR.IsText())
        {
            string first = element.VR.IsSingleText() ? DicomText.Ascii(element.Value.Span) : DicomText.FirstAscii(element.Value.Span);
            return first.Length == 0 ? null : first;
        }

        return GetStrings(tag) is [{ Length: > 0 } value, ..] ? value : null;
    }

    /// <summary>All values as text, padding trimmed.</summary>
    /// <param name="tag">The element.</param>
    /// <returns>The values, an empty one as an empty text; no values when the element is absent, empty, a sequence or bulk data.</returns>
    public string[] GetStrings(DicomTag tag) =>
        Find(tag) is DicomElement { Value.Length: > 0 } element ? DicomValue.ToStrings(element, CharacterSet) : [];

    /// <summary>First value as a whole number.</summary>
    /// <param name="tag">The element.</param>
    /// <returns>The number; null when the element is absent or empty.</returns>
    /// <exception cref="DicomFormatException">The value is not a whole number between −2³¹ and 2³¹ − 1.</exception>
    public int? GetInt(DicomTag tag) => GetDouble(tag) is { } value ? DicomValue.ToInt(tag, value) : null;

    /// <summary>All values as whole numbers.</summary>
    /// <param name="tag">The element.</param>
    /// <returns>The numbers; none when the element is absent or empty.</returns>
    /// <exception cref="DicomFormatException">A value is not a whole number between −2³¹ and 2³¹ − 1.</exception>
    public int[] GetInts(DicomTag tag) => Array.ConvertAll(GetDoubles(tag), value => DicomValue.ToInt(tag, value));

    /// <summary>First value as a number.</summary>
    /// <param name="tag">The element; decimal and integer strings are converted.</param>
    /// <returns>The number; null when the element is absent or its first value is empty.</returns>
    /// <exception cref="DicomFormatException">The value is not a number.</exception>
    public double? GetDouble(DicomTag tag)
    {
        if (Find(tag) is not DicomElement { Value.Length: > 0 } element)
        {
            return null;
        }

        if (element.VR.IsText())
        {
            ReadOnlySpan<byte> first = DicomText.FirstValue(element.Value.Span);
            return first.IsEmpty ? null : DicomValue.ParseDouble(tag, first);
        }

        return DicomValue.ToDoubles(element) is [var value, ..] ? value : null;
    }

    /// <summary>All values as numbers.</summary>
    /// <param name="tag">The element; decimal and integer strings are converted.</param>
    /// <returns>The numbers; none when the element is absent or empty.</returns>
    /// <exception cref="DicomFormatException">A value is not a number.</exception>
    public double[] GetDoubles(DicomTag tag) =>
        Find(tag) is DicomElement { Value.Length: > 0 } element ? DicomValue.ToDoubles(element) : [];

    /// <summary>The value's bytes, little endian, with padding.</summary>
    /// <param name="tag">The element.</param>
    /// <returns>The bytes; none when the element is absent, a sequence or encapsulated.</returns>
    public ReadOnlyMemory<byte> GetBytes(DicomTag tag) => Find(tag) is DicomElement element ? element.Value : default;

    /// <summary>The nested data sets of a sequence.</summary>
    /// <param name="tag">The element.</param>
    /// <returns>The items; none when the element is absent or not a sequence.</returns>
    public IReadOnlyList<DicomDataset> GetSequence(DicomTag tag) => Find(tag) is DicomSequence sequence ? sequence.Items : [];
}
