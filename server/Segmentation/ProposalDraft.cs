using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Describes a VOI that a method made.</summary>
internal static class ProposalDraft
{
    /// <summary>Describes it.</summary>
    /// <param name="job">Identifier of the job, and of the draft with the first candidate.</param>
    /// <param name="layout">The phases.</param>
    /// <param name="peak">The phase on whose images it lies.</param>
    /// <param name="type">How it came about.</param>
    /// <param name="method">The method.</param>
    /// <param name="candidates">What the method found, the most suspicious first.</param>
    /// <param name="taken">Which of them the VOI is, from 0.</param>
    /// <param name="voi">The VOI on the whole grid.</param>
    /// <param name="now">Time, UTC.</param>
    public static SegmentationInfo Describe(
        Guid job, DceLayout layout, int peak, AlgorithmType type, SegmentationMethod method, IReadOnlyList<TumourCandidate> candidates, int taken, Mask voi, DateTimeOffset now)
    {
        var phase = layout.Phases[peak];
        return new SegmentationInfo(
            IdOf(job, taken),
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
            FrameNumbers = phase.FrameNumbers,
            Candidates = [.. candidates.Select((c, n) => new Candidate(n + 1, c.Score, c.VolumeMm3, SliceIndex.PixelOf(phase, c.Seed), IdOf(job, n)))],
        };
    }

    /// <summary>Identifier of a candidate's draft: the job's own for the first; the same for the same job.</summary>
    private static string IdOf(Guid job, int index) =>
        (index == 0 ? job : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{job:D}/candidate {index + 1}")).AsSpan(0, 16), bigEndian: true)).ToString("D");
}
