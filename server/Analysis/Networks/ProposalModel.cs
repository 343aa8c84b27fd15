using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>A model that can be named in a request.</summary>
/// <param name="Name">The name to ask for.</param>
/// <param name="Title">Its own name.</param>
/// <param name="Version">Version; null when it cannot be used.</param>
/// <param name="Digest">SHA-256 of the network; null without one.</param>
/// <param name="TrainingData">What it was trained on; null without training.</param>
/// <param name="Licence">Licence of the weights; null without training.</param>
/// <param name="IntendedUse">What it is for.</param>
/// <param name="NotFor">What it must not be used for.</param>
/// <param name="Metrics">What was measured.</param>
/// <param name="Default">Whether it is used when a request names none.</param>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
internal sealed record ProposalModel(
    string Name,
    string Title,
    string? Version,
    string? Digest,
    string? TrainingData,
    string? Licence,
    string IntendedUse,
    IReadOnlyList<string> NotFor,
    IReadOnlyList<NetworkMetric> Metrics,
    bool Default,
    string? Problem)
{
    /// <summary>Describes the method without training.</summary>
    public static ProposalModel Of(SegmentationMethod method, bool isDefault) =>
        new(ProposalModels.TrainingFree, method.Name, method.Version, null, null, null, method.Description, [], [], isDefault, null);

    /// <summary>Describes a network.</summary>
    public static ProposalModel Of(RegisteredNetwork network, bool isDefault) => network.Card is { } card
        ? new(network.Name, card.Id, card.Version, card.Sha256, card.TrainingData, card.Licence, card.IntendedUse, card.NotFor, card.Metrics, isDefault, null)
        : new(network.Name, network.Name, null, null, null, null, "", [], [], isDefault, network.Problem);
}
