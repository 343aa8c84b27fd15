using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>
/// Selection and weighting of features: rank-sum test → correlation → copies of the minority → scaling → elastic net without
/// intercept, its weighted sum being the linear radscore.
/// </summary>
/// <remarks>
/// The steps of Hong et al. 2024, J. Transl. Med. In the published order copies are made before the folds are drawn and appear on both sides of a fold, so that
/// its cross-validation is optimistic; <see cref="SelectionOptions.KeepCopiesTogether"/>, the default, avoids that.
/// </remarks>
public static class FeatureSelection
{
    /// <summary>Selects.</summary>
    /// <param name="rows">The training patients.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <param name="folds">Fold of each row after copying, 1 …; the rows are the patients, then their copies. Null to draw them.</param>
    /// <returns>What each step left, and the linear radscore.</returns>
    /// <exception cref="RadscoreTrainingException">No feature survives a step, or a group has fewer patients than there are folds; the message says which.</exception>
    /// <exception cref="ArgumentException">Counts differ or an option is out of range.</exception>
    public static SelectedFeatures Fit(SelectionRows rows, SelectionOptions options, ulong seed, IReadOnlyList<int>? folds = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        RequireGroups(rows, options);
        int[] different = [.. Enumerable.Range(0, rows.Columns.Count).Where(f => RankSumP(rows.Columns[f], rows.Outcomes) < options.RankSumP)];
        Require(different.Length, $"rank-sum p < {options.RankSumP}");
        int[] distinct = Distinct(rows.Columns, different, options);
        int[] copied = WithCopies(rows.Outcomes, options);
        LinearTerm[] scaled = [.. distinct.Select(f => TermOf(rows.Names[f], rows.Columns[f], copied))];
        double[][] z = [.. distinct.Select((f, k) => copied.Select(r => scaled[k].Scale(rows.Columns[f][r])).ToArray())];
        bool[] outcomes = [.. copied.Select(r => rows.Outcomes[r])];
        (IReadOnlyList<double> weights, PenaltyChoice penalty) = distinct.Length == 1
            ? SingleFeature.Weigh(rows.Names[distinct[0]], z[0], outcomes)
            : Penalise(z, outcomes, folds ?? Folds(rows, copied, options, seed), options);
        LinearTerm[] terms = [.. scaled.Select((t, k) => t with { Coefficient = weights[k] }).Where(t => t.Coefficient != 0)];
        Require(terms.Length, $"elastic net, α {options.Alpha}");
        return new SelectedFeatures(
            [.. different.Select(f => rows.Names[f])], [.. distinct.Select(f => rows.Names[f])], copied, penalty, new LinearRadscore(terms));
    }

    /// <summary>The rows, then the copies of the minority.</summary>
    /// <param name="outcomes">Whether each patient has a high burden.</param>
    /// <param name="options">How many copies.</param>
    /// <returns>Index of the patient of every row.</returns>
    public static int[] WithCopies(IReadOnlyList<bool> outcomes, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(options);
        int high = outcomes.Count(o => o), low = outcomes.Count - high;
        bool minority = high <= low;
        int[] fewer = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == minority)];
        int copies = options.UpSampling switch
        {
            UpSampling.Balance => (int)Math.Round(Math.Max(high, low) / (double)fewer.Length, MidpointRounding.ToEven) - 1,
            UpSampling.Factor => options.ExtraCopies,
            _ => 0,
        };
        return [.. Enumerable.Range(0, outcomes.Count), .. Enumerable.Repeat(fewer, copies).SelectMany(r => r)];
    }

    private static (IReadOnlyList<double> Weights, PenaltyChoice Penalty) Penalise(double[][] z, bool[] outcomes, IReadOnlyList<int> folds, SelectionOptions options)
    {
        ElasticNetOptions net = new() { Alpha = options.Alpha, Intercept = false, Tolerance = options.Tolerance };
        ElasticNetSelection selection = ElasticNetCrossValidation.Run(z, outcomes, folds, net, options.Measure);
        bool isSparser = options.Lambda switch
        {
            LambdaRule.Published => selection.Min.NonZero > options.MostFeaturesAtMinimum,
            LambdaRule.OneStandardError => true,
            _ => false,
        };
        ElasticNetStep step = isSparser ? selection.OneStandardError : selection.Min;
        double measured = selection.Scores.First(s => s.Lambda == step.Lambda).Mean;
        return (step.Coefficients, new PenaltyChoice(step.Lambda, isSparser, options.Measure, measured));
    }

    private static double RankSumP(double[] values, IReadOnlyList<bool> outcomes) => MannWhitney.Test(
        [.. values.Where((_, i) => !outcomes[i])], [.. values.Where((_, i) => outcomes[i])]).PValue;

    private static int[] Distinct(IReadOnlyList<double[]> features, int[] left, SelectionOptions options)
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

    /// <summary>Folds drawn within each outcome: by patient, so that all rows of one are together, or by row.</summary>
    private static int[] Folds(SelectionRows rows, int[] copied, SelectionOptions options, ulong seed)
    {
        SeededRandom random = new SeededRandom(seed).Fork("elastic net");
        if (!options.KeepCopiesTogether)
        {
            return StratifiedFolds.Draw([.. copied.Select(r => rows.Outcomes[r])], options.Folds, random);
        }

        int[] patients = [.. rows.Patients.Distinct()];
        Dictionary<int, bool> outcomeOf = rows.Patients.Zip(rows.Outcomes).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);
        int[] folds = StratifiedFolds.Draw([.. patients.Select(p => outcomeOf[p])], options.Folds, random);
        Dictionary<int, int> foldOf = patients.Zip(folds).ToDictionary(p => p.First, p => p.Second);
        return [.. copied.Select(r => foldOf[rows.Patients[r]])];
    }

    private static void RequireGroups(SelectionRows rows, SelectionOptions options)
    {
        int high = rows.Patients.Where((_, r) => rows.Outcomes[r]).Distinct().Count(), low = rows.Patients.Where((_, r) => !rows.Outcomes[r]).Distinct().Count();
        if (Math.Min(high, low) < options.Folds)
        {
            throw new RadscoreTrainingException(
                $"There are {high} training patients with high and {low} with low burden; at least {options.Folds} of each are needed for the {options.Folds} folds of the elastic net.");
        }
    }

    private static void Require(int left, string step)
    {
        if (left == 0)
        {
            throw new RadscoreTrainingException($"No feature survives the step '{step}'; there is nothing to train on.");
        }
    }
}
