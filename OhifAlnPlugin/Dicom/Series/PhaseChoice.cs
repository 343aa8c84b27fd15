namespace OhifAlnPlugin.Dicom.Series;

/// <summary>What a reader chose instead of the rules; null leaves that choice to the rules.</summary>
/// <param name="PreContrastIndex">Pre-contrast phase, 0-based.</param>
/// <param name="PeakIndex">Peak phase, 0-based, later than the pre-contrast phase.</param>
/// <param name="FrameOfReferenceUid">Of a patient who was repositioned: the position whose phases are compared.</param>
public sealed record PhaseChoice(int? PreContrastIndex = null, int? PeakIndex = null, string? FrameOfReferenceUid = null)
{
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
