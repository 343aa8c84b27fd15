using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>What proposes VOIs: the method without training, or a registered network, by name.</summary>
/// <param name="registry">The networks.</param>
/// <param name="engine">Runs them.</param>
/// <param name="options">May name the default.</param>
internal sealed class ProposalModels(NetworkRegistry registry, NetworkEngine engine, NetworkOptions options)
{
    /// <summary>Name of the method without training; always there.</summary>
    public const string TrainingFree = "half-maximum";

    /// <summary>The model that is used when none is named: the setting, else the choice kept in the data folder, else the method without training.</summary>
    public string Default => options.Model is { Length: > 0 } set ? set : registry.Choice ?? TrainingFree;

    /// <summary>The models that can be named.</summary>
    public IReadOnlyList<ProposalModel> List() =>
        [ProposalModel.Of(TumourProposal.Method, Default == TrainingFree), .. registry.List().Select(n => ProposalModel.Of(n, Default == n.Name))];

    /// <summary>The method behind a name.</summary>
    /// <param name="name">The name; null for the default.</param>
    /// <exception cref="ProblemException">There is no such model, or it cannot be used.</exception>
    public SegmentationMethod MethodOf(string? name)
    {
        name ??= Default;
        if (name == TrainingFree)
        {
            return TumourProposal.Method;
        }

        RegisteredNetwork network = registry.Find(name) ?? throw Unknown(name);
        return network.Card?.Method ?? throw Unusable(network.Problem!);
    }

    /// <summary>Proposes candidates by searching the breasts.</summary>
    /// <param name="name">The model; null for the default.</param>
    /// <param name="series">The pixels.</param>
    /// <param name="proposal">Outline and number of candidates.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Candidates, most suspicious first; may be none; and the method that found them.</returns>
    /// <exception cref="ProblemException">There is no such model, or it cannot be used on this study.</exception>
    public async Task<(IReadOnlyList<TumourCandidate> Candidates, SegmentationMethod Method)> ProposeAsync(
        string? name, DynamicSeries series, ProposalOptions? proposal, IProgress<double>? progress, CancellationToken cancellation)
    {
        name ??= Default;
        if (name == TrainingFree)
        {
            return (TumourProposal.Propose(series, click: null, proposal, progress, cancellation), TumourProposal.Method);
        }

        _ = MethodOf(name);
        try
        {
            (NetworkCard card, OpenNetwork network) = await engine.OpenAsync(name, cancellation);
            using (network)
            {
                return (NetworkProposal.Propose(network.Session, card, series, proposal, progress, cancellation), card.Method);
            }
        }
        catch (NetworkUnavailableException reason)
        {
            throw Unusable(reason.Message);
        }
        catch (Exception reason) when (reason is NetworkInputException or OnnxRuntimeException)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity, "model-does-not-fit", "The model does not fit this study", $"The model {name} cannot segment this study: {reason.Message}");
        }
    }

    private ProblemException Unknown(string name) => new(
        StatusCodes.Status422UnprocessableEntity,
        "unknown-model",
        "Unknown segmentation model",
        $"There is no segmentation model '{Problems.Shortened(name)}'; there are {string.Join(", ", registry.List().Select(n => n.Name).Prepend(TrainingFree))}.");

    private static ProblemException Unusable(string reason) =>
        new(StatusCodes.Status503ServiceUnavailable, "unusable-model", "The segmentation model cannot be used", reason);
}
