using System.Text.Json;

namespace OhifAlnPlugin.Dicom;

/// <summary>DICOM JSON (PS3.18 Annex F).</summary>
public static class DicomJson
{
    /// <summary>Options for parsing text that may nest as deep as data sets may; each level of sequences takes three of JSON.</summary>
    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = (3 * DicomLimits.Default.MaxDepth) + 8 };

    /// <summary>Writes a data set as one JSON object.</summary>
    /// <param name="writer">Where to; also inside an array that the caller has opened.</param>
    /// <param name="dataset">The data set; groups below 0008 and group lengths are left out.</param>
    /// <param name="bulkDataUri">
    /// Gives the URI under which a bulk value can be fetched, or null to write it inline; it is asked for every element of the value
    /// representations OB, OD, OF, OL, OV, OW and UN at the top level. Null writes everything inline.
    /// </param>
    /// <remarks>Encapsulated pixel data without a URI are left out: Annex F has no form for them.</remarks>
    public static void Write(Utf8JsonWriter writer, DicomDataset dataset, Func<DicomTag, string?>? bulkDataUri = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(dataset);
        DicomJsonWriter.Write(writer, dataset, bulkDataUri);
    }

    /// <summary>Reads a data set from one JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="bulkData">Gives the bytes behind a BulkDataURI of an element; null leaves such elements out.</param>
    /// <returns>The data set, its text in UTF-8.</returns>
    /// <exception cref="DicomFormatException">An element is malformed; the message names it.</exception>
    public static DicomDataset Read(JsonElement json, Func<DicomTag, string, ReadOnlyMemory<byte>>? bulkData = null) =>
        ReadWith(json, bulkData is null ? null : (tag, vr, uri) => new DicomElement(tag, vr, bulkData(tag, uri)));

    /// <summary>Reads a data set from one JSON object, its bulk values given as items.</summary>
    /// <param name="json">The object.</param>
    /// <param name="bulkItem">Gives the item for an element of some value representation with a BulkDataURI; null leaves such elements out.</param>
    /// <returns>The data set, its text in UTF-8.</returns>
    /// <exception cref="DicomFormatException">An element is malformed; the message names it.</exception>
    public static DicomDataset ReadWith(JsonElement json, Func<DicomTag, DicomVR, string, DicomItem>? bulkItem) =>
        new DicomJsonReader(bulkItem).Read(json);
}
