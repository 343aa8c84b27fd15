using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>A model in a few words.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Digest">SHA-256 that names the whole bundle.</param>
/// <param name="TrainingData">What it was trained on.</param>
/// <param name="Demonstration">Whether it only demonstrates the software.</param>
/// <param name="Harmonises">Whether it harmonises features by centre, so that the centre must be known.</param>
/// <param name="ClinicalFields">Clinical values that it can use; empty where it uses none.</param>
internal sealed record ModelSummary(
    string Name, string Version, string Digest, string TrainingData, bool Demonstration, bool Harmonises, IReadOnlyList<ClinicalField> ClinicalFields)
{
    /// <summary>Describes a bundle.</summary>
    public static ModelSummary Of(RadscoreBundle bundle) => new(
        bundle.Card.Name,
        bundle.Card.Version,
        bundle.Digest,
        bundle.Card.TrainingData,
        bundle.Card.Demonstration,
        bundle.Supplement.Harmonization is not null,
        bundle.Supplement.ClinicalFields);
}
