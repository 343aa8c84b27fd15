namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Everything that decides how a radscore is trained and judged: the same design, cohort and seed give the same bundle.</summary>
public sealed record TrainingDesign
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the model.</summary>
    public required string Version { get; init; }

    /// <summary>What a high burden is, in a few words, e.g. <c>3 or more metastatic axillary lymph nodes</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Seed of folds, resamples and networks.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Centres whose patients the model is fitted on: the batches of ComBat.</summary>
    public required IReadOnlyList<string> TrainingCentres { get; init; }

    /// <summary>Centres that are looked at once, at the end.</summary>
    public IReadOnlyList<string> ValidationCentres { get; init; } = [];

    /// <summary>Selection by reproducibility, or null without second readings.</summary>
    public ReproducibilityStep? Reproducibility { get; init; }

    /// <summary>Alignment of the centres, or null for none.</summary>
    public HarmonisationStep? Harmonisation { get; init; } = new();

    /// <summary>Selection of features and their weights.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>Networks on the selected features, or null for the elastic net's own weighted sum.</summary>
    public NetworkStep? Network { get; init; } = new();

    /// <summary>The clinical and the combined model, or null without clinical variables.</summary>
    public ClinicalStep? Clinical { get; init; }

    /// <summary>How performance is estimated.</summary>
    public ResamplingStep Resampling { get; init; } = new();

    /// <summary>Number of training cases kept as background of the explanations.</summary>
    public int BackgroundCases { get; init; } = 50;

    /// <summary>Fold of each row of the elastic net of the published order, copies of the minority behind the patients; null to draw them. For repeating an earlier analysis.</summary>
    public IReadOnlyList<int>? GivenFolds { get; init; }

    /// <summary>Checks the design.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Require()
    {
        if (TrainingCentres.Count == 0)
        {
            throw new ArgumentException("The design names no training centre.");
        }

        if (TrainingCentres.Concat(ValidationCentres).GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The centre '{twice.Key}' is named twice; a centre either trains or validates.");
        }

        if (BackgroundCases < 1)
        {
            throw new ArgumentException($"There are {BackgroundCases} background cases; at least one is needed.");
        }

        Reproducibility?.Require();
        Harmonisation?.Require();
        Selection.Require();
        Network?.Require();
        Resampling.Require();
    }
}
