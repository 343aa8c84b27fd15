using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>A dynamic acquisition with its pixels and the phases chosen.</summary>
/// <param name="Series">The phases, pre-contrast and peak phase.</param>
/// <param name="Selection">The figures behind the choice.</param>
/// <param name="Explanation">A sentence for the reader: which phase is pre-contrast, which is peak, how long after the first post-contrast phase.</param>
/// <param name="Warnings">The layout's warnings and those that the pixels add.</param>
/// <param name="Alternatives">Other phases that could be the peak; empty where one phase enhances clearly most, or a reader chose.</param>
public sealed record LoadedSeries(
    DynamicSeries Series, PhaseSelection Selection, string Explanation, IReadOnlyList<string> Warnings, IReadOnlyList<PeakAlternative> Alternatives)
{
    /// <summary>How the patient lay in each phase before it was corrected; empty where motion is not corrected.</summary>
    public IReadOnlyList<PhaseMotion> CorrectedMotion { get; init; } = [];
}

/// <summary>Another phase that could be the peak.</summary>
/// <param name="PeakIndex">The phase, 0-based.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record PeakAlternative(int PeakIndex, string Reason);
