using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Asks for a segmentation of the primary tumour.</summary>
/// <param name="StudyInstanceUid">The study; may be left out where a series is named.</param>
/// <param name="Click">A point inside the tumour; in the mode threshold, a point with which the result is connected.</param>
/// <param name="Fraction">Where the outline cuts between background (0) and local peak (1) of the enhancement, 0.25 … 0.75; 0.5 where not given.</param>
/// <param name="RadiusMm">Farthest the VOI may reach from its middle, mm, 5 … 60; 30 where not given.</param>
/// <param name="Model">Which model searches the breasts, as <c>/api/segmentation-models</c> names it; the default where not given. In the mode auto only.</param>
/// <param name="SeriesInstanceUid">A series of the dynamic study.</param>
/// <param name="Mode">How the VOI is made; where left out, what is drawn tells: strokes, limits, a box, a click, or nothing for the search of the breasts.</param>
/// <param name="Foreground">Points of strokes on the tumour.</param>
/// <param name="Background">Points of strokes on what does not belong to it.</param>
/// <param name="Box">A box around the tumour.</param>
/// <param name="FunctionalTumourVolume">Limits of the functional tumour volume in the box; those of the I-SPY rule where left out.</param>
/// <param name="Threshold">Limits of the mode threshold.</param>
/// <param name="Direct">Whether the answer shall be the draft itself instead of a job; not for the search of the breasts.</param>
internal sealed record SegmentationRequest(
    string? StudyInstanceUid = null,
    Click? Click = null,
    double? Fraction = null,
    double? RadiusMm = null,
    string? Model = null,
    string? SeriesInstanceUid = null,
    SegmentationMode? Mode = null,
    IReadOnlyList<Click>? Foreground = null,
    IReadOnlyList<Click>? Background = null,
    BoxCorners? Box = null,
    FunctionalTumourVolumeOptions? FunctionalTumourVolume = null,
    PromptLimits? Threshold = null,
    bool Direct = false);

/// <summary>Two opposite corners of a box, both inside.</summary>
/// <param name="First">One corner.</param>
/// <param name="Last">The other.</param>
internal sealed record BoxCorners(Click First, Click Last);
