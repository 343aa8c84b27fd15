using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Transfer syntaxes that are stored: all of the standard in which a file can be written, and a private one met in practice.</summary>
internal static class TransferSyntaxes
{
    private const string Kind = "Transfer Syntax";
    private const string GEPrivateImplicitBigEndianPixels = "1.2.840.113619.5.2";

    /// <summary>The real-time video syntaxes exist in a stream only, the others were never data set encodings.</summary>
    private static readonly HashSet<string> NotOfFiles =
    [
        DicomUid.RFC2557MIMEEncapsulation,
        DicomUid.XMLEncoding,
        DicomUid.SMPTEST211020UncompressedProgressiveActiveVideo,
        DicomUid.SMPTEST211020UncompressedInterlacedActiveVideo,
        DicomUid.SMPTEST211030PCMDigitalAudio,
    ];

    /// <summary>Whether instances hold an address instead of their pixels (JPIP); it is kept and never fetched.</summary>
    public static bool AreReferences(string uid) =>
        uid is DicomUid.JPIPReferenced or DicomUid.JPIPReferencedDeflate or DicomUid.JPIPHTJ2KReferenced or DicomUid.JPIPHTJ2KReferencedDeflate;

    /// <summary>Identifiers of those of the standard, in its order.</summary>
    public static IReadOnlyList<DicomUidEntry> OfTheStandard { get; } =
        [.. DicomUid.All.Where(entry => entry.Kind == Kind && !NotOfFiles.Contains(entry.Uid))];

    private static readonly HashSet<string> Supported = [.. OfTheStandard.Select(entry => entry.Uid), GEPrivateImplicitBigEndianPixels];

    /// <summary>Whether instances in this transfer syntax are stored.</summary>
    public static bool AreSupported(string uid) => Supported.Contains(uid);
}
