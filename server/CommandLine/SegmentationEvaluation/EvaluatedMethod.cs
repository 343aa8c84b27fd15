using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Evaluation;
using OhifAlnPlugin.Segmentation.Networks;
using OhifAlnPlugin.Server.Analysis.Networks;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>The method that is measured, as a reader would use it.</summary>
internal abstract class EvaluatedMethod : IDisposable
{
    /// <summary>Its name in the tables.</summary>
    public abstract string Name { get; }

    /// <summary>The candidates of a study, and the network's own contour where there is a network.</summary>
    public abstract (IReadOnlyList<TumourCandidate> Candidates, Mask? Own) Run(DynamicSeries series, CancellationToken cancellation);

    /// <summary>Measures one study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cancellation">Stops soon.</param>
    public StudyOutcome Measure(EvaluatedStudy study, CancellationToken cancellation)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (IReadOnlyList<TumourCandidate> candidates, Mask? own) = Run(study.Series, cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        return CandidateEvaluation.Compare(study.Name, study.Centre, study.Truth, candidates) with
        {
            Own = own is null ? null : CandidateEvaluation.Compare(own, study.Truth),
            Seconds = seconds,
        };
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}

/// <summary>The search that needs no trained network.</summary>
internal sealed class TrainingFreeMethod : EvaluatedMethod
{
    /// <inheritdoc/>
    public override string Name => $"{TumourProposal.Method.Name} {TumourProposal.Method.Version}";

    /// <inheritdoc/>
    public override (IReadOnlyList<TumourCandidate> Candidates, Mask? Own) Run(DynamicSeries series, CancellationToken cancellation) =>
        (TumourProposal.Propose(series, cancellation: cancellation), null);
}

/// <summary>A registered network: its candidates, and its own contour of the whole volume.</summary>
internal sealed class NetworkMethod : EvaluatedMethod
{
    private readonly CommandNetworks _networks;
    private readonly NetworkCard _card;
    private readonly OpenNetwork _network;

    private NetworkMethod(CommandNetworks networks, NetworkCard card, OpenNetwork network) => (_networks, _card, _network) = (networks, card, network);

    /// <inheritdoc/>
    public override string Name => $"{_card.Id} {_card.Version}";

    /// <summary>Opens a network.</summary>
    /// <param name="name">Its name in the registry.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="cancellation">Stops the fetching of ONNX Runtime.</param>
    /// <exception cref="CommandException">There is none of this name, or it cannot be run.</exception>
    public static async Task<NetworkMethod> OpenAsync(string name, string dataFolder, CancellationToken cancellation)
    {
        var networks = CommandNetworks.Open(dataFolder);
        try
        {
            (NetworkCard card, OpenNetwork network) = await networks.Engine.OpenAsync(name, cancellation);
            return new NetworkMethod(networks, card, network);
        }
        catch (NetworkUnavailableException reason)
        {
            networks.Dispose();
            throw new CommandException(reason.Message);
        }
    }

    /// <inheritdoc/>
    public override (IReadOnlyList<TumourCandidate> Candidates, Mask? Own) Run(DynamicSeries series, CancellationToken cancellation)
    {
        (IReadOnlyList<TumourCandidate> candidates, ProbabilityMap map) = NetworkProposal.ProposeWithMap(_network.Session, _card, series, cancellation: cancellation);
        float[] probability = map.OnSeries().Voxels;
        var own = new Mask(series.Geometry);
        for (int n = 0; n < probability.Length; n++)
        {
            own.Voxels[n] = probability[n] > _card.Threshold ? (byte)1 : (byte)0;
        }

        return (candidates, own);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _network.Dispose();
        _networks.Dispose();
        base.Dispose();
    }
}
