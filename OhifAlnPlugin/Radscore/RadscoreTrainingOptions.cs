using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore;

/// <summary>How a radscore model is trained: selection of features, then networks. Defaults follow the published order of steps.</summary>
public sealed record RadscoreTrainingOptions
{
    /// <summary>Seed of folds and networks.</summary>
    public required ulong Seed { get; init; }

    /// <summary>A feature stays when its rank-sum p-value between low and high burden is below this.</summary>
    public double SelectionP { get; init; } = 0.05;

    /// <summary>Which correlation is looked at.</summary>
    public CorrelationKind CorrelationKind { get; init; } = CorrelationKind.Spearman;

    /// <summary>Largest |r| between two features that stay.</summary>
    public double CorrelationCutOff { get; init; } = 0.6;

    /// <summary>Mixture of the elastic net.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Folds of the elastic net's cross-validation, ≥ 3.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Most features in the model, 1 … 200: those with the largest coefficients of the scaled features.</summary>
    public int MostFeatures { get; init; } = 9;

    /// <summary>Layers of each network.</summary>
    public NetworkArchitecture Architecture { get; init; } = NetworkArchitecture.Published();

    /// <summary>Number of networks whose mean is the score, each from its own seed.</summary>
    public int Networks { get; init; } = 5;

    /// <summary>Epochs, step size and the like of every network; its seed is replaced by one drawn from <see cref="Seed"/>.</summary>
    public NetworkTrainingOptions Network { get; init; } = new() { Seed = 0 };

    /// <summary>Number of training cases kept as background of the explanations.</summary>
    public int BackgroundCases { get; init; } = 50;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Require()
    {
        if (!(SelectionP is > 0 and <= 1))
        {
            throw new ArgumentException($"The selection p-value is {SelectionP}; it must lie in (0, 1].");
        }

        if (Folds < 3)
        {
            throw new ArgumentException($"The number of folds is {Folds}; at least 3 are needed.");
        }

        if (MostFeatures is < 1 or > RadscoreModel.MostFeatures)
        {
            throw new ArgumentException($"The most features of a model are {MostFeatures}; 1 to {RadscoreModel.MostFeatures} are possible.");
        }

        if (Networks < 1 || BackgroundCases < 1)
        {
            throw new ArgumentException($"There are {Networks} networks and {BackgroundCases} background cases; at least one of each is needed.");
        }
    }
}
