using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Describes a VOI that a method made.</summary>
internal static class ProposalDraft
{
    /// <summary>Describes it.</summary>
    /// <param name="id">Identifier of the draft.</param>
    /// <param name="layout">The phases.</param>
    /// <param name="peak">The phase on whose images it lies.</param>
    /// <param name="type">How it came about.</param>
    /// <param name="method">The method.</param>
    /// <param name="candidates">What the method found, the VOI first.</param>
    /// <param name="voi">The VOI on the whole grid.</param>
    /// <param name="now">Time, UTC.</param>
    public static SegmentationInfo Describe(
        Guid id, DceLayout layout, int peak, AlgorithmType type, SegmentationMethod method, IReadOnlyList<TumourCandidate> candidates, Mask voi, DateTimeOffset now)
    {
        var phase = layout.Phases[peak];
        return new SegmentationInfo(
            id.ToString("D"),
            Saved: false,
            layout.StudyInstanceUid,
            phase.SeriesInstanceUid,
            phase.SopInstanceUids,
            layout.Geometry.SizeY,
            layout.Geometry.SizeX,
            type,
            method,
            SegmentMeasuring.Measure(layout.Geometry, voi.Voxels, TumourLabel.Names),
            SopInstanceUid: null,
            now)
        {
            Candidates = [.. candidates.Select((c, n) => new Candidate(n + 1, c.Score, c.VolumeMm3, SliceIndex.PixelOf(phase, c.Seed)))],
        };
    }
}
