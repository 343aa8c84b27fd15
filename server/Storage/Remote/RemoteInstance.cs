using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>An instance as the archive's search tells of it.</summary>
/// <param name="SeriesInstanceUid">Its series.</param>
/// <param name="SopInstanceUid">The instance.</param>
/// <param name="SopClassUid">What it is; null when the archive does not say.</param>
/// <param name="InstanceNumber">Its number; null when it has none.</param>
/// <param name="Key">Digest of what the search tells of it: another content has another key.</param>
internal sealed record RemoteInstance(string SeriesInstanceUid, string SopInstanceUid, string? SopClassUid, int? InstanceNumber, string Key)
{
    /// <summary>What tells one content from another. Counts of a series or study, which some archives add, are left out: they change with every new instance.</summary>
    private static readonly DicomTag[] Telling =
    [
        DicomTag.SOPClassUID,
        DicomTag.SOPInstanceUID,
        DicomTag.PatientName,
        DicomTag.PatientID,
        DicomTag.StudyInstanceUID,
        DicomTag.SeriesInstanceUID,
        DicomTag.InstanceNumber,
        DicomTag.NumberOfFrames,
        DicomTag.Rows,
        DicomTag.Columns,
        DicomTag.BitsAllocated,
    ];

    /// <summary>Reads one result of a search for instances.</summary>
    /// <param name="json">DICOM JSON.</param>
    /// <returns>Null when it names no instance.</returns>
    public static RemoteInstance? Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Uid(DicomTag.SeriesInstanceUID) is not { } series || json.Uid(DicomTag.SOPInstanceUID) is not { } sop)
        {
            return null;
        }

        string? number = json.Text(DicomTag.InstanceNumber);
        return new RemoteInstance(series, sop, json.Uid(DicomTag.SOPClassUID), int.TryParse(number, out int n) ? n : null, KeyOf(json));
    }

    private static string KeyOf(JsonElement json)
    {
        var text = new StringBuilder();
        foreach (DicomTag tag in Telling)
        {
            text.Append(json.Text(tag)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>Reads single values of DICOM JSON without making a data set of it.</summary>
internal static class JsonValues
{
    /// <summary>The first value of an attribute as text; null when it has none.</summary>
    public static string? Text(this JsonElement dataset, DicomTag tag) =>
        dataset.TryGetProperty(tag.ToHexString(), out JsonElement element) && element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("Value", out JsonElement values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0
            ? values[0] is { ValueKind: JsonValueKind.String } text ? text.GetString() : values[0].GetRawText()
            : null;

    /// <summary>The first value of an attribute if it is a UID.</summary>
    public static string? Uid(this JsonElement dataset, DicomTag tag) => dataset.Text(tag) is { } text && DicomUidText.IsValid(text) ? text : null;
}
