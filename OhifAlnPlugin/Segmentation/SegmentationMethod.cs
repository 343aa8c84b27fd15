namespace OhifAlnPlugin.Segmentation;

/// <summary>Which algorithm made a VOI; written into every segmentation.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Version">Changes whenever the same input may give another mask.</param>
/// <param name="Description">A sentence for the reader.</param>
public sealed record SegmentationMethod(string Name, string Version, string Description);
