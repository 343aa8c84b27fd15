using OhifAlnPlugin.Dicom.Series;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The dynamic series of a study with the phases that are compared.</summary>
/// <param name="Layout">The phases as found in the headers.</param>
/// <param name="PreContrastIndex">The phase before the contrast agent.</param>
/// <param name="PeakIndex">The phase of strongest enhancement.</param>
/// <param name="Explanation">How the phases were found and the two chosen.</param>
/// <param name="Warnings">What a reader should check, as sentences.</param>
internal sealed record DynamicStudy(DceLayout Layout, int PreContrastIndex, int PeakIndex, string Explanation, IReadOnlyList<string> Warnings);
