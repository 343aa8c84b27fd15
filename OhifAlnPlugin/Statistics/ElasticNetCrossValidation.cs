namespace OhifAlnPlugin.Statistics;

/// <summary>What cross-validation measures.</summary>
public enum ElasticNetMeasure
{
    /// <summary>Binomial deviance per case; small is good.</summary>
    Deviance,

    /// <summary>Area under the ROC curve per fold; large is good.</summary>
    Auc,

    /// <summary>Misclassified part at probability 0.5; small is good.</summary>
    Misclassification,

    /// <summary>Squared error over both class indicators, as in R; small is good.</summary>
    SquaredError,
}

/// <summary>Chooses λ of an elastic net by cross-validation.</summary>
/// <remarks>As R <c>cv.glmnet</c> with <c>grouped = TRUE</c>: every fold has its own path, its coefficients interpolated at the λ of the whole; folds weigh by their size. Tied scores count ½ in the area, where R breaks ties by chance.</remarks>
public static class ElasticNetCrossValidation
{
    private const double Clip = 1e-5;

    /// <summary>Runs the cross-validation.</summary>
    /// <param name="features">One array per feature.</param>
    /// <param name="outcomes">Whether each case has the outcome.</param>
    /// <param name="folds">Fold of each case, 1 … number of folds, at least three folds.</param>
    /// <param name="options">Penalty, intercept, λ.</param>
    /// <param name="measure">What is measured; the area needs both classes in every fold.</param>
    /// <returns>The path of all cases, the measure at each of its λ, and the two usual choices of λ.</returns>
    /// <exception cref="ArgumentException">Counts differ, there are fewer than three folds, or a fold is empty or leaves too few cases.</exception>
    public static ElasticNetSelection Run(
        IReadOnlyList<double[]> features, bool[] outcomes, IReadOnlyList<int> folds, ElasticNetOptions options, ElasticNetMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(folds);
        int count = Require(outcomes, folds);
        ElasticNetPath path = ElasticNet.Fit(features, outcomes, options);
        double[][] raw = new double[count][];
        double[] weights = new double[count];
        Parallel.For(0, count, f =>
        {
            int[] inside = [.. Enumerable.Range(0, outcomes.Length).Where(i => folds[i] == f + 1)];
            int[] outside = [.. Enumerable.Range(0, outcomes.Length).Where(i => folds[i] != f + 1)];
            ElasticNetPath fit = ElasticNet.Fit(Pick(features, outside), Pick(outcomes, outside), options);
            double[][] held = Rows(features, inside);
            bool[] truth = Pick(outcomes, inside);
            raw[f] = [.. path.Steps.Select(s => fit.At(s.Lambda)).Select(s => Measure(measure, [.. held.Select(row => s.Probability(row))], truth))];
            weights[f] = inside.Length;
        });
        return Choose(path, raw, weights, measure);
    }

    private static ElasticNetSelection Choose(ElasticNetPath path, double[][] raw, double[] weights, ElasticNetMeasure measure)
    {
        double total = weights.Sum();
        ElasticNetScore[] scores = new ElasticNetScore[path.Steps.Count];
        for (int k = 0; k < scores.Length; k++)
        {
            double mean = raw.Select((r, f) => r[k] * weights[f]).Sum() / total;
            double variance = raw.Select((r, f) => (r[k] - mean) * (r[k] - mean) * weights[f]).Sum() / total;
            scores[k] = new ElasticNetScore(path.Steps[k].Lambda, mean, Math.Sqrt(variance / (raw.Length - 1)));
        }

        double sign = measure == ElasticNetMeasure.Auc ? -1 : 1;
        double best = scores.Min(s => sign * s.Mean);
        int min = Array.FindIndex(scores, s => sign * s.Mean <= best);
        double reach = (sign * scores[min].Mean) + scores[min].StandardError;
        int oneError = Array.FindIndex(scores, s => sign * s.Mean <= reach);
        return new ElasticNetSelection(path, scores, path.Steps[min], path.Steps[oneError]);
    }

    private static double Measure(ElasticNetMeasure measure, double[] probabilities, bool[] truth)
    {
        if (measure == ElasticNetMeasure.Auc)
        {
            return RocCurve.Area(new LabelledScores(probabilities, truth));
        }

        double sum = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            double p = probabilities[i];
            sum += measure switch
            {
                ElasticNetMeasure.Deviance => -2 * Math.Log(Math.Clamp(truth[i] ? p : 1 - p, Clip, 1 - Clip)),
                ElasticNetMeasure.Misclassification => truth[i] == p > 0.5 ? 0 : 1,
                _ => 2 * (truth[i] ? (1 - p) * (1 - p) : p * p),
            };
        }

        return sum / truth.Length;
    }

    private static int Require(bool[] outcomes, IReadOnlyList<int> folds)
    {
        if (folds.Count != outcomes.Length)
        {
            throw new ArgumentException($"There are {folds.Count} fold numbers for {outcomes.Length} cases.", nameof(folds));
        }

        int count = folds.Max();
        if (count < 3 || folds.Min() < 1 || folds.Distinct().Count() != count)
        {
            throw new ArgumentException($"Cross-validation needs at least three folds, numbered from 1 without gaps; the numbers go from {folds.Min()} to {count}.", nameof(folds));
        }

        return count;
    }

    private static double[][] Pick(IReadOnlyList<double[]> features, int[] cases) => [.. features.Select(f => cases.Select(i => f[i]).ToArray())];

    private static bool[] Pick(bool[] outcomes, int[] cases) => [.. cases.Select(i => outcomes[i])];

    private static double[][] Rows(IReadOnlyList<double[]> features, int[] cases) => [.. cases.Select(i => features.Select(f => f[i]).ToArray())];
}

/// <summary>Cross-validated measure at one λ.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Mean">Mean over the folds, weighted by their size.</param>
/// <param name="StandardError">Its standard error from the spread over the folds.</param>
public readonly record struct ElasticNetScore(double Lambda, double Mean, double StandardError);

/// <summary>A path with its cross-validation.</summary>
/// <param name="Path">Path of all cases.</param>
/// <param name="Scores">The measure at every λ of the path.</param>
/// <param name="Min">Step with the best measure (of equal ones the largest λ): <c>lambda.min</c>.</param>
/// <param name="OneStandardError">Largest λ within one standard error of the best: <c>lambda.1se</c>.</param>
public sealed record ElasticNetSelection(
    ElasticNetPath Path, IReadOnlyList<ElasticNetScore> Scores, ElasticNetStep Min, ElasticNetStep OneStandardError);
