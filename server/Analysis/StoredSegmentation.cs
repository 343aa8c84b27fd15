using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>A segmentation with its labels.</summary>
/// <param name="Info">What it is.</param>
/// <param name="ReadLabels">Reads its labels: one byte per voxel, frames in the order of the images, then rows, then columns.</param>
internal sealed record StoredSegmentation(SegmentationInfo Info, Func<byte[]> ReadLabels)
{
    /// <summary>Reads the labels with those beneath, where VOIs share voxels; null where the labels hold everything.</summary>
    public Func<LabelLayers>? ReadLayers { get; init; }

    /// <summary>What its SEG says of each segment, or the SEG that was taken in as a draft; empty where there is none.</summary>
    public IReadOnlyList<SegmentProperties> Properties { get; init; } = [];

    /// <summary>One VOI.</summary>
    /// <param name="grid">The grid of its study's dynamic series.</param>
    /// <param name="number">Its number.</param>
    public Mask MaskOf(VolumeGeometry grid, int number) => Layers().MaskOf(grid, number);

    /// <summary>All labels.</summary>
    public LabelLayers Layers() => ReadLayers?.Invoke() ?? LabelLayers.Single(ReadLabels());
}
