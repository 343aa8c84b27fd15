using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Selects features in the published order: defined → rank-sum test → correlation → elastic net.</summary>
internal static class FeatureSelection
{
    /// <summary>Selects.</summary>
    /// <returns>Indices of the features that stay, strongest first, and what each step left.</returns>
    /// <exception cref="RadscoreTrainingException">Nothing is left; the message names the step.</exception>
    public static (int[] Features, IReadOnlyList<SelectionStep> Steps) Select(RadscoreCohort cohort, RadscoreTrainingOptions options)
    {
        List<SelectionStep> steps = [];
        int[] left = [.. Enumerable.Range(0, cohort.FeatureNames.Count)];
        Keep("defined in every patient and not constant", IsUsable);
        Keep($"rank-sum p < {options.SelectionP}", f => RankSumP(cohort, f) < options.SelectionP);
        HashSet<int> correlated = Correlated(cohort, left, options);
        Keep($"{options.CorrelationKind} |r| ≤ {options.CorrelationCutOff}", f => !correlated.Contains(f));
        Dictionary<int, double> weights = Penalized(cohort, left, options);
        Keep($"elastic net (α {options.Alpha}, {options.Folds}-fold cross-validation)", f => weights[f] != 0);
        int[] strongest = [.. left.OrderByDescending(f => Math.Abs(weights[f])).ThenBy(f => f).Take(options.MostFeatures)];
        Keep($"largest {options.MostFeatures} coefficients", strongest.Contains);
        return (strongest, steps);

        bool IsUsable(int f)
        {
            double[] column = cohort.Column(f);
            return column.All(double.IsFinite) && column.Distinct().Count() > 1;
        }

        void Keep(string step, Func<int, bool> stays)
        {
            left = [.. left.Where(stays)];
            steps.Add(new SelectionStep(step, [.. left.Select(f => cohort.FeatureNames[f])]));
            if (left.Length == 0)
            {
                throw new RadscoreTrainingException($"No feature survives the step '{step}'; there is nothing to train on.");
            }
        }
    }

    private static double RankSumP(RadscoreCohort cohort, int feature)
    {
        LabelledScores values = new(cohort.Column(feature), [.. cohort.HighBurden]);
        return MannWhitney.Test(values.Negatives, values.Positives).PValue;
    }

    private static HashSet<int> Correlated(RadscoreCohort cohort, int[] left, RadscoreTrainingOptions options) => left.Length < 2
        ? []
        : [.. CorrelatedFeatures.ToRemove(
            Correlation.Matrix([.. left.Select(cohort.Column)], options.CorrelationKind), options.CorrelationCutOff).Select(k => left[k])];

    /// <summary>Coefficients of the scaled features at the λ with the least cross-validated deviance; a single feature keeps its place.</summary>
    private static Dictionary<int, double> Penalized(RadscoreCohort cohort, int[] left, RadscoreTrainingOptions options)
    {
        if (left.Length < 2)
        {
            return left.ToDictionary(f => f, _ => 1.0);
        }

        bool[] outcomes = [.. cohort.HighBurden];
        double[][] scaled = [.. left.Select(f => Scaling.ZScores(cohort.Column(f)))];
        int[] folds = StratifiedFolds(outcomes, options.Folds, new SeededRandom(options.Seed).Fork("folds"));
        ElasticNetSelection selection = ElasticNetCrossValidation.Run(
            scaled, outcomes, folds, new ElasticNetOptions { Alpha = options.Alpha }, ElasticNetMeasure.Deviance);
        return left.Select((f, k) => (f, Weight: selection.Min.Coefficients[k])).ToDictionary(p => p.f, p => p.Weight);
    }

    /// <summary>Folds 1 … count with each class spread evenly.</summary>
    private static int[] StratifiedFolds(bool[] outcomes, int count, SeededRandom random)
    {
        int[] folds = new int[outcomes.Length];
        int next = 0;
        foreach (bool outcome in (bool[])[false, true])
        {
            int[] members = [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i] == outcome)];
            random.Shuffle(members.AsSpan());
            foreach (int i in members)
            {
                folds[i] = (next++ % count) + 1;
            }
        }

        return folds;
    }
}

/// <summary>What one step of the selection left.</summary>
/// <param name="Rule">The step in a few words.</param>
/// <param name="Features">Names of the features that stay.</param>
public sealed record SelectionStep(string Rule, IReadOnlyList<string> Features);
