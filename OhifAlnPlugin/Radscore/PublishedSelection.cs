using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore;

/// <summary>
/// Selection and weighting of features as the published analysis does it: rank-sum test → correlation → copies of the minority → scaling → elastic net without
/// intercept, its weighted sum being the linear radscore.
/// </summary>
/// <remarks>
/// Hong et al. 2024, J. Transl. Med., and its published code. For comparison only: copies made before the folds are drawn appear on both sides of a fold, so that
/// cross-validation is optimistic; pass <see cref="PublishedSelectionOptions.KeepCopiesTogether"/> to avoid that.
/// </remarks>
public static class PublishedSelection
{
    /// <summary>Selects.</summary>
    /// <param name="featureNames">Names of the features.</param>
    /// <param name="features">One array per feature, one finite value per training patient.</param>
    /// <param name="outcomes">Whether each training patient has a high burden, both occurring.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="folds">Fold of each row after copying, 1 …; the rows are the patients, then their copies.</param>
    /// <returns>What each step left, and the linear radscore.</returns>
    /// <exception cref="RadscoreTrainingException">No feature survives a step; the message names it.</exception>
    /// <exception cref="ArgumentException">Counts differ or an option is out of range.</exception>
    public static PublishedSelectionResult Fit(
        IReadOnlyList<string> featureNames, IReadOnlyList<double[]> features, IReadOnlyList<bool> outcomes, PublishedSelectionOptions options, IReadOnlyList<int>? folds = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(options);
        int[] different = [.. Enumerable.Range(0, features.Count).Where(f => RankSumP(features[f], outcomes) < options.RankSumP)];
        Require(different, $"rank-sum p < {options.RankSumP}");
        int[] distinct = Distinct(features, different, options);
        int[] rows = WithCopies(outcomes);
        LinearTerm[] scaled = [.. distinct.Select(f => TermOf(featureNames[f], features[f], rows))];
        double[][] z = [.. distinct.Select((f, k) => rows.Select(r => scaled[k].Scale(features[f][r])).ToArray())];
        bool[] copied = [.. rows.Select(r => outcomes[r])];
        ElasticNetSelection selection = ElasticNetCrossValidation.Run(
            z, copied, folds ?? Folds(outcomes, rows, options), new ElasticNetOptions { Alpha = options.Alpha, Intercept = false, Tolerance = options.Tolerance }, ElasticNetMeasure.Auc);
        bool isSparser = selection.Min.NonZero > options.MostFeaturesAtMinimum;
        ElasticNetStep step = isSparser ? selection.OneStandardError : selection.Min;
        LinearTerm[] terms = [.. scaled.Select((t, k) => t with { Coefficient = step.Coefficients[k] }).Where(t => t.Coefficient != 0)];
        Require(terms, $"elastic net, α {options.Alpha}");
        return new PublishedSelectionResult(
            [.. different.Select(f => featureNames[f])], [.. distinct.Select(f => featureNames[f])], rows.Length - outcomes.Count, step.Lambda, isSparser, new LinearRadscore(terms));
    }

    /// <summary>The training rows, then round(majority/minority) − 1 copies of the minority.</summary>
    /// <param name="outcomes">Whether each patient has a high burden.</param>
    /// <returns>Index of the patient of every row.</returns>
    public static int[] WithCopies(IReadOnlyList<bool> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        int high = outcomes.Count(o => o), low = outcomes.Count - high;
        bool minority = high <= low;
        int[] fewer = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == minority)];
        int copies = (int)Math.Round(Math.Max(high, low) / (double)fewer.Length, MidpointRounding.ToEven) - 1;
        return [.. Enumerable.Range(0, outcomes.Count), .. Enumerable.Repeat(fewer, copies).SelectMany(r => r)];
    }

    private static double RankSumP(double[] values, IReadOnlyList<bool> outcomes) => MannWhitney.Test(
        [.. values.Where((_, i) => !outcomes[i])], [.. values.Where((_, i) => outcomes[i])]).PValue;

    private static int[] Distinct(IReadOnlyList<double[]> features, int[] left, PublishedSelectionOptions options)
    {
        if (left.Length < 2)
        {
            return left;
        }

        HashSet<int> removed = [.. CorrelatedFeatures.ToRemove(Correlation.Matrix([.. left.Select(f => features[f])], options.CorrelationKind), options.CorrelationCutOff)];
        return [.. left.Where((_, k) => !removed.Contains(k))];
    }

    /// <summary>Scaling by mean and sample standard deviation over the rows, copies included.</summary>
    private static LinearTerm TermOf(string name, double[] values, int[] rows)
    {
        (double mean, double variance) = Scaling.SampleMoments([.. rows.Select(r => values[r])]);
        return new LinearTerm(name, mean, Math.Sqrt(variance), 0);
    }

    /// <summary>Folds dealt out in turn within each outcome; copies by their own row, or with their patient.</summary>
    private static int[] Folds(IReadOnlyList<bool> outcomes, int[] rows, PublishedSelectionOptions options)
    {
        int[] patients = options.KeepCopiesTogether ? [.. Enumerable.Range(0, outcomes.Count)] : [.. Enumerable.Range(0, rows.Length)];
        Dictionary<bool, int> dealt = new() { [false] = 0, [true] = 0 };
        int[] own = [.. patients.Select(p => (dealt[outcomes[rows[p]]]++ % options.Folds) + 1)];
        return options.KeepCopiesTogether ? [.. rows.Select(r => own[r])] : own;
    }

    private static void Require<T>(T[] left, string step)
    {
        if (left.Length == 0)
        {
            throw new RadscoreTrainingException($"No feature survives the step '{step}'; there is nothing to train on.");
        }
    }
}

/// <summary>Thresholds of the published selection: the article's; the published code has Pearson and 0.8.</summary>
public sealed record PublishedSelectionOptions
{
    /// <summary>A feature stays when its rank-sum p is below this.</summary>
    public double RankSumP { get; init; } = 0.05;

    /// <summary>Which correlation is looked at.</summary>
    public CorrelationKind CorrelationKind { get; init; } = CorrelationKind.Spearman;

    /// <summary>Largest |r| between two features that stay.</summary>
    public double CorrelationCutOff { get; init; } = 0.6;

    /// <summary>Mixture of the elastic net.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>Tolerance of the elastic net's descent: glmnet's default, which moves coefficients by up to 1e-3.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Folds of the cross-validation.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Above this number of features at the best λ, the largest λ within one standard error is taken.</summary>
    public int MostFeaturesAtMinimum { get; init; } = 20;

    /// <summary>Whether copies share the fold of their patient, so that none is on both sides.</summary>
    public bool KeepCopiesTogether { get; init; }

    /// <summary>The published code's settings.</summary>
    public static PublishedSelectionOptions Code { get; } = new() { CorrelationKind = CorrelationKind.Pearson, CorrelationCutOff = 0.8 };
}

/// <summary>A published selection.</summary>
/// <param name="AfterRankSum">Features that differ between the groups.</param>
/// <param name="AfterCorrelation">Features left by the correlation step.</param>
/// <param name="Copies">Rows added.</param>
/// <param name="Lambda">λ taken.</param>
/// <param name="IsOneStandardError">Whether it is the larger one, for too many features at the best.</param>
/// <param name="Radscore">The linear radscore.</param>
public sealed record PublishedSelectionResult(
    IReadOnlyList<string> AfterRankSum, IReadOnlyList<string> AfterCorrelation, int Copies, double Lambda, bool IsOneStandardError, LinearRadscore Radscore);

/// <summary>The linear radscore Σ coefficient · (value − mean)/deviation, without intercept.</summary>
/// <param name="Terms">Its features.</param>
public sealed record LinearRadscore(IReadOnlyList<LinearTerm> Terms)
{
    /// <summary>Score of a patient.</summary>
    /// <param name="valueOf">Value of a feature by name.</param>
    public double Score(Func<string, double> valueOf) => Terms.Sum(t => t.Coefficient * t.Scale(valueOf(t.Feature)));
}

/// <summary>One feature of a linear radscore.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Mean">Mean over the training rows.</param>
/// <param name="Deviation">Sample standard deviation over the training rows.</param>
/// <param name="Coefficient">Its coefficient.</param>
public sealed record LinearTerm(string Feature, double Mean, double Deviation, double Coefficient)
{
    /// <summary>A value, scaled.</summary>
    /// <param name="value">The value.</param>
    public double Scale(double value) => (value - Mean) / Deviation;
}
