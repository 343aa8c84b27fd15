using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Labels on the grid of a dynamic series, ready to be stored as DICOM SEG.</summary>
/// <param name="Layout">The dynamic series.</param>
/// <param name="PhaseIndex">The phase that was drawn on.</param>
/// <param name="Labels">One label per voxel of the grid; at least one above 0.</param>
/// <param name="Names">Name of each label.</param>
/// <param name="AlgorithmType">How the VOIs came about.</param>
/// <param name="Method">The method behind them; null when drawn by hand.</param>
internal sealed record VoiToSave(
    DceLayout Layout, int PhaseIndex, byte[] Labels, IReadOnlyDictionary<int, string> Names, AlgorithmType AlgorithmType, SegmentationMethod? Method)
{
    /// <summary>The labels with those beneath, where VOIs share voxels.</summary>
    public LabelLayers Layers { get; init; } = LabelLayers.Single(Labels);

    /// <summary>How many SEGs of the same VOIs were rejected before: a new one needs an identity of its own.</summary>
    public int Rejected { get; init; }

    /// <summary>What the SEG that was edited says of its segments, by label: codes, tracking and algorithm stay as they were.</summary>
    public IReadOnlyDictionary<int, SegmentProperties> Known { get; init; } = new Dictionary<int, SegmentProperties>();
}
