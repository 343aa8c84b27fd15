using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>How the patient may have moved between phases.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MotionModel>))]
public enum MotionModel
{
    /// <summary>Not at all: images are used as they are.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Shifted as a whole.</summary>
    [JsonStringEnumMemberName("translation")]
    Translation,

    /// <summary>Shifted and turned as a whole.</summary>
    [JsonStringEnumMemberName("rigid")]
    Rigid,
}
