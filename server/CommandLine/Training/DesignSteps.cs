using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>Reads the steps of a design file.</summary>
internal static class DesignSteps
{
    private static readonly Func<double, bool> IsPart = v => v is > 0 and <= 1;

    public static TrainingDesign Read(DesignMap root, DesignMap model, DesignTables tables, string path)
    {
        DesignMap? steps = root.Map("steps");
        TrainingDesign design = new()
        {
            Name = model.Text("name"),
            Version = model.OptionalText("version") ?? "1",
            Outcome = tables.Outcome,
            Seed = (ulong)root.Number("seed", 1, v => v >= 0 && v == Math.Floor(v) && v <= long.MaxValue, "without fraction, not negative"),
            TrainingCentres = root.Texts("training"),
            ValidationCentres = root.Texts("validation"),
            Reproducibility = Reproducibility(steps, tables),
            Harmonisation = Harmonisation(steps),
            Selection = Selection(steps),
            Network = Network(steps),
            Clinical = Clinical(root.Map("clinical")!),
            Resampling = Resampling(steps?.Map("resampling")),
            BackgroundCases = steps?.Whole("backgroundCases", 50, 1, 1000) ?? 50,
            GivenFolds = tables.GivenFolds is { } folds ? Folds(folds) : null,
        };
        steps?.Finish();
        return design.TrainingCentres.Count > 0 ? design : throw root.ErrorAt("training", "'training' is missing; it lists the centres that the model is fitted on.");
    }

    private static ReproducibilityStep? Reproducibility(DesignMap? steps, DesignTables tables)
    {
        if (steps?.IsOff("icc") ?? false)
        {
            return null;
        }

        if (steps?.Map("icc") is not { } map)
        {
            return tables.Readings.Count == 0 ? null : new ReproducibilityStep();
        }

        ReproducibilityStep step = new()
        {
            IccAbove = map.Number("above", 0.75, v => v is >= 0 and < 1, "from 0 to below 1"),
            Form = map.Word("form", IccForm.Agreement, ("agreement", IccForm.Agreement), ("consistency", IccForm.Consistency), ("oneWay", IccForm.OneWay)),
        };
        map.Finish();
        return tables.Readings.Count > 0 ? step : throw steps.ErrorAt("icc", "'icc' needs second readings; list them under 'readings'.");
    }

    private static HarmonisationStep? Harmonisation(DesignMap? steps)
    {
        if (steps?.IsOff("combat") ?? false)
        {
            return null;
        }

        if (steps?.Map("combat") is not { } map)
        {
            return new HarmonisationStep();
        }

        string priors = map.Word("priors", "parametric", ("parametric", "parametric"), ("nonParametric", "nonParametric"), ("none", "none"));
        HarmonisationStep step = new()
        {
            EmpiricalBayes = priors != "none",
            Parametric = priors != "nonParametric",
            MeanOnly = map.Flag("meanOnly", false),
            ReferenceCentre = map.OptionalText("reference"),
            MinimumCases = map.Whole("minimumCases", 20, 2, 1000),
        };
        map.Finish();
        return step;
    }

    private static SelectionOptions Selection(DesignMap? steps)
    {
        SelectionOptions options = new();
        if (steps?.Map("rankSum") is { } rankSum)
        {
            options = options with { RankSumP = rankSum.Number("below", options.RankSumP, IsPart, "above 0 and at most 1") };
            rankSum.Finish();
        }

        if (steps?.Map("correlation") is { } correlation)
        {
            options = options with
            {
                CorrelationKind = correlation.Word("kind", options.CorrelationKind, ("spearman", CorrelationKind.Spearman), ("pearson", CorrelationKind.Pearson)),
                CorrelationCutOff = correlation.Number("above", options.CorrelationCutOff, IsPart, "above 0 and at most 1"),
            };
            correlation.Finish();
        }

        return Penalty(UpSampled(options, steps), steps?.Map("elasticNet"));
    }

    private static SelectionOptions UpSampled(SelectionOptions options, DesignMap? steps) => steps?.OptionalText("upSampling") switch
    {
        null or "balance" => options,
        "none" => options with { UpSampling = UpSampling.None },
        _ => options with { UpSampling = UpSampling.Factor, ExtraCopies = steps!.Whole("upSampling", 0, 1, 100) },
    };

    private static SelectionOptions Penalty(SelectionOptions options, DesignMap? map)
    {
        if (map is null)
        {
            return options;
        }

        options = options with
        {
            Alpha = map.Number("alpha", options.Alpha, IsPart, "above 0 and at most 1"),
            Folds = map.Whole("folds", options.Folds, 3, 50),
            Measure = map.Word("measure", options.Measure, ("auc", ElasticNetMeasure.Auc), ("deviance", ElasticNetMeasure.Deviance)),
            Lambda = map.Word("lambda", options.Lambda, ("published", LambdaRule.Published), ("min", LambdaRule.Minimum), ("1se", LambdaRule.OneStandardError)),
            MostFeaturesAtMinimum = map.Whole("mostFeatures", options.MostFeaturesAtMinimum, 1, RadscoreModel.MostFeatures),
        };
        _ = map.OptionalText("givenFolds");
        map.Finish();
        return options;
    }

    private static NetworkStep? Network(DesignMap? steps)
    {
        if (steps?.IsOff("network") ?? false)
        {
            return null;
        }

        if (steps?.Map("network") is not { } map)
        {
            return new NetworkStep();
        }

        NetworkTrainingOptions options = new() { Seed = 0 };
        NetworkStep step = new()
        {
            Architecture = Architecture(map),
            Count = map.Whole("count", 5, 1, 100),
            Options = options with
            {
                Epochs = map.Whole("epochs", options.Epochs, 1, 100_000),
                LearningRate = map.Number("learningRate", options.LearningRate, IsPart, "above 0 and at most 1"),
                WeightDecay = map.Number("weightDecay", options.WeightDecay, v => v is >= 0 and <= 1000, "from 0 to 1000"),
                EarlyStopping = Stopping(map.Map("earlyStopping")),
            },
        };
        map.Finish();
        return step;
    }

    /// <summary>Layers as a list of units, or the published three of equal width.</summary>
    private static NetworkArchitecture Architecture(DesignMap map)
    {
        IReadOnlyList<string> layers = map.Texts("layers");
        int units = map.Whole("units", 16, 1, 1000);
        return layers.Count == 0
            ? NetworkArchitecture.Published(units)
            : new NetworkArchitecture([.. layers.Select((text, l) => new HiddenUnits(
                int.TryParse(text, out int width) && width is >= 1 and <= 1000 ? width : throw map.ErrorAt("layers", $"a layer of {text} units is not possible; 1 to 1000 are."), l == 0))]);
    }

    private static EarlyStopping? Stopping(DesignMap? map)
    {
        if (map is null)
        {
            return null;
        }

        EarlyStopping stopping = new(map.Number("fraction", 0.2, v => v is > 0 and < 1, "between 0 and 1"), map.Whole("patience", 50, 1, 100_000));
        map.Finish();
        return stopping;
    }

    private static ClinicalStep? Clinical(DesignMap map)
    {
        _ = (map.OptionalText("file"), map.Map("followUp"));
        IReadOnlyList<string> variables = map.Texts("variables"), readers = map.Texts("readers");
        ClinicalStep step = new()
        {
            Variables = variables,
            Readers = readers,
            Selection = map.Word(
                "selection", ClinicalSelection.Univariate, ("univariate", ClinicalSelection.Univariate), ("stepwise", ClinicalSelection.Stepwise), ("all", ClinicalSelection.All)),
            UnivariateP = map.Number("p", 0.05, IsPart, "above 0 and at most 1"),
        };
        map.Finish();
        return variables.Count + readers.Count == 0 ? null : step;
    }

    private static ResamplingStep Resampling(DesignMap? map)
    {
        ResamplingStep step = new();
        if (map is null)
        {
            return step;
        }

        step = new()
        {
            Folds = map.Whole("folds", step.Folds, 2, 100),
            Repeats = map.Whole("repeats", step.Repeats, 1, 1000),
            Bootstraps = map.Whole("bootstraps", step.Bootstraps, 0, 10_000),
        };
        map.Finish();
        return step;
    }

    private static int[] Folds(string path)
    {
        CsvTable table = CsvTable.Read(path);
        return [.. Enumerable.Range(0, table.Rows).Select(r => (int)table.Number(r, "fold"))];
    }
}
