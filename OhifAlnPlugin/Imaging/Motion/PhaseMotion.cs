namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>How the patient lies in one phase against the pre-contrast phase, and how well both fit without and with correction.</summary>
/// <param name="PhaseIndex">The phase, 0-based.</param>
/// <param name="ShiftMm">Shift of the middle of the body, LPS mm.</param>
/// <param name="RotationDegrees">Turn, degrees.</param>
/// <param name="MeanMm">Mean displacement of the voxels of the body, mm.</param>
/// <param name="LargestMm">Largest displacement of a voxel of the body, mm.</param>
/// <param name="AgreementBefore">Correlation of the structure of both images in the body, uncorrected, in [−1, 1].</param>
/// <param name="AgreementAfter">The same after the correction.</param>
public sealed record PhaseMotion(
    int PhaseIndex, Vector3 ShiftMm, double RotationDegrees, double MeanMm, double LargestMm, double AgreementBefore, double AgreementAfter)
{
    /// <summary>A mean displacement from which a phase counts as moved, mm.</summary>
    public const double NoticeableMm = 1;

    /// <summary>Whether the phase has moved noticeably and a correction makes it fit better.</summary>
    public bool IsNoticeable => MeanMm >= NoticeableMm && AgreementAfter > AgreementBefore;
}
