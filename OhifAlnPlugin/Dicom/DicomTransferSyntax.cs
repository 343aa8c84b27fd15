namespace OhifAlnPlugin.Dicom;

/// <summary>How a data set is encoded (PS3.5 chapter 10 and Annex A).</summary>
public sealed class DicomTransferSyntax
{
    private const string GEPrivateImplicitBigEndianPixels = "1.2.840.113619.5.2";

    private DicomTransferSyntax(string uid, bool isExplicitVR, bool isBigEndian = false, bool isDeflated = false, bool isEncapsulated = false)
    {
        (Uid, IsExplicitVR, IsBigEndian, IsDeflated, IsEncapsulated) = (uid, isExplicitVR, isBigEndian, isDeflated, isEncapsulated);
    }

    /// <summary>Implicit VR Little Endian, the default of DICOM.</summary>
    public static DicomTransferSyntax ImplicitVRLittleEndian { get; } = new(DicomUid.ImplicitVRLittleEndian, isExplicitVR: false);

    /// <summary>Explicit VR Little Endian.</summary>
    public static DicomTransferSyntax ExplicitVRLittleEndian { get; } = new(DicomUid.ExplicitVRLittleEndian, isExplicitVR: true);

    /// <summary>Explicit VR Big Endian (retired).</summary>
    public static DicomTransferSyntax ExplicitVRBigEndian { get; } = new(DicomUid.ExplicitVRBigEndian, isExplicitVR: true, isBigEndian: true);

    /// <summary>Deflated Explicit VR Little Endian.</summary>
    public static DicomTransferSyntax DeflatedExplicitVRLittleEndian { get; } =
        new(DicomUid.DeflatedExplicitVRLittleEndian, isExplicitVR: true, isDeflated: true);

    /// <summary>RLE Lossless.</summary>
    public static DicomTransferSyntax RLELossless { get; } = new(DicomUid.RLELossless, isExplicitVR: true, isEncapsulated: true);

    /// <summary>The identifier.</summary>
    public string Uid { get; }

    /// <summary>Whether every element carries its value representation.</summary>
    public bool IsExplicitVR { get; }

    /// <summary>Whether numbers are stored most significant byte first.</summary>
    public bool IsBigEndian { get; }

    /// <summary>Whether the whole data set is deflated (RFC 1951).</summary>
    public bool IsDeflated { get; }

    /// <summary>Whether pixel data are compressed and stored as fragments.</summary>
    public bool IsEncapsulated { get; }

    /// <summary>The transfer syntax of an identifier.</summary>
    /// <param name="uid">The identifier; one that is not native, also an unknown or private one, is Explicit VR Little Endian with fragments (PS3.5 section A.4).</param>
    /// <returns>The transfer syntax.</returns>
    public static DicomTransferSyntax Of(string uid) => uid switch
    {
        DicomUid.ImplicitVRLittleEndian => ImplicitVRLittleEndian,
        DicomUid.ExplicitVRLittleEndian => ExplicitVRLittleEndian,
        DicomUid.ExplicitVRBigEndian => ExplicitVRBigEndian,
        DicomUid.DeflatedExplicitVRLittleEndian => DeflatedExplicitVRLittleEndian,
        DicomUid.RLELossless => RLELossless,
        DicomUid.Papyrus3ImplicitVRLittleEndian or GEPrivateImplicitBigEndianPixels => new(uid, isExplicitVR: false),
        DicomUid.JPIPReferencedDeflate or DicomUid.JPIPHTJ2KReferencedDeflate => new(uid, isExplicitVR: true, isDeflated: true),
        DicomUid.JPIPReferenced or DicomUid.JPIPHTJ2KReferenced => new(uid, isExplicitVR: true),
        _ => new(uid, isExplicitVR: true, isEncapsulated: true),
    };

    /// <summary>The identifier with its name where the standard lists it.</summary>
    public override string ToString() => DicomUid.Find(Uid) is { } entry ? $"{entry.Name} ({Uid})" : Uid;
}
