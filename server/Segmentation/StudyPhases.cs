using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging.Motion;
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
/// <param name="Alternatives">Other phases that could be the peak, with the reason.</param>
/// <param name="Choice">What a reader chose and is kept; null where the rules decide.</param>
/// <param name="CorrectedMotion">How the patient lay in each phase before it was corrected; empty where motion is not corrected.</param>
internal sealed record StudyPhases(
    string StudyInstanceUid,
    string FrameOfReferenceUid,
    IReadOnlyList<StudyPhase> Phases,
    int PreContrastIndex,
    int PeakIndex,
    string Explanation,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<PeakAlternative> Alternatives,
    ReadersChoice? Choice,
    IReadOnlyList<PhaseMotion> CorrectedMotion)
{
    /// <summary>Describes a study.</summary>
    public static StudyPhases Of(DynamicStudy study) => new(
        study.Layout.StudyInstanceUid,
        study.Layout.FrameOfReferenceUid,
        [.. study.Layout.Phases.Select(StudyPhase.Of)],
        study.PreContrastIndex,
        study.PeakIndex,
        study.Explanation,
        study.Warnings,
        study.Chosen.Alternatives,
        study.Layout.Choice is { } choice && study.KeptAt is { } at ? new ReadersChoice(choice.PreContrastIndex, choice.PeakIndex, choice.FrameOfReferenceUid, choice.Motion, at) : null,
        study.Chosen.CorrectedMotion);
}

/// <summary>One phase.</summary>
/// <param name="Index">Position in the order of time, from 0.</param>
/// <param name="SeriesInstanceUid">Its series; all phases may share one.</param>
/// <param name="SeriesNumber">Number of the series; null when the images have none.</param>
/// <param name="SeriesDescription">Description of the series, empty when the images have none.</param>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="SopInstanceUids">The images, in order of the slices; a multi-frame image is named once per slice.</param>
/// <param name="FrameNumbers">The frame of each image, from 1; null where every image is a slice of its own.</param>
internal sealed record StudyPhase(
    int Index, string SeriesInstanceUid, int? SeriesNumber, string SeriesDescription, double TimeSeconds, IReadOnlyList<string> SopInstanceUids, IReadOnlyList<int>? FrameNumbers)
{
    /// <summary>Describes a phase.</summary>
    public static StudyPhase Of(DcePhase phase, int index) => new(
        index,
        phase.SeriesInstanceUid,
        phase.SeriesNumber,
        phase.SeriesDescription,
        phase.TimeSeconds,
        phase.SopInstanceUids,
        phase.FrameNumbers);
}

/// <summary>What a reader chose for a study; null values are left to the rules.</summary>
/// <param name="PreContrastIndex">Pre-contrast phase, 0-based.</param>
/// <param name="PeakIndex">Peak phase, 0-based.</param>
/// <param name="FrameOfReferenceUid">Of a patient who was repositioned, the position.</param>
/// <param name="Motion">How the phases are brought onto the peak phase.</param>
/// <param name="KeptAt">When, UTC.</param>
internal sealed record ReadersChoice(int? PreContrastIndex, int? PeakIndex, string? FrameOfReferenceUid, MotionModel Motion, DateTimeOffset KeptAt);
