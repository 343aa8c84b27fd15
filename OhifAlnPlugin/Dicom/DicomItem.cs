namespace OhifAlnPlugin.Dicom;

/// <summary>One entry of a data set: an element with a value, a sequence, or encapsulated pixel data.</summary>
public abstract class DicomItem
{
    private protected DicomItem(DicomTag tag, DicomVR vr) => (Tag, VR) = (tag, vr);

    /// <summary>Which element this is.</summary>
    public DicomTag Tag { get; }

    /// <summary>How its value is to be read.</summary>
    public DicomVR VR { get; }

    /// <summary>Tag and value representation, for messages.</summary>
    public override string ToString() => $"{Tag} {VR}";
}

/// <summary>An element with its value as bytes; numbers are always least significant byte first, whatever the file used.</summary>
public sealed class DicomElement : DicomItem
{
    /// <summary>Creates an element.</summary>
    /// <param name="tag">Which element.</param>
    /// <param name="vr">How the value is to be read; not SQ.</param>
    /// <param name="value">The bytes, little endian, padded or not.</param>
    public DicomElement(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value)
        : base(tag, vr) => Value = value;

    /// <summary>The bytes, little endian, with the padding they were stored with.</summary>
    public ReadOnlyMemory<byte> Value { get; }
}

/// <summary>A sequence of nested data sets.</summary>
public sealed class DicomSequence : DicomItem
{
    /// <summary>Creates a sequence.</summary>
    /// <param name="tag">Which element.</param>
    /// <param name="items">The nested data sets, in order.</param>
    public DicomSequence(DicomTag tag, params IEnumerable<DicomDataset> items)
        : base(tag, DicomVR.SQ) => Items = [.. items];

    /// <summary>The nested data sets, in order.</summary>
    public List<DicomDataset> Items { get; }

    /// <summary>Whether it is stored without a length, ended by a delimiter; kept from the file it was read from.</summary>
    public bool HasUndefinedLength { get; init; }
}

/// <summary>Encapsulated pixel data: an offset table and fragments, kept as they are (PS3.5 section A.4).</summary>
public sealed class DicomFragmentSequence : DicomItem
{
    /// <summary>Creates encapsulated pixel data.</summary>
    /// <param name="tag">Which element, usually (7FE0,0010).</param>
    /// <param name="vr">OB or OW.</param>
    /// <param name="offsetTable">The Basic Offset Table: the first item, often empty.</param>
    /// <param name="fragments">The other items.</param>
    public DicomFragmentSequence(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> offsetTable, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
        : base(tag, vr) => (OffsetTable, Fragments) = (offsetTable, fragments);

    /// <summary>The Basic Offset Table: 32-bit little-endian offsets of the frames, or empty.</summary>
    public ReadOnlyMemory<byte> OffsetTable { get; }

    /// <summary>The compressed fragments, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fragments { get; }
}
