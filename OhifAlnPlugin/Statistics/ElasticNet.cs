namespace OhifAlnPlugin.Statistics;

/// <summary>Logistic regression with elastic-net penalty over a path of λ.</summary>
/// <remarks>
/// Minimises −(1/n)·log-likelihood + λ·((1−α)/2·‖β‖² + α‖β‖₁) by coordinate descent on the quadratic approximation
/// (Friedman, Hastie and Tibshirani 2010, J. Stat. Softw. 33:1), as R glmnet 4.1 does for <c>family = "binomial"</c>.
/// </remarks>
public static class ElasticNet
{
    /// <summary>The path ends when this part of the null deviance is explained.</summary>
    private const double MostExplained = 0.999;

    /// <summary>The path ends when a step explains less than this more.</summary>
    private const double LeastGain = 1e-5;

    /// <summary>Steps before the path may end early.</summary>
    private const int FewestSteps = 5;

    /// <summary>Fits the path.</summary>
    /// <param name="features">One array per feature, at least two, each with one finite value per case.</param>
    /// <param name="outcomes">Whether each case has the outcome; both occur at least twice.</param>
    /// <param name="options">Penalty, intercept, λ.</param>
    /// <returns>Coefficients at every λ of the path; a constant feature has coefficient 0.</returns>
    /// <exception cref="ArgumentException">Counts differ, a value is not finite, a class has fewer than two cases, or an option is out of range.</exception>
    public static ElasticNetPath Fit(IReadOnlyList<double[]> features, ReadOnlySpan<bool> outcomes, ElasticNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        Require(features, outcomes);
        ElasticNetDescent descent = new(features, outcomes, options);
        double[] lambdas = options.Lambdas is { } given ? [.. given] : Sequence(descent.LargestLambda, outcomes.Length, features.Count, options);
        List<ElasticNetStep> steps = [];
        for (int k = 0; k < lambdas.Length; k++)
        {
            if (k == 0 && options.Lambdas is null)
            {
                descent.StartAt(lambdas[0]);
            }
            else if (!descent.MoveTo(lambdas[k]))
            {
                break;
            }

            steps.Add(descent.Step());
            if (options.Lambdas is null && k + 1 >= FewestSteps && EndsAt(steps))
            {
                break;
            }
        }

        return new ElasticNetPath(steps, descent.NullDeviance);
    }

    private static bool EndsAt(List<ElasticNetStep> steps) =>
        steps[^1].DevianceRatio > MostExplained || steps[^1].DevianceRatio - steps[^2].DevianceRatio < LeastGain;

    private static double[] Sequence(double largest, int cases, int features, ElasticNetOptions options)
    {
        double ratio = options.LambdaMinRatio ?? (cases < features ? 0.01 : 1e-4);
        double factor = Math.Pow(ratio, 1.0 / (options.LambdaCount - 1));
        return [.. Enumerable.Range(0, options.LambdaCount).Select(k => largest * Math.Pow(factor, k))];
    }

    private static void Require(IReadOnlyList<double[]> features, ReadOnlySpan<bool> outcomes)
    {
        if (features.Count < 2)
        {
            throw new ArgumentException($"The elastic net needs at least two features; there are {features.Count}.", nameof(features));
        }

        int events = 0;
        foreach (bool outcome in outcomes)
        {
            events += outcome ? 1 : 0;
        }

        if (events < 2 || outcomes.Length - events < 2)
        {
            throw new ArgumentException(
                $"The elastic net needs at least two cases of each class; there are {events} with and {outcomes.Length - events} without the outcome.", nameof(outcomes));
        }

        for (int j = 0; j < features.Count; j++)
        {
            if (features[j].Length != outcomes.Length)
            {
                throw new ArgumentException($"Feature {j + 1} has {features[j].Length} values for {outcomes.Length} cases.", nameof(features));
            }

            if (Array.FindIndex(features[j], v => !double.IsFinite(v)) is var at && at >= 0)
            {
                throw new ArgumentException($"Feature {j + 1} is {features[j][at]} for case {at + 1}; all values must be finite.", nameof(features));
            }
        }
    }
}
