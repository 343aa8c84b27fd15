using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Tests.Radscore;

/// <summary>A bundle whose score a test can compute by hand: the logistic function of a weighted sum of two z-scored features.</summary>
internal static class LogisticBundle
{
    public const string Sphericity = "original_shape_Sphericity";
    public const string Entropy = "original_firstorder_Entropy";

    public static double[] Means { get; } = [0.6, 3];

    public static double[] Deviations { get; } = [0.1, 0.5];

    public static double[] Weights { get; } = [-1.5, 0.75];

    public const double Bias = 0.25;

    /// <summary>The score by its definition.</summary>
    public static double ScoreOf(double sphericity, double entropy) =>
        1 / (1 + Math.Exp(-(Bias + (Weights[0] * (sphericity - Means[0]) / Deviations[0]) + (Weights[1] * (entropy - Means[1]) / Deviations[1]))));

    public static RadscoreBundle Create(params string[] features)
    {
        string[] names = features.Length > 0 ? features : [Sphericity, Entropy];
        var model = new RadscoreModel(
            [.. names.Select((name, n) => new RadscoreFeature(name, $"Feature {n + 1}", $"explains {name}", "1", Means[n], Deviations[n], Quantiles(Means[n], Deviations[n])))],
            [new BackPropagationNetwork([], new DenseLayer(names.Length, Weights.AsSpan(0, names.Length), [Bias]))],
            new CutOff(0.4, "Youden index on the training cohort"),
            [[.. Means[..names.Length]], [.. Means[..names.Length].Select(m => m + 0.05)]]);
        return new RadscoreBundle(model, Card, Extraction, new BundleProvenance { Producer = "a test", Command = "none", Seed = 0, Inputs = [] });
    }

    /// <summary>The same model for the centres North and South, with its training cohort, a clinical field and a combined model.</summary>
    public static RadscoreBundle Harmonised()
    {
        RadscoreBundle plain = Create();
        TrainingCase[] cases = [.. Enumerable.Range(1, 60).Select(n => CaseOf(plain.Model, n))];
        double[][] columns = [.. Enumerable.Range(0, 2).Select(i => cases.Select(c => c.Features[i]).ToArray())];
        CombatFit combat = Combat.Fit(columns, [.. cases.Select(c => c.Centre)]);
        return new RadscoreBundle(plain.Model, plain.Card, plain.Extraction, plain.Provenance, new RadscoreSupplement
        {
            Reference = TrainingReference.Of(plain.Model.Features, cases),
            Harmonization = new RadscoreHarmonization(plain.Model.FeatureNames, combat.Model, minimumCases: 6),
            ClinicalFields = [new ClinicalField("age", "Age", "years", [], 18, 100)],
            CombinedModel = new LogisticScore("Radscore and age", -2, [new LogisticTerm("age", null, 0.02), new LogisticTerm("radscore", null, 3)], new CutOff(0.5, "Youden index on the training cohort")),
            Limits = new IntendedUseLimits(5, []),
        });
    }

    private static TrainingCase CaseOf(RadscoreModel model, int number)
    {
        SeededRandom random = new SeededRandom(5).Fork((ulong)number);
        bool south = number % 2 == 0;
        double[] features = [.. Means.Select((m, i) => m + (Deviations[i] * (random.Normal() + (south ? 0.5 : -0.5))))];
        return new TrainingCase(number, south ? "South" : "North", number % 3 == 0, model.Score(new FeatureVector(model.FeatureNames, features)), features);
    }

    private static RadscoreExtraction Extraction { get; } = new()
    {
        Phase = "peak", BinWidth = 25, ResampledSpacingMm = [2, 2, 2], Interpolator = "bspline", Normalize = true, NormalizeScale = 100,
    };

    private static ModelCard Card { get; } = new()
    {
        Name = "Logistic model of a test",
        Version = "7",
        Demonstration = true,
        IntendedUse = "Tests.",
        Notice = "Research use only. A model of a test.",
        TrainingData = "No data at all.",
        Method = ["Written down."],
        Limitations = ["Everything."],
        Evaluation = [],
    };

    private static double[] Quantiles(double mean, double deviation) => [.. Enumerable.Range(0, RadscoreFeature.QuantileCount).Select(q => mean + (deviation * (q - 50) / 20))];
}
