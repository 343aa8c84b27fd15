using OhifAlnPlugin.Harmonization;
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

    /// <summary>A bundle with everything that a bundle may hold.</summary>
    public static RadscoreBundle FullBundle(int features = 3) => new(Create(features), Card, Extraction, Provenance, Supplement(features));

    public static RadscoreSupplement Supplement(int features)
    {
        RadscoreModel model = Create(features);
        TrainingCase[] cases = [.. Enumerable.Range(1, 30).Select(n => CaseOf(model, n))];
        double[][] columns = [.. Enumerable.Range(0, features).Select(i => cases.Select(c => c.Features[i]).ToArray())];
        CombatFit combat = Combat.Fit(columns, [.. cases.Select(c => c.Centre)]);
        return new RadscoreSupplement
        {
            Reference = TrainingReference.Of(model.Features, cases),
            Harmonization = new RadscoreHarmonization(model.FeatureNames, combat.Model, minimumCases: 4, [new CentreRule("A", StationName: "MR7")]),
            ClinicalFields = [Menopause, Age, Stage],
            ClinicalModel = new LogisticScore("Clinical", -1, [new LogisticTerm("menopause", null, 0.7), new LogisticTerm("age", null, 0.02)], new CutOff(0.5, "Youden")),
            CombinedModel = new LogisticScore(
                "Combined", -3, [new LogisticTerm("menopause", "post", 0.5), new LogisticTerm("age", null, 0.02), new LogisticTerm("radscore", null, 4)], new CutOff(0.45, "Youden")),
            Limits = new IntendedUseLimits(50, [new ClinicalCondition("t_stage", ["T1", "T2"], "The model is meant for T1 and T2 tumours.")]),
            SurvivalCutOff = new CutOff(0.6, "minimum log-rank p on the training cohort"),
            CardText = "# Test\n\nRandom weights.\n",
        };
    }

    private static ClinicalField Menopause { get; } =
        new("menopause", "Menopausal status", "1", [new ClinicalChoice("pre", "Premenopausal", 0), new ClinicalChoice("post", "Postmenopausal", 1)]);

    private static ClinicalField Age { get; } = new("age", "Age", "years", [], 18, 100);

    private static ClinicalField Stage { get; } = new(
        "t_stage", "Clinical T stage", "1", [new ClinicalChoice("T1", "T1", 1), new ClinicalChoice("T2", "T2", 2), new ClinicalChoice("T3", "T3", 3)]);

    private static TrainingCase CaseOf(RadscoreModel model, int number)
    {
        double[] features = Case(model.Features.Count, new Random(100 + number));
        return new TrainingCase(number, number % 3 == 0 ? "A" : "B", number % 2 == 0, model.Score(new FeatureVector(model.FeatureNames, features)), features);
    }

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
