using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>A dynamic acquisition with its pixels and the phases chosen.</summary>
/// <param name="Series">The phases, pre-contrast and peak phase.</param>
/// <param name="Selection">The figures behind the choice.</param>
/// <param name="Explanation">A sentence for the reader: which phase is pre-contrast, which is peak, how long after the first post-contrast phase.</param>
/// <param name="Warnings">The layout's warnings and those that the pixels add.</param>
public sealed record LoadedSeries(DynamicSeries Series, PhaseSelection Selection, string Explanation, IReadOnlyList<string> Warnings);

/// <summary>Phases that a reader chose instead of the rules; null leaves the choice to the rules.</summary>
/// <param name="PreContrastIndex">Pre-contrast phase, 0-based.</param>
/// <param name="PeakIndex">Peak phase, 0-based, later than the pre-contrast phase.</param>
public sealed record PhaseChoice(int? PreContrastIndex = null, int? PeakIndex = null);
