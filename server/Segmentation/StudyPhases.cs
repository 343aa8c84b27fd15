using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The phases of a study as the viewer needs them.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="FrameOfReferenceUid">Frame of reference of all phases.</param>
/// <param name="Phases">The phases, in order of time.</param>
/// <param name="PreContrastIndex">The phase before the contrast agent.</param>
/// <param name="PeakIndex">The phase of strongest enhancement.</param>
/// <param name="Explanation">How they were found and chosen.</param>
/// <param name="Warnings">What a reader should check.</param>
internal sealed record StudyPhases(
    string StudyInstanceUid, string FrameOfReferenceUid, IReadOnlyList<StudyPhase> Phases, int PreContrastIndex, int PeakIndex, string Explanation, IReadOnlyList<string> Warnings)
{
    /// <summary>Describes a study.</summary>
    public static StudyPhases Of(DynamicStudy study) => new(
        study.Layout.StudyInstanceUid,
        study.Layout.FrameOfReferenceUid,
        [.. study.Layout.Phases.Select((phase, index) => new StudyPhase(index, phase.SeriesInstanceUid, phase.SeriesNumber, phase.SeriesDescription, phase.TimeSeconds, phase.SopInstanceUids))],
        study.PreContrastIndex,
        study.PeakIndex,
        study.Explanation,
        study.Warnings);
}

/// <summary>One phase.</summary>
/// <param name="Index">Position in the order of time, from 0.</param>
/// <param name="SeriesInstanceUid">Its series; all phases may share one.</param>
/// <param name="SeriesNumber">Number of the series; null when the images have none.</param>
/// <param name="SeriesDescription">Description of the series, empty when the images have none.</param>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="SopInstanceUids">The images, in order of the slices.</param>
internal sealed record StudyPhase(
    int Index, string SeriesInstanceUid, int? SeriesNumber, string SeriesDescription, double TimeSeconds, IReadOnlyList<string> SopInstanceUids);
