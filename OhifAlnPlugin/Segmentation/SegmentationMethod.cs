namespace OhifAlnPlugin.Segmentation;

/// <summary>Which algorithm made a VOI; written into every segmentation.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Version">Changes whenever the same input may give another mask.</param>
/// <param name="Description">A sentence for the reader.</param>
public sealed record SegmentationMethod(string Name, string Version, string Description)
{
    /// <summary>SHA-256 of the network behind it, lower-case hexadecimal; null for a method without a trained network.</summary>
    public string? Digest { get; init; }

    /// <summary>What the network was trained on; shown beside every result. Null for a method without a trained network.</summary>
    public string? TrainingData { get; init; }
}
