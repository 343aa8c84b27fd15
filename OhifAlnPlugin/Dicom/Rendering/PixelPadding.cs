namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>Stored values that are no image but fill a rectangle (PS3.3 section C.7.5.1.1.2).</summary>
/// <param name="Low">Lowest such value.</param>
/// <param name="High">Highest such value.</param>
internal readonly record struct PixelPadding(double Low, double High)
{
    /// <summary>No value is padding.</summary>
    public static PixelPadding None { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    public bool Contains(double stored) => stored >= Low && stored <= High;

    /// <summary>The padding that an image states: one value, or from one to the other.</summary>
    public static PixelPadding Of(DicomDataset image, bool isSigned)
    {
        double? Value(DicomTag whole, DicomTag single, DicomTag twofold) =>
            Whole(image, whole, isSigned) ?? image.GetDouble(single) ?? image.GetDouble(twofold);

        return Value(DicomTag.PixelPaddingValue, DicomTag.FloatPixelPaddingValue, DicomTag.DoubleFloatPixelPaddingValue) is not { } value
            ? None
            : Value(DicomTag.PixelPaddingRangeLimit, DicomTag.FloatPixelPaddingRangeLimit, DicomTag.DoubleFloatPixelPaddingRangeLimit) is { } limit
                ? new(Math.Min(value, limit), Math.Max(value, limit))
                : new(value, value);
    }

    /// <summary>US or SS: the pixels tell which, whatever the element was written as.</summary>
    private static double? Whole(DicomDataset image, DicomTag tag, bool isSigned) =>
        image.GetBytes(tag) is { Length: >= 2 } bytes && LookupTable.Words(bytes.Span, 1) is [var word] ? (isSigned ? (short)word : word) : null;
}
