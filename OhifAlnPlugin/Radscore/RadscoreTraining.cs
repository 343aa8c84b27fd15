using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Trains a radscore model on one cohort and evaluates it on others.</summary>
/// <remarks>Everything fitted (selection, scaling, networks, cut-off) comes from the training cohort alone. Same cohort, options and seed: same model.</remarks>
public static class RadscoreTraining
{
    /// <summary>Name of the cut-off rule, as it appears beside the score.</summary>
    public const string YoudenRule = "Youden index on the training cohort";

    /// <summary>Trains.</summary>
    /// <param name="cohort">Training cohort with patients of low and high burden.</param>
    /// <param name="wordings">Label, explanation and unit of every feature that may be selected.</param>
    /// <param name="options">Selection and networks.</param>
    /// <returns>The model and what each step of the selection left.</returns>
    /// <exception cref="RadscoreTrainingException">No feature survives, a group is too small, or no cut-off separates the groups.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RadscoreTrainingResult Fit(RadscoreCohort cohort, IReadOnlyDictionary<string, FeatureWording> wordings, RadscoreTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(wordings);
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        RequireGroups(cohort, options);
        (int[] selected, IReadOnlyList<SelectionStep> steps) = FeatureSelection.Select(cohort, options);
        RadscoreFeature[] features = [.. selected.Select(f => Describe(cohort, f, wordings))];
        double[][] scaled = [.. cohort.Cases.Select(c => selected.Select((f, k) => features[k].Scale(c[f])).ToArray())];
        BackPropagationNetwork[] networks = TrainNetworks(scaled, cohort.HighBurden, options);
        double[][] background = Background(cohort, selected, options);
        CutOff unset = new(0.5, YoudenRule);
        RadscoreModel uncut = new(features, networks, unset, background);
        CutOff cutOff = unset with { Value = BestCutOff(uncut, scaled, cohort.HighBurden) };
        return new RadscoreTrainingResult(new RadscoreModel(features, networks, cutOff, background), steps);
    }

    /// <summary>Performance of a model in a cohort at the model's cut-off.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cohort">The cohort; its features include those of the model.</param>
    /// <param name="usedInTraining">Whether the cohort took part in training.</param>
    /// <exception cref="RadscoreUndefinedException">A patient lacks a feature of the model.</exception>
    /// <exception cref="ArgumentException">The cohort lacks patients of low or of high burden.</exception>
    public static CohortEvaluation Evaluate(RadscoreModel model, RadscoreCohort cohort, bool usedInTraining)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(cohort);
        double[] radscores = [.. cohort.Cases.Select(c => model.Score(new FeatureVector(cohort.FeatureNames, c)))];
        LabelledScores scores = new(radscores, [.. cohort.HighBurden]);
        ConfidenceInterval interval = DeLong.Interval(scores);
        ConfusionTable table = ConfusionTable.At(scores, model.CutOff.Value);
        return new CohortEvaluation
        {
            Cohort = cohort.Name,
            UsedInTraining = usedInTraining,
            Patients = table.Total,
            HighBurden = table.Positives,
            Auc = RocCurve.Area(scores),
            AucLow = interval.Low,
            AucHigh = interval.High,
            Sensitivity = table.Sensitivity,
            Specificity = table.Specificity,
        };
    }

    private static void RequireGroups(RadscoreCohort cohort, RadscoreTrainingOptions options)
    {
        int high = cohort.HighBurden.Count(h => h), low = cohort.HighBurden.Count - high, needed = 2 * options.Folds;
        if (high < needed || low < needed)
        {
            throw new RadscoreTrainingException(
                $"The training cohort has {high} patients with high and {low} with low burden; at least {needed} of each are needed for {options.Folds} folds.");
        }
    }

    private static RadscoreFeature Describe(RadscoreCohort cohort, int feature, IReadOnlyDictionary<string, FeatureWording> wordings)
    {
        string name = cohort.FeatureNames[feature];
        if (!wordings.TryGetValue(name, out FeatureWording? wording))
        {
            throw new RadscoreTrainingException($"The selected feature '{name}' has no wording for the panel.");
        }

        double[] values = cohort.Column(feature);
        (double mean, double deviation) = Scaling.Moments(values);
        return new RadscoreFeature(name, wording.Label, wording.Explanation, wording.Unit, mean, deviation, TrainingQuantiles.Of(values));
    }

    private static BackPropagationNetwork[] TrainNetworks(double[][] scaled, IReadOnlyList<bool> labels, RadscoreTrainingOptions options)
    {
        BackPropagationNetwork[] networks = new BackPropagationNetwork[options.Networks];
        SeededRandom random = new SeededRandom(options.Seed).Fork("networks");
        Parallel.For(0, networks.Length, n =>
            networks[n] = NetworkTraining.Fit(
                scaled, labels, options.Architecture, options.Network with { Seed = random.Fork((ulong)n).NextUInt64() }).Network);
        return networks;
    }

    private static double[][] Background(RadscoreCohort cohort, int[] selected, RadscoreTrainingOptions options)
    {
        int[] cases = [.. Enumerable.Range(0, cohort.Cases.Count)];
        new SeededRandom(options.Seed).Fork("background").Shuffle(cases.AsSpan());
        return [.. cases.Take(options.BackgroundCases).Order().Select(c => selected.Select(f => cohort.Cases[c][f]).ToArray())];
    }

    private static double BestCutOff(RadscoreModel model, double[][] scaled, IReadOnlyList<bool> labels)
    {
        double cutOff = YoudenIndex.Best(new LabelledScores([.. scaled.Select(s => model.ScoreScaled(s))], [.. labels])).Threshold;
        return double.IsFinite(cutOff)
            ? cutOff
            : throw new RadscoreTrainingException("No cut-off separates low from high burden better than chance in the training cohort.");
    }
}

/// <summary>A trained model and how its features were selected.</summary>
/// <param name="Model">The model.</param>
/// <param name="Steps">What each step of the selection left.</param>
public sealed record RadscoreTrainingResult(RadscoreModel Model, IReadOnlyList<SelectionStep> Steps);
