using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.CommandLine.Training;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary><c>aln train</c> on small tables: three training centres, one validation centre, second readings, clinical variables, follow-up.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Design = """
        model: { name: Test radscore, version: "3", limitations: [small tables] }
        seed: 7
        centre: centre
        features:
          - { file: a.csv, centre: A }
          - { file: rest.csv }
        readings:
          - { kind: intra, file: again.csv }
        clinical:
          file: clinical.csv
          variables: [menopause, mri_status]
          readers: [mri_burden]
          followUp: { time: months, event: event }
        label: { nodes: nodes, atLeast: 3 }
        training: [A, B, C]
        validation: [D]
        steps:
          network: { units: 4, count: 2, epochs: 40, weightDecay: 0.5 }
          resampling: { folds: 3, repeats: 2, bootstraps: 3 }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_design_gives_a_bundle_with_its_report_and_card()
    {
        WriteTables(240, effect: 1.5);
        Lines lines = new();

        TrainCommand.Run(Write("design.yaml", Design), Path.Combine(_folder.Path, "out"), asPublished: true, lines, CancellationToken.None).ShouldBe(0, string.Join('\n', lines.Said));

        RadscoreBundle bundle = RadscoreBundle.Read(Path.Combine(_folder.Path, "out"));
        bundle.Card.Name.ShouldBe("Test radscore");
        bundle.Supplement.Reference!.Cases.Count.ShouldBe(180);
        bundle.Supplement.Harmonization!.Centres.ShouldBe(["A", "B", "C", "D"]);
        bundle.Supplement.CombinedModel.ShouldNotBeNull();
        bundle.Supplement.CardText!.ShouldContain("TRIPOD+AI");
        bundle.Provenance.Inputs.Select(i => i.Name).ShouldBe(["design.yaml", "clinical.csv", "a.csv", "rest.csv", "again.csv"]);
        TrainingReport report = TrainingReportFile.Read(File.ReadAllBytes(Path.Combine(_folder.Path, "out", TrainingReportFile.Name)));
        report.Bundle.ShouldBe(bundle.Digest);
        report.Reproducibility.Single(f => f.Feature == "noise1").Stays.ShouldBeFalse();
        report.AsPublished!.Performance[0].Model("radscore")!.Auc.ShouldBeGreaterThan(0.6);
        report.Survival.ShouldNotBeNull();
        report.Verdict.ShouldContain(s => s.Contains("the clinical model", StringComparison.Ordinal));
        lines.Said.ShouldContain(s => s.Contains("looked at now, once", StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(_folder.Path, "out", TrainingReportFile.Name)).ShouldNotContain("P017");
    }

    [Fact]
    public void The_same_design_and_tables_give_the_same_bytes()
    {
        WriteTables(240, effect: 1.5);
        string design = Write("design.yaml", Design), one = Path.Combine(_folder.Path, "one"), two = Path.Combine(_folder.Path, "two");
        TrainCommand.Run(design, one, false, new Lines(), CancellationToken.None);
        TrainCommand.Run(design, two, false, new Lines(), CancellationToken.None);

        string[] names = [.. Directory.GetFiles(one).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        names.ShouldBe(["bundle.json", "card.md", "radscore.onnx", "reference.json", "training.json"]);
        foreach (string name in names)
        {
            File.ReadAllBytes(Path.Combine(two, name)).ShouldBe(File.ReadAllBytes(Path.Combine(one, name)), name);
        }
    }

    [Fact]
    public void Nothing_but_noise_is_an_outcome_with_its_own_exit_code()
    {
        WriteTables(120, effect: 0);
        Lines lines = new();
        string design = Write("design.yaml", Design.Replace("steps:", "steps:\n  rankSum: { below: 0.0001 }", StringComparison.Ordinal));

        TrainCommand.Run(design, Path.Combine(_folder.Path, "out"), false, lines, CancellationToken.None).ShouldBe(TrainCommand.NoModel);

        lines.Said.ShouldContain(s => s.StartsWith("No model: No feature survives the step 'rank-sum p < 0.0001'", StringComparison.Ordinal));
        Directory.Exists(Path.Combine(_folder.Path, "out")).ShouldBeFalse();
    }

    [Fact]
    public void A_training_that_is_stopped_leaves_nothing()
    {
        WriteTables(240, effect: 1.5);
        using CancellationTokenSource stop = new();
        Lines lines = new(said => { if (said.Contains("fold 2", StringComparison.Ordinal)) { stop.Cancel(); } });

        Should.Throw<OperationCanceledException>(() => TrainCommand.Run(Write("design.yaml", Design), Path.Combine(_folder.Path, "out"), false, lines, stop.Token));

        Directory.GetDirectories(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void The_annotated_example_is_a_design_and_shows_the_defaults()
    {
        string page = File.ReadAllText(Path.Combine(Reference.RepositoryRoot, "OhifAlnPlugin", "Radscore", "Training", "README.md"));
        string example = page.Split("```yaml\n")[1].Split("```")[0];
        TrainingDesign design = DesignFile.Read(Write("example.yaml", example)).Design, defaults = new() { Name = "", Version = "", Outcome = "", Seed = 1, TrainingCentres = ["A"] };

        design.Outcome.ShouldBe("3 or more metastatic axillary lymph nodes");
        design.Reproducibility.ShouldBe(new ReproducibilityStep());
        design.Harmonisation.ShouldBe(defaults.Harmonisation);
        design.Selection.ShouldBe(defaults.Selection);
        design.Network!.Options.ShouldBe(defaults.Network!.Options);
        design.Network.Architecture.Hidden.ShouldBe(defaults.Network.Architecture.Hidden);
        design.Resampling.ShouldBe(defaults.Resampling);
        design.BackgroundCases.ShouldBe(defaults.BackgroundCases);
    }

    [Theory]
    [InlineData("seed: 7", "sed: 7", "line 2: 'sed' is not known here; known are centre, clinical, except,")]
    [InlineData("epochs: 40", "epochs: 0", "line 18: 'epochs' is 0; it must be a number without fraction, from 1 to 100000")]
    [InlineData("kind: intra", "kind: both", "line 8: 'kind' is both; it must be intra or inter")]
    [InlineData("training: [A, B, C]", "training: []", "'training' is missing")]
    [InlineData("validation: [D]", "validation: [A]", "The centre 'A' is named twice")]
    [InlineData("file: clinical.csv", "file: none.csv", "none.csv cannot be read")]
    [InlineData("nodes: nodes", "nodes: knots", "has no column 'knots'")]
    [InlineData("validation: [D]", "validation: [E]", "The centre 'E' has no patient")]
    [InlineData("label: {", "label: [", "not valid YAML")]
    public void A_wrong_design_is_a_sentence_with_its_line(string right, string wrong, string sentence)
    {
        WriteTables(60, effect: 1);
        string design = Write("design.yaml", Design.Replace(right, wrong, StringComparison.Ordinal));
        Lines lines = new();
        string said;
        try
        {
            TrainCommand.Run(design, Path.Combine(_folder.Path, "out"), false, lines, CancellationToken.None);
            said = string.Join('\n', lines.Said);
        }
        catch (CommandException failed)
        {
            said = failed.Message;
        }

        said.ShouldContain(sentence);
    }

    /// <summary>Patients in turn from the centres A to D: one signal, one weaker, noise, a centre effect, words and digits in the clinical table.</summary>
    private void WriteTables(int patients, double effect)
    {
        Random random = new(3);
        List<string> a = [Header], rest = [Header + ",centre"], again = [Header], clinical = ["id,centre,nodes,menopause,mri_status,mri_burden,months,event"];
        for (int p = 0; p < patients; p++)
        {
            string centre = "ABCD"[p % 4].ToString(), id = $"P{p:000}";
            bool high = random.NextDouble() < 0.3;
            double[] values = [Normal(random) + (high ? effect : 0), Normal(random) + (high ? effect / 2 : 0), Normal(random), Normal(random), Normal(random) + (high ? -effect / 2 : 0)];
            double[] shifted = [.. values.Select(v => ((v + (p % 4)) * (1 + (0.2 * (p % 4)))))];
            (centre == "A" ? a : rest).Add(string.Join(',', [id, .. shifted.Select(Text), .. centre == "A" ? (string[])[] : [centre]]));
            if (p % 3 == 0)
            {
                again.Add(string.Join(',', [id, .. shifted.Select((v, f) => Text(f == 2 ? Normal(random) : v + (0.05 * Normal(random))))]));
            }

            bool seen = random.NextDouble() < (high ? 0.7 : 0.25);
            clinical.Add($"{id},{centre},{(high ? 3 + (p % 3) : p % 3)},{(random.NextDouble() < 0.5 ? "pre" : "post")},{(seen ? 1 : 0)},{(seen && random.NextDouble() < 0.6 ? 1 : 0)},{Text(5 + (90 * random.NextDouble()))},{(random.NextDouble() < 0.3 ? 1 : 0)}");
        }

        Write("a.csv", string.Join('\n', a) + "\n");
        Write("rest.csv", string.Join('\n', rest) + "\n");
        Write("again.csv", string.Join('\n', again) + "\n");
        Write("clinical.csv", string.Join('\n', clinical) + "\n");
    }

    private const string Header = "id,signal,weak,noise1,noise2,against";

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class Lines(Action<string>? also = null) : IProgress<string>
    {
        private readonly List<string> _said = [];

        public IReadOnlyList<string> Said => _said;

        public void Report(string value)
        {
            lock (_said)
            {
                _said.Add(value);
            }

            also?.Invoke(value);
        }
    }
}
