using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

/// <summary>Small models with weights from a seed, for tests of everything around the network.</summary>
internal static class SmallModels
{
    public static RadscoreModel Create(int features, int networks = 2, int background = 5, int seed = 1)
    {
        Random random = new(seed);
        return new RadscoreModel(
            [.. Enumerable.Range(0, features).Select(i => Feature(i, random))],
            [.. Enumerable.Range(0, networks).Select(_ => Network(features, 4, random))],
            new CutOff(0.4, "Youden index on the training cohort"),
            [.. Enumerable.Range(0, background).Select(_ => Case(features, random))]);
    }

    public static FeatureVector Patient(int features, int seed = 7) =>
        new([.. Enumerable.Range(0, features).Select(NameOf)], Case(features, new Random(seed)));

    public static string NameOf(int i) => $"original_firstorder_F{i}";

    public static RadscoreBundle Bundle(int features = 3) => new(Create(features), Card, Extraction, Provenance);

    public static ModelCard Card { get; } = new()
    {
        Name = "Test",
        Version = "1",
        Demonstration = true,
        IntendedUse = "Tests.",
        Notice = "Research use only.",
        TrainingData = "None: random weights.",
        Method = ["Random weights ≥ 0 and < 0."],
        Limitations = [],
        Evaluation =
        [
            new CohortEvaluation
            {
                Cohort = "held out", UsedInTraining = false, Patients = 20, HighBurden = 8,
                Auc = 0.5, AucLow = 0.25, AucHigh = 0.75, Sensitivity = 0.5, Specificity = 0.5,
            },
        ],
    };

    public static RadscoreExtraction Extraction { get; } = new()
    {
        Phase = "peak", BinWidth = 25, ResampledSpacingMm = [1, 1, 1], Interpolator = "bspline", Normalize = true, NormalizeScale = 100,
    };

    public static BundleProvenance Provenance { get; } = new() { Producer = "test", Command = "none", Seed = 1, Inputs = [] };

    private static RadscoreFeature Feature(int i, Random random)
    {
        double[] quantiles = [.. Enumerable.Range(0, RadscoreFeature.QuantileCount).Select(q => (q - 50) * 0.1)];
        return new RadscoreFeature(NameOf(i), $"F{i}", $"what F{i} says", "1", random.NextDouble() - 0.5, 0.5 + random.NextDouble(), quantiles);
    }

    private static BackPropagationNetwork Network(int inputs, int width, Random random) => new(
        [
            new HiddenLayer(Dense(inputs, width, random), Normalization(width, random)),
            new HiddenLayer(Dense(width, width, random), null),
            new HiddenLayer(Dense(width, width, random), null),
        ],
        Dense(width, 1, random));

    private static DenseLayer Dense(int inputs, int outputs, Random random) =>
        new(inputs, Numbers(inputs * outputs, random), Numbers(outputs, random));

    private static BatchNormalization Normalization(int units, Random random) => new(
        Numbers(units, random), Numbers(units, random), Numbers(units, random), [.. Numbers(units, random).Select(Math.Abs)]);

    private static double[] Case(int features, Random random) => Numbers(features, random);

    private static double[] Numbers(int count, Random random)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (4 * random.NextDouble()) - 2;
        }

        return numbers;
    }
}
