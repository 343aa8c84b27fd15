using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>How a VOI is asked for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SegmentationMode>))]
internal enum SegmentationMode
{
    /// <summary>The breasts are searched.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>A click inside the tumour.</summary>
    [JsonStringEnumMemberName("click")]
    Click,

    /// <summary>Strokes on the tumour and on what does not belong to it.</summary>
    [JsonStringEnumMemberName("scribble")]
    Scribble,

    /// <summary>A box: the functional tumour volume in it.</summary>
    [JsonStringEnumMemberName("box")]
    Box,

    /// <summary>Limits, in a box or everywhere.</summary>
    [JsonStringEnumMemberName("threshold")]
    Threshold,
}
