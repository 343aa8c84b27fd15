namespace OhifAlnPlugin.Harmonization;

/// <summary>How ComBat estimates the effect of a centre.</summary>
public sealed record CombatOptions
{
    /// <summary>Whether the effects of a centre are shrunk over the features (empirical Bayes); otherwise each feature's own estimates are used.</summary>
    public bool EmpiricalBayes { get; init; } = true;

    /// <summary>Whether the priors are a normal and an inverse gamma distribution; otherwise the estimates of the other features are the prior.</summary>
    public bool Parametric { get; init; } = true;

    /// <summary>Whether only the means are aligned. Needed when a centre has a single case.</summary>
    public bool MeanOnly { get; init; }

    /// <summary>The centre that all others are aligned to and that stays as it is; null to align all to their common mean.</summary>
    public string? ReferenceBatch { get; init; }

    /// <summary>Largest relative change of the iteration at which it stops. R's <c>sva::ComBat</c> and <c>neuroCombat</c> stop at 1e-4; a smaller value moves the result by about 1e-5.</summary>
    public double Convergence { get; init; } = 1e-4;
}
