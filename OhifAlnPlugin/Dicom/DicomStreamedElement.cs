namespace OhifAlnPlugin.Dicom;

/// <summary>Bytes that lie outside memory.</summary>
/// <param name="Length">How many.</param>
/// <param name="Open">Opens them at their first byte.</param>
public sealed record DicomContent(long Length, Func<Stream> Open);

/// <summary>
/// A bulk value that is copied from elsewhere when its data set is written, so that an object of any size can be put together in
/// little memory. It has a value for the writer alone: reading it gives none.
/// </summary>
public sealed class DicomStreamedElement : DicomItem
{
    /// <summary>Creates an element.</summary>
    /// <param name="tag">Which element.</param>
    /// <param name="vr">How the value is to be read; OB for encapsulated pixel data.</param>
    /// <param name="parts">The value in order: pieces of a native value, little endian, or the compressed frames.</param>
    /// <param name="isEncapsulated">Whether each part is a compressed frame, to be written as one fragment (PS3.5 section A.4).</param>
    public DicomStreamedElement(DicomTag tag, DicomVR vr, IReadOnlyList<DicomContent> parts, bool isEncapsulated)
        : base(tag, vr) => (Parts, IsEncapsulated) = (parts, isEncapsulated);

    /// <summary>The value in order.</summary>
    public IReadOnlyList<DicomContent> Parts { get; }

    /// <summary>Whether each part is a compressed frame.</summary>
    public bool IsEncapsulated { get; }

    /// <summary>Bytes of all parts.</summary>
    public long Length => Parts.Sum(part => part.Length);
}
