namespace OhifAlnPlugin.Server.Analysis;

/// <summary>A segmentation with its labels.</summary>
/// <param name="Info">What it is.</param>
/// <param name="ReadLabels">Reads its labels: one byte per voxel, frames in the order of the images, then rows, then columns.</param>
internal sealed record StoredSegmentation(SegmentationInfo Info, Func<byte[]> ReadLabels);
