using System.Text.Json.Serialization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>On which side of the patient a VOI lies.</summary>
internal static class BreastSides
{
    /// <summary>By the place in images of both breasts; in images of one breast by what the headers of the MR images name, if all name the same.</summary>
    /// <param name="voi">The VOI.</param>
    /// <param name="headers">Headers of the study.</param>
    /// <returns>Null when neither the images nor their header say it.</returns>
    public static BreastSide? Of(Mask voi, IReadOnlyList<DicomDataset> headers)
    {
        if (BodySides.Of(voi) is { } side)
        {
            return side is BodySide.Left ? BreastSide.Left : BreastSide.Right;
        }

        string?[] named = [.. headers.Where(h => h.GetString(DicomTag.Modality) == "MR").Select(h => h.GetString(DicomTag.ImageLaterality) ?? h.GetString(DicomTag.Laterality)).Distinct()];
        return named is ["L"] ? BreastSide.Left : named is ["R"] ? BreastSide.Right : null;
    }
}

/// <summary>A side of the patient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BreastSide>))]
internal enum BreastSide
{
    /// <summary>The patient's right.</summary>
    [JsonStringEnumMemberName("right")]
    Right,

    /// <summary>The patient's left.</summary>
    [JsonStringEnumMemberName("left")]
    Left,
}
