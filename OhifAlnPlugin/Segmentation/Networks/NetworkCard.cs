namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>What a network expects, gives and rests on: the file <c>model.json</c> beside its <c>model.onnx</c>.</summary>
public sealed record NetworkCard
{
    /// <summary>Name, such as <c>breast-u2netp</c>: 1 … 64 letters, digits, points and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Version; another one whenever the network or its preparation changes.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the network's file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>What the network is for.</summary>
    public required string IntendedUse { get; init; }

    /// <summary>Input channels, in the network's order.</summary>
    public required IReadOnlyList<NetworkChannel> Channels { get; init; }

    /// <summary>Slices or blocks, and how large their voxels are.</summary>
    public required NetworkGrid Grid { get; init; }

    /// <summary>How intensities are scaled.</summary>
    public required NetworkScale Scale { get; init; }

    /// <summary>What the output means.</summary>
    public required NetworkOutput Output { get; init; }

    /// <summary>Which output channel is the tumour, from 0.</summary>
    public int TumourChannel { get; init; }

    /// <summary>Probability from above which a voxel is tumour, in (0, 1).</summary>
    public required double Threshold { get; init; }

    /// <summary>Smaller components are dropped, mm³.</summary>
    public required double MinimumVolumeMm3 { get; init; }

    /// <summary>What it was trained on; shown wherever its results are.</summary>
    public required string TrainingData { get; init; }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<NetworkMetric> Metrics { get; init; } = [];

    /// <summary>What it must not be used for.</summary>
    public IReadOnlyList<string> NotFor { get; init; } = [];

    /// <summary>The method that is written into every segmentation made with it.</summary>
    public SegmentationMethod Method => new(
        Id, Version, $"Candidates ranked by a network, each outlined at half of its local peak of enhancement; trained on: {TrainingData.TrimEnd('.')}; research use only.")
    {
        Digest = Sha256,
        TrainingData = TrainingData,
    };

    /// <summary>Reads a card.</summary>
    /// <param name="json">Bytes of <c>model.json</c>, UTF-8.</param>
    /// <param name="name">Name for the messages.</param>
    /// <returns>The card.</returns>
    /// <exception cref="OnnxModelRefusedException">It is no JSON, lacks a field, or a value is not possible; the message says which.</exception>
    public static NetworkCard Read(ReadOnlyMemory<byte> json, string name = "model.json") => NetworkCardReader.Read(json, name);
}

/// <summary>A measurement of a network.</summary>
/// <param name="Set">On which data.</param>
/// <param name="Unit">What was counted: volume, slice, lesion or patient.</param>
/// <param name="Values">Numbers by name, among them <c>n</c>.</param>
/// <param name="Note">A remark; empty for none.</param>
public sealed record NetworkMetric(string Set, string Unit, IReadOnlyDictionary<string, double> Values, string Note);
