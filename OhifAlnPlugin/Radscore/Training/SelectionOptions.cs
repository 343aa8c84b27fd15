using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Copies made of the smaller group before the elastic net.</summary>
public enum UpSampling
{
    /// <summary>None.</summary>
    None,

    /// <summary>round(majority/minority) − 1 copies of every patient of the minority, as published.</summary>
    Balance,

    /// <summary>A given number of copies.</summary>
    Factor,
}

/// <summary>Which λ of the cross-validated elastic net is taken.</summary>
public enum LambdaRule
{
    /// <summary>The best, or, when it leaves more features than <see cref="SelectionOptions.MostFeaturesAtMinimum"/>, the largest within one standard error: as published.</summary>
    Published,

    /// <summary>The best.</summary>
    Minimum,

    /// <summary>The largest within one standard error of the best.</summary>
    OneStandardError,
}

/// <summary>Thresholds of the selection. The defaults are the article's; the published code has Pearson and 0.8.</summary>
public sealed record SelectionOptions
{
    /// <summary>A feature stays when its rank-sum p is below this.</summary>
    public double RankSumP { get; init; } = 0.05;

    /// <summary>Which correlation is looked at.</summary>
    public CorrelationKind CorrelationKind { get; init; } = CorrelationKind.Spearman;

    /// <summary>Largest |r| between two features that stay.</summary>
    public double CorrelationCutOff { get; init; } = 0.6;

    /// <summary>Copies of the minority.</summary>
    public UpSampling UpSampling { get; init; } = UpSampling.Balance;

    /// <summary>Copies of every patient of the minority with <see cref="UpSampling.Factor"/>.</summary>
    public int ExtraCopies { get; init; } = 1;

    /// <summary>Whether copies share the fold of their patient, so that none is on both sides. The published order does not.</summary>
    public bool KeepCopiesTogether { get; init; } = true;

    /// <summary>Mixture of the elastic net.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Folds of the elastic net's cross-validation, ≥ 3.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>What that cross-validation measures.</summary>
    public ElasticNetMeasure Measure { get; init; } = ElasticNetMeasure.Auc;

    /// <summary>Which λ is taken.</summary>
    public LambdaRule Lambda { get; init; } = LambdaRule.Published;

    /// <summary>Above this number of features at the best λ, the published rule takes the larger one.</summary>
    public int MostFeaturesAtMinimum { get; init; } = 20;

    /// <summary>Tolerance of the elastic net's descent: glmnet's default, which moves coefficients by up to 1e-3.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>The published code's correlation step.</summary>
    public static SelectionOptions Code { get; } = new() { CorrelationKind = CorrelationKind.Pearson, CorrelationCutOff = 0.8 };

    internal void Require()
    {
        if (!(RankSumP is > 0 and <= 1))
        {
            throw new ArgumentException($"The limit of the rank-sum p is {RankSumP}; it must lie in (0, 1].");
        }

        if (!(CorrelationCutOff is > 0 and <= 1))
        {
            throw new ArgumentException($"The limit of the correlation is {CorrelationCutOff}; it must lie in (0, 1].");
        }

        if (!(Alpha is > 0 and <= 1))
        {
            throw new ArgumentException($"Alpha is {Alpha}; it must lie in (0, 1], since a ridge selects nothing.");
        }

        if (Folds < 3 || ExtraCopies < 0 || MostFeaturesAtMinimum < 1)
        {
            throw new ArgumentException($"{Folds} folds, {ExtraCopies} copies and {MostFeaturesAtMinimum} features are not possible; at least 3 folds, 0 copies and 1 feature are.");
        }
    }
}
