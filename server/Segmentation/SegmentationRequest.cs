using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Asks for a segmentation of the primary tumour.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="Click">A point inside the tumour; without it the breasts are searched.</param>
/// <param name="Fraction">Where the outline cuts between background (0) and local peak (1) of the enhancement, 0.25 … 0.75; 0.5 where not given.</param>
/// <param name="RadiusMm">Farthest the VOI may reach from the click or the place found, mm, 5 … 60; 30 where not given.</param>
/// <param name="Model">Which model searches the breasts, as <c>/api/segmentation-models</c> names it; the default where not given. Not with a click.</param>
internal sealed record SegmentationRequest(string StudyInstanceUid, Click? Click = null, double? Fraction = null, double? RadiusMm = null, string? Model = null);
