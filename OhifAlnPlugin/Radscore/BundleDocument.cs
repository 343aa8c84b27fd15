namespace OhifAlnPlugin.Radscore;

/// <summary><c>bundle.json</c> as it stands in the file.</summary>
internal sealed record BundleDocument
{
    /// <summary>The schema this version writes.</summary>
    public const string WrittenSchema = "urn:ohif-aln:radscore-bundle:2";

    /// <summary>The schemas this version reads. The first has no training cohort, no harmonisation, no clinical models and no <c>card.md</c>.</summary>
    public static readonly IReadOnlyList<string> KnownSchemas = ["urn:ohif-aln:radscore-bundle:1", WrittenSchema];

    public required string Schema { get; init; }

    public required ModelCard Card { get; init; }

    public required RadscoreExtraction Extraction { get; init; }

    public required FeatureDocument[] Features { get; init; }

    public required CutOff CutOff { get; init; }

    public CutOff? SurvivalCutOff { get; init; }

    public IntendedUseLimits? Limits { get; init; }

    public ClinicalField[]? ClinicalFields { get; init; }

    public LogisticScore? ClinicalModel { get; init; }

    public LogisticScore? CombinedModel { get; init; }

    public required NetworkDocument[] Networks { get; init; }

    public required FileDigest[] Files { get; init; }

    public required BundleProvenance Provenance { get; init; }
}

/// <summary>One feature in <c>bundle.json</c>.</summary>
internal sealed record FeatureDocument(
    string Name, string Label, string Explanation, string Unit, double Mean, double StandardDeviation);

/// <summary>One network in <c>bundle.json</c>.</summary>
internal sealed record NetworkDocument(HiddenLayerDocument[] Hidden, DenseDocument Output)
{
    public static NetworkDocument Of(BackPropagationNetwork network) => new(
        [.. network.Hidden.Select(h => new HiddenLayerDocument(DenseDocument.Of(h.Dense), NormalizationDocument.Of(h.Normalization)))],
        DenseDocument.Of(network.Output));

    public BackPropagationNetwork ToNetwork() =>
        new([.. Hidden.Select(h => new HiddenLayer(h.Dense.ToLayer(), h.Normalization?.ToNormalization()))], Output.ToLayer());
}

/// <summary>A hidden layer in <c>bundle.json</c>.</summary>
internal sealed record HiddenLayerDocument(DenseDocument Dense, NormalizationDocument? Normalization);

/// <summary>A dense layer in <c>bundle.json</c>; weights row-major, one row per input.</summary>
internal sealed record DenseDocument(int Inputs, int Outputs, double[] Weights, double[] Biases)
{
    public static DenseDocument Of(DenseLayer layer) => new(layer.Inputs, layer.Outputs, layer.Weights.ToArray(), layer.Biases.ToArray());

    public DenseLayer ToLayer() => Biases.Length == Outputs
        ? new DenseLayer(Inputs, Weights, Biases)
        : throw new ArgumentException($"A layer of {Outputs} outputs has {Biases.Length} biases.");
}

/// <summary>A batch normalisation in <c>bundle.json</c>.</summary>
internal sealed record NormalizationDocument(double[] Gamma, double[] Beta, double[] Mean, double[] Variance, double Epsilon)
{
    public static NormalizationDocument? Of(BatchNormalization? n) => n is null
        ? null
        : new(n.Gamma.ToArray(), n.Beta.ToArray(), n.Mean.ToArray(), n.Variance.ToArray(), n.Epsilon);

    public BatchNormalization ToNormalization() => new(Gamma, Beta, Mean, Variance, Epsilon);
}
