using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Bulk data URIs inside kept metadata. They are kept relative to the DICOMweb root, behind a mark, because the address under which
/// a client reaches the server is known only when it asks.
/// </summary>
internal static class BulkDataReference
{
    /// <summary>Stands for the DICOMweb root.</summary>
    public const string RootMark = "aln-root:";

    /// <summary>Longest value that metadata carry inline, bytes; what is shorter costs a client less than another request.</summary>
    private const int LongestInline = 1024;

    /// <summary>Whether an element holds an image: Pixel Data, Float Pixel Data or Double Float Pixel Data.</summary>
    public static bool IsPixelData(DicomTag tag) => tag == DicomTag.PixelData || tag == DicomTag.FloatPixelData || tag == DicomTag.DoubleFloatPixelData;

    /// <summary>The reference of a bulk value; null when it is short enough to be written inline.</summary>
    public static string? For(DicomDataset dataset, DicomTag tag, string studyInstanceUid, string seriesInstanceUid, string sopInstanceUid) =>
        !IsPixelData(tag) && dataset.Find(tag) is DicomElement { Value.Length: <= LongestInline }
            ? null
            : $"{RootMark}/studies/{studyInstanceUid}/series/{seriesInstanceUid}/instances/{sopInstanceUid}/bulkdata/{tag.ToHexString()}";
}
