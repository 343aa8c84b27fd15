using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Scores VOIs for features that do not know the models.</summary>
internal interface IVoiScorer
{
    /// <summary>The radscore of a segment.</summary>
    /// <exception cref="Http.ProblemException">There is no such segment, no model, or no score for this VOI.</exception>
    Task<ScoredSegment> ScoreAsync(VoiToScore voi, CancellationToken cancellation);
}

/// <summary>What is to be scored.</summary>
/// <param name="SegmentationId">A draft or a saved segmentation.</param>
/// <param name="SegmentNumber">Its segment; without it the only or first one.</param>
/// <param name="Centre">The centre of the study; without it the images say it.</param>
/// <param name="Clinical">Clinical values by the key of their field.</param>
internal sealed record VoiToScore(string SegmentationId, int? SegmentNumber = null, string? Centre = null, IReadOnlyDictionary<string, string>? Clinical = null);

/// <summary>A scored segment with all that the score was made from.</summary>
/// <param name="Segmentation">The segmentation.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Voi">Its voxels.</param>
/// <param name="Headers">Headers of the study.</param>
/// <param name="Layout">Its phases.</param>
/// <param name="Series">Their images.</param>
/// <param name="Bundle">The model.</param>
/// <param name="Context">What was known of the case.</param>
/// <param name="Assessment">The score.</param>
/// <param name="Stability">Range of the score when the outline moves by one voxel.</param>
/// <param name="Curve">Time-intensity curve of the segment.</param>
/// <param name="Warnings">What the extraction of features warns of, as sentences.</param>
internal sealed record ScoredSegment(
    StoredSegmentation Segmentation,
    Segment Segment,
    Mask Voi,
    IReadOnlyList<DicomDataset> Headers,
    DceLayout Layout,
    DynamicSeries Series,
    RadscoreBundle Bundle,
    CaseContext Context,
    RadscoreAssessment Assessment,
    StabilityBand Stability,
    IReadOnlyList<TimeIntensityPoint> Curve,
    IReadOnlyList<string> Warnings);
