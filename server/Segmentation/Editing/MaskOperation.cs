using System.Text.Json.Serialization;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation.Editing;

/// <summary>What is done to a VOI.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MaskOperationKind>))]
internal enum MaskOperationKind
{
    /// <summary>Smooth the surface and keep the volume; needs the width of the Gaussian in mm.</summary>
    [JsonStringEnumMemberName("smooth")]
    Smooth,

    /// <summary>Remove islands below a volume in mm³.</summary>
    [JsonStringEnumMemberName("remove-islands")]
    RemoveIslands,

    /// <summary>Keep the largest island.</summary>
    [JsonStringEnumMemberName("keep-largest")]
    KeepLargest,

    /// <summary>Fill what is enclosed in a slice, and cavities closed on all sides.</summary>
    [JsonStringEnumMemberName("fill-holes")]
    FillHoles,

    /// <summary>Interpolate the shape between the edited slices, or between those with voxels.</summary>
    [JsonStringEnumMemberName("interpolate")]
    Interpolate,

    /// <summary>Grow by a margin in mm, or shrink by a negative one.</summary>
    [JsonStringEnumMemberName("margin")]
    Margin,

    /// <summary>The tissue around the VOI, of a thickness in mm, as a VOI of its own.</summary>
    [JsonStringEnumMemberName("shell")]
    Shell,

    /// <summary>A stroke of a brush that touches only voxels between two limits.</summary>
    [JsonStringEnumMemberName("brush")]
    Brush,
}

/// <summary>An operation on a VOI with what it needs.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Mm">Width of the smoothing (0.1 … 20), margin (−50 … 50, not 0) or thickness of the shell (0.1 … 100; 15 where left out), mm.</param>
/// <param name="Mm3">Least volume of an island that is kept, mm³.</param>
/// <param name="Frames">Edited frames of the labelmap, from 0; those with voxels where left out.</param>
/// <param name="Stroke">The stroke of the brush.</param>
internal sealed record MaskOperation(
    MaskOperationKind Kind, double? Mm = null, double? Mm3 = null, IReadOnlyList<int>? Frames = null, BrushRequest? Stroke = null);

/// <summary>A stroke of the brush.</summary>
/// <param name="Points">Pixels that its centre passed, at least one.</param>
/// <param name="RadiusMm">Radius, mm, 0.1 … 100.</param>
/// <param name="Sphere">Whether the brush is a ball; otherwise it is a disc in each image.</param>
/// <param name="Erases">Whether voxels are removed.</param>
/// <param name="Limits">Which voxels are touched; where left out, those between the smallest and the largest enhancement under the first point.</param>
internal sealed record BrushRequest(IReadOnlyList<Click> Points, double RadiusMm, bool Sphere = false, bool Erases = false, PromptLimits? Limits = null)
{
    /// <summary>Form of the brush.</summary>
    [JsonIgnore]
    public BrushForm Form => Sphere ? BrushForm.Sphere : BrushForm.Circle;
}
