namespace OhifAlnPlugin.Statistics;

/// <summary>Options of the elastic-net logistic path. The defaults are those of R glmnet, but for the tighter tolerance.</summary>
public sealed record ElasticNetOptions
{
    /// <summary>Mixture α in [0, 1]: 1 lasso, 0 ridge.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Whether there is an intercept.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>Whether features are divided by their population standard deviation first; coefficients are always those of the features as given.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Number of λ, ≥ 2.</summary>
    public int LambdaCount { get; init; } = 100;

    /// <summary>Smallest over largest λ, in (0, 1); null for 1e-4, or 0.01 with fewer cases than features.</summary>
    public double? LambdaMinRatio { get; init; }

    /// <summary>The λ themselves, falling; null for a sequence made from the data. With given λ the path never ends early.</summary>
    public IReadOnlyList<double>? Lambdas { get; init; }

    /// <summary>Descent stops when no coefficient changes the deviance by more than this part of the null deviance; R's default 1e-7 is good to about 1e-3 in coefficients, this one to 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-14;

    /// <summary>Most passes over the coefficients per λ.</summary>
    public int MaxPasses { get; init; } = 1_000_000;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Require()
    {
        if (!(Alpha is >= 0 and <= 1))
        {
            throw new ArgumentException($"Alpha is {Alpha}; it must lie in [0, 1].");
        }

        if (LambdaCount < 2)
        {
            throw new ArgumentException($"The number of lambdas is {LambdaCount}; at least 2 are needed.");
        }

        if (LambdaMinRatio is { } ratio && !(ratio is > 0 and < 1))
        {
            throw new ArgumentException($"The ratio of the smallest to the largest lambda is {ratio}; it must lie between 0 and 1.");
        }

        if (!(Tolerance > 0) || MaxPasses < 1)
        {
            throw new ArgumentException($"The tolerance is {Tolerance} and the number of passes {MaxPasses}; both must be positive.");
        }

        RequireLambdas();
    }

    private void RequireLambdas()
    {
        if (Lambdas is null)
        {
            return;
        }

        for (int k = 0; k < Lambdas.Count; k++)
        {
            if (!(Lambdas[k] >= 0) || !double.IsFinite(Lambdas[k]) || (k > 0 && Lambdas[k] >= Lambdas[k - 1]))
            {
                throw new ArgumentException($"Lambda {k + 1} is {Lambdas[k]}; lambdas must be finite, not negative, and fall.");
            }
        }
    }
}
