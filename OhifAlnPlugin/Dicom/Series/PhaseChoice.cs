using OhifAlnPlugin.Imaging.Motion;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>What a reader chose instead of the rules; null leaves that choice to the rules.</summary>
/// <param name="PreContrastIndex">Pre-contrast phase, 0-based.</param>
/// <param name="PeakIndex">Peak phase, 0-based, later than the pre-contrast phase.</param>
/// <param name="FrameOfReferenceUid">Of a patient who was repositioned: the position whose phases are compared.</param>
/// <param name="Motion">How the phases are brought onto the peak phase before they are compared.</param>
public sealed record PhaseChoice(
    int? PreContrastIndex = null, int? PeakIndex = null, string? FrameOfReferenceUid = null, MotionModel Motion = MotionModel.None)
{
    /// <summary>Whether phases or images are others than those of the rules.</summary>
    public bool ChangesResults => PreContrastIndex is not null || PeakIndex is not null || Motion != MotionModel.None;

    /// <summary>Checks the phases against an acquisition.</summary>
    /// <param name="layout">The acquisition.</param>
    /// <exception cref="DceException">A phase does not exist, or the peak does not come after the pre-contrast phase.</exception>
    public void Require(DceLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        int count = layout.Phases.Count, pre = PreContrastIndex ?? layout.PreContrastIndex;
        if (pre < 0 || pre >= count - 1 || PeakIndex <= pre || PeakIndex >= count)
        {
            throw new DceException(DceProblems.BadPhaseChoice,
                $"Pre-contrast phase {pre + 1}{(PeakIndex is null ? "" : $" and peak phase {PeakIndex + 1}")} do not fit {count} phases: the pre-contrast phase must come before the peak phase.");
        }
    }
}
