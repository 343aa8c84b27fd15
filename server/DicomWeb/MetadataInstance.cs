using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>An instance put together from its metadata and bulk data, or the reason why that cannot be.</summary>
internal sealed record MetadataInstance
{
    private const long LongestValue = 0xFFFFFFFE;

    /// <summary>The instance; null when it cannot be put together.</summary>
    public DicomFile? File { get; private init; }

    /// <summary>What is answered when <see cref="File"/> is null.</summary>
    public StowResult? Failure { get; private init; }

    /// <summary>Whether elements were left out that have no place in a data set.</summary>
    public bool IsReduced { get; private init; }

    /// <summary>Reads the metadata of one instance and finds its bulk data.</summary>
    /// <param name="json">One DICOM JSON object.</param>
    /// <param name="findBulk">Gives the parts that were sent for a BulkDataURI; null when none was.</param>
    public static MetadataInstance Of(JsonElement json, Func<string, IReadOnlyList<BulkPart>?> findBulk)
    {
        var pixels = new PixelDataSyntax();
        try
        {
            DicomDataset dataset = DicomJson.ReadWith(json, (tag, vr, uri) => BulkItem(tag, vr, findBulk(uri) ?? throw new DicomFormatException($"{tag}: no part of the request has the location '{Http.Problems.Shortened(uri)}'."), pixels));
            bool isReduced = RemoveGroupsBeforeDataset(dataset, out string? declaredSyntax);
            string? sopClass = Uid(dataset, DicomTag.SOPClassUID), sopInstance = Uid(dataset, DicomTag.SOPInstanceUID);
            if (sopClass is null || sopInstance is null)
            {
                return new MetadataInstance { Failure = new StowResult(FailureReason.DataSetDoesNotMatchSopClass, null, null, sopClass, sopInstance) };
            }

            return pixels.Choose(declaredSyntax) is { } syntax
                ? new MetadataInstance { File = new DicomFile(dataset, syntax), IsReduced = isReduced }
                : new MetadataInstance { Failure = new StowResult(FailureReason.TransferSyntaxNotSupported, null, null, sopClass, sopInstance) };
        }
        catch (DicomFormatException)
        {
            return new MetadataInstance { Failure = new StowResult(FailureReason.CannotUnderstand, null, null, UidIn(json, DicomTag.SOPClassUID), UidIn(json, DicomTag.SOPInstanceUID)) };
        }
    }

    private static DicomStreamedElement BulkItem(DicomTag tag, DicomVR vr, IReadOnlyList<BulkPart> parts, PixelDataSyntax pixels)
    {
        bool isEncapsulated = tag == DicomTag.PixelData && pixels.IsEncapsulated(parts[0]);
        if (parts.Max(part => part.File.Length) > LongestValue || (!isEncapsulated && parts.Sum(part => part.File.Length) > LongestValue))
        {
            throw new DicomFormatException($"{tag} has more than {LongestValue} bytes, the limit of the length field.");
        }

        return new DicomStreamedElement(tag, isEncapsulated ? DicomVR.OB : vr, [.. parts.Select(part => new DicomContent(part.File.Length, part.File.Open))], isEncapsulated);
    }

    /// <summary>Takes out File Meta Information, which is written anew, and what else has no place in a data set.</summary>
    /// <returns>Whether there was anything else.</returns>
    private static bool RemoveGroupsBeforeDataset(DicomDataset dataset, out string? transferSyntax)
    {
        DicomTag[] early = [.. dataset.Select(item => item.Tag).Where(tag => tag.Group < 0x0008)];
        transferSyntax = dataset.GetString(DicomTag.TransferSyntaxUID);
        Array.ForEach(early, tag => dataset.Remove(tag));
        return early.Any(tag => tag.Group != 0x0002);
    }

    private static string? Uid(DicomDataset dataset, DicomTag tag) => dataset.GetString(tag) is { } uid && DicomUidText.IsValid(uid) ? uid : null;

    /// <summary>A UID of metadata that cannot be read as a whole; null also where its text is no UTF-8.</summary>
    private static string? UidIn(JsonElement json, DicomTag tag)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(tag.ToHexString(), out JsonElement element) && element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("Value", out JsonElement values) && values.ValueKind == JsonValueKind.Array
                && values.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } first && first.GetString() is { } uid && DicomUidText.IsValid(uid)
                    ? uid
                    : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
