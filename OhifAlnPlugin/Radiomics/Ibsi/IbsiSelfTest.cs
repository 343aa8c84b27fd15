using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Ibsi;

/// <summary>One line of the self-test.</summary>
/// <param name="Reference">The consensus value.</param>
/// <param name="Value">What this engine computes.</param>
/// <param name="Agrees">Whether they agree.</param>
public sealed record IbsiResult(IbsiReferenceValue Reference, double Value, bool Agrees)
{
    /// <summary>Whether the line is as it should be: agreement, except where the definition is known to differ.</summary>
    public bool IsAsExpected => Agrees != Reference.IsKnownDeviation;
}

/// <summary>Runs the engine on the digital phantom of IBSI and compares with the consensus.</summary>
public static class IbsiSelfTest
{
    /// <summary>Computes every value of <see cref="IbsiReferenceValues"/>.</summary>
    /// <returns>One result per value, in the same order.</returns>
    public static IReadOnlyList<IbsiResult> Run()
    {
        FeatureVector averaged = Extract(WeightingNorm.None), merged = Extract(WeightingNorm.NoWeighting);
        return [.. IbsiReferenceValues.All.Select(r => Compare(r, (r.IsMerged ? merged : averaged)[$"original_{r.Feature}"]))];
    }

    private static IbsiResult Compare(IbsiReferenceValue reference, double value) => new(reference, value, reference.Agrees(value));

    private static FeatureVector Extract(WeightingNorm weighting)
    {
        var settings = new ExtractionSettings { Texture = new() { BinWidth = 1, WeightingNorm = weighting } };
        return FeatureExtractor.Extract(IbsiDigitalPhantom.Image(), IbsiDigitalPhantom.Mask(), settings);
    }
}
