using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Keeps the features that two readings agree on: ICC above a limit, within the reader and between readers.</summary>
public sealed record ReproducibilityStep
{
    /// <summary>A feature stays when every ICC is above this, in [0, 1).</summary>
    public double IccAbove { get; init; } = 0.75;

    /// <summary>Form of the ICC.</summary>
    public IccForm Form { get; init; } = IccForm.Agreement;

    internal void Require()
    {
        if (!(IccAbove is >= 0 and < 1))
        {
            throw new ArgumentException($"The limit of the ICC is {IccAbove}; it must lie in [0, 1).");
        }
    }
}

/// <summary>Aligns the centres by ComBat. The outcome is never a covariate.</summary>
public sealed record HarmonisationStep
{
    /// <summary>Whether the priors are parametric.</summary>
    public bool Parametric { get; init; } = true;

    /// <summary>Whether effects are shrunk over the features.</summary>
    public bool EmpiricalBayes { get; init; } = true;

    /// <summary>Whether only means are aligned.</summary>
    public bool MeanOnly { get; init; }

    /// <summary>The training centre that all others are aligned to; null for their common mean. With one training centre it is that one.</summary>
    public string? ReferenceCentre { get; init; }

    /// <summary>Patients that a validation centre needs to be aligned, at least 2.</summary>
    public int MinimumCases { get; init; } = 20;

    internal void Require()
    {
        if (MinimumCases < 2)
        {
            throw new ArgumentException($"Aligning a centre from {MinimumCases} patients is not possible; at least 2 are needed.");
        }
    }
}

/// <summary>An ensemble of back-propagation networks whose mean is the radscore.</summary>
public sealed record NetworkStep
{
    /// <summary>Hidden layers.</summary>
    public NetworkArchitecture Architecture { get; init; } = NetworkArchitecture.Published();

    /// <summary>Networks, each from its own seed.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Epochs, step size and the like; the seed is replaced by one drawn from the design's.</summary>
    public NetworkTrainingOptions Options { get; init; } = new() { Seed = 0 };

    internal void Require()
    {
        if (Count < 1)
        {
            throw new ArgumentException($"There are {Count} networks; at least one is needed.");
        }

        Options.Require();
    }
}

/// <summary>Which clinical variables enter the clinical and the combined model.</summary>
public enum ClinicalSelection
{
    /// <summary>Those with p below the limit when fitted alone; the multivariate model then has all of them.</summary>
    Univariate,

    /// <summary>From all variables by falling AIC, both directions.</summary>
    Stepwise,

    /// <summary>All.</summary>
    All,
}

/// <summary>Clinical and combined model.</summary>
public sealed record ClinicalStep
{
    /// <summary>Names of the candidate variables.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>How variables are chosen.</summary>
    public ClinicalSelection Selection { get; init; } = ClinicalSelection.Univariate;

    /// <summary>Limit of p of the univariate selection.</summary>
    public double UnivariateP { get; init; } = 0.05;

    /// <summary>Variables that are a reader's yes (1) or no (0) to a high burden, with which the radscore is compared.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];
}

/// <summary>How performance is estimated on the training centres.</summary>
public sealed record ResamplingStep
{
    /// <summary>Outer folds of the nested cross-validation, ≥ 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Repetitions with other folds, ≥ 1.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Bootstrap resamples of the optimism; 0 for none.</summary>
    public int Bootstraps { get; init; } = 50;

    internal void Require()
    {
        if (Folds < 2 || Repeats < 1 || Bootstraps < 0)
        {
            throw new ArgumentException($"{Folds} folds, {Repeats} repeats and {Bootstraps} bootstrap resamples are not possible; at least 2 folds, 1 repeat and 0 resamples are.");
        }
    }
}
