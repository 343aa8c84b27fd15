using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>A model in a few words.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Digest">SHA-256 that names the whole bundle.</param>
/// <param name="TrainingData">What it was trained on.</param>
/// <param name="Demonstration">Whether it only demonstrates the software.</param>
/// <param name="Harmonises">Whether it harmonises features by centre, so that the centre must be known.</param>
/// <param name="ClinicalFields">Clinical values that it asks for itself; empty where it asks for none.</param>
/// <param name="ReaderFields">Further values that a reader can state: the assessment of the axilla, and what the intended use depends on.</param>
/// <param name="CombinedModel">The model of clinical values and radscore; null without one.</param>
internal sealed record ModelSummary(
    string Name, string Version, string Digest, string TrainingData, bool Demonstration, bool Harmonises, IReadOnlyList<ClinicalField> ClinicalFields, IReadOnlyList<ClinicalField> ReaderFields, CombinedSummary? CombinedModel)
{
    /// <summary>Describes a bundle.</summary>
    public static ModelSummary Of(RadscoreBundle bundle) => new(
        bundle.Card.Name,
        bundle.Card.Version,
        bundle.Digest,
        bundle.Card.TrainingData,
        bundle.Card.Demonstration,
        bundle.Supplement.Harmonization is not null,
        bundle.Supplement.ClinicalFields,
        [.. ReaderStatements.Beside(bundle.Supplement.ClinicalFields)],
        bundle.Supplement.CombinedModel is { } combined ? new CombinedSummary(combined.Name, [.. combined.Fields]) : null);
}

/// <summary>The model of clinical values and radscore in a few words.</summary>
/// <param name="Name">Name.</param>
/// <param name="Fields">Keys of the clinical values that turn it on.</param>
internal sealed record CombinedSummary(string Name, IReadOnlyList<string> Fields);
