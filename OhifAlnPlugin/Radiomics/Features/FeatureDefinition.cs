namespace OhifAlnPlugin.Radiomics.Features;

/// <summary>What is known of a feature apart from its value.</summary>
/// <param name="Class">Feature class, as in PyRadiomics: shape, firstorder, glcm …</param>
/// <param name="Name">Feature name, as in PyRadiomics.</param>
/// <param name="Formula">Definition, in the symbols of its class.</param>
/// <param name="Unit">Unit; 1 = dimensionless, I = unit of the (filtered) image.</param>
/// <param name="Range">Values it can take.</param>
/// <param name="IbsiCode">Code in the reference manual of the Image Biomarker Standardisation Initiative; null where IBSI has no counterpart.</param>
/// <param name="Deviation">How it differs from IBSI; null where it does not.</param>
/// <param name="OnRequest">Whether it is computed only when named, as the deprecated features of PyRadiomics are.</param>
public sealed record FeatureDefinition(
    string Class, string Name, string Formula, string Unit, string Range, string? IbsiCode, string? Deviation, bool OnRequest);

/// <summary>One row of a feature class: what the feature is and how it follows from the class's matrix.</summary>
/// <typeparam name="TSource">What the class's features are computed from.</typeparam>
/// <param name="Name">Feature name, as in PyRadiomics.</param>
/// <param name="IbsiCode">IBSI code or null.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Range">Range.</param>
/// <param name="Formula">Formula.</param>
/// <param name="Compute">The formula in code.</param>
internal sealed record Feature<TSource>(string Name, string? IbsiCode, string Unit, string Range, string Formula, Func<TSource, double> Compute)
{
    /// <summary>How the feature differs from IBSI.</summary>
    public string? Deviation { get; init; }

    /// <summary>Whether it is computed only when named.</summary>
    public bool OnRequest { get; init; }

    /// <summary>The row without its code.</summary>
    public FeatureDefinition Describe(string featureClass) =>
        new(featureClass, Name, Formula, Unit, Range, IbsiCode, Deviation, OnRequest);
}
