using System.Globalization;
using System.Text.RegularExpressions;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.CommandLine.Evaluation;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary><c>aln evaluate</c> on imaginary cases: the page, the tables, and R's opinion of them.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EvaluationTables _tables;

    public EvaluateCommandTests() => _tables = new EvaluationTables(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_stands_alone_is_small_and_says_what_it_must()
    {
        string page = await PageAsync();
        page.Length.ShouldBeLessThan(2_000_000);
        Regex.Matches(page, "<(script|link|img)[^>]*(src|href)=").ShouldBeEmpty();
        page.ShouldContain("<strong>Research use only.</strong>");
        page.ShouldContain("generated phantoms, not patients");
        foreach (string part in (string[])["Table 1", "Table 2", "Table 3", "Table 4", "Table 5", "Table 6", "Table 7", "Figure 10", "no better than the clinical model"])
        {
            page.ShouldContain(part);
        }

        page.ShouldNotContain("left out.");
    }

    [Fact]
    public async Task The_same_tables_give_the_same_bytes()
    {
        await PageAsync();
        await RunAsync(_tables.Arguments("again"));
        foreach (string file in Directory.GetFiles(_tables.At("report")))
        {
            File.ReadAllBytes(Path.Combine(_tables.At("again"), Path.GetFileName(file))).ShouldBe(File.ReadAllBytes(file), Path.GetFileName(file));
        }
    }

    [Fact]
    public async Task The_codebook_explains_every_column_of_every_table()
    {
        await PageAsync();
        CsvTable codebook = CsvTable.Read(_tables.At("report/codebook.csv"));
        HashSet<(string, string)> explained = [.. Enumerable.Range(0, codebook.Rows).Where(r => codebook.Text(r, "meaning").Length > 3).Select(r => (codebook.Text(r, "file"), codebook.Text(r, "column")))];
        foreach (string file in Directory.GetFiles(_tables.At("report"), "*.csv").Where(f => !f.EndsWith("codebook.csv", StringComparison.Ordinal)))
        {
            CsvTable.Read(file).Columns.Where(column => !explained.Contains((Path.GetFileName(file), column))).ShouldBeEmpty(Path.GetFileName(file));
        }
    }

    [RscriptFact]
    public async Task R_computes_every_table_again_number_for_number()
    {
        await PageAsync();
        (int status, string text) = await Rscript.RunAsync("recompute.R", _tables.At("report"));
        text.ShouldContain("All tables agree.");
        status.ShouldBe(0);
        int.Parse(Regex.Match(text, "(\\d+) numbers").Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeGreaterThan(1500);
    }

    [RscriptFact]
    public async Task R_computes_the_tables_of_hard_cases_again_and_notices_a_changed_number()
    {
        int row = 0;
        _tables.Change(r =>
        {
            row++;
            r["aln_burden"] = r["cohort"] == "validation 2" ? "low" : r["aln_burden"];
            r["event"] = r["cohort"] == "validation 1" ? "0" : r["event"];
            r["mri_aln_burden"] = r["cohort"] == "training" ? r["aln_burden"] : r["mri_aln_burden"];
            r["menopausal_status"] = row % 11 == 0 ? "" : r["menopausal_status"];
        });
        await PageAsync();
        (int status, string text) = await Rscript.RunAsync("recompute.R", _tables.At("report"));
        text.ShouldContain("All tables agree.");
        status.ShouldBe(0);

        string table = _tables.At("report/table3.csv");
        string[] lines = File.ReadAllLines(table);
        lines[1] = new Regex("0\\.\\d{6}").Replace(lines[1], "0.123456", 1);
        File.WriteAllLines(table, lines);
        (status, text) = await Rscript.RunAsync("recompute.R", _tables.At("report"));
        status.ShouldBe(1);
        text.ShouldContain("the table says 0.123456");
    }

    [Fact]
    public async Task Hard_cases_are_sentences_and_not_failures()
    {
        _tables.Change(r =>
        {
            r["aln_burden"] = r["cohort"] == "validation 2" ? "low" : r["aln_burden"];
            r["event"] = r["cohort"] == "validation 1" ? "0" : r["event"];
            r["mri_aln_burden"] = r["cohort"] == "training" ? r["aln_burden"] : r["mri_aln_burden"];
        });
        string page = await PageAsync();
        page.ShouldContain("validation 2: none of the 30 patients has a high burden, so the area under the curve is undefined.");
        page.ShouldContain("validation 1: none of the 30 patients had the event; survival cannot be compared.");
        page.ShouldContain("Firth");
        page.ShouldContain("Age is unknown in");
    }

    [Fact]
    public async Task A_bundle_of_aln_train_shows_its_honest_estimate_beside_the_published_order_and_brings_its_own_models()
    {
        const string design = """
            model: { name: Radscore of a test, version: "1" }
            id: patient_id
            centre: centre
            features: [{ file: features.csv }]
            clinical: { file: clinical.csv, variables: [menopausal_status, mri_aln_burden], selection: all }
            label: { column: high_burden, meaning: three or more metastatic nodes }
            training: ["1", "2", "3"]
            validation: ["4", "5"]
            steps:
              network: { units: 4, count: 1, epochs: 30 }
              resampling: { folds: 3, repeats: 1, bootstraps: 2 }
            """;
        File.WriteAllText(_tables.At("design.yaml"), design);
        TrainCommand.Run(_tables.At("design.yaml"), _tables.At("trained"), asPublished: true, new Progress<string>(), CancellationToken.None).ShouldBe(0);

        await RunAsync(_tables.Arguments(training: false) with { Bundle = _tables.At("trained") });
        string page = File.ReadAllText(_tables.At("report/report.html"));
        page.ShouldContain("nested cross-validation, 3 folds");
        page.ShouldContain("published order, on its own training patients");
        page.ShouldContain("Nomogram of the combined model");
        CsvTable models = CsvTable.Read(_tables.At("report/models.csv")), patients = CsvTable.Read(_tables.At("report/patients.csv"));
        Enumerable.Range(0, models.Rows).Select(r => models.Number(r, "fitted_here")).ShouldBe([0, 0, 0]);
        Enumerable.Range(0, patients.Rows).Where(r => patients.Number(r, "training") > 0).Select(r => patients.Text(r, "cohort")).Distinct().ShouldBe(["training"]);
        CsvTable.Read(_tables.At("report/training_estimate.csv")).Text(0, "optimism").ShouldBe("0");
    }

    [Fact]
    public async Task Missing_inputs_leave_their_part_out_with_a_sentence()
    {
        _tables.WriteClinical("patient_id,age,aln_burden");
        EvaluateArguments arguments = _tables.Arguments(training: false) with { SecondReadings = [] };
        await RunAsync(arguments);
        string page = File.ReadAllText(_tables.At("report/report.html"));
        foreach (string sentence in (string[])
            [
                "no readers&#39; call of the burden", "no pattern of enhancement", "no follow-up (months and event)", "no column with the centre", "No second reading was given", "no combined model to draw", "No training cohort is among the data",
            ])
        {
            page.ShouldContain(sentence);
        }

        File.Exists(_tables.At("report/readers.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task Input_that_does_not_go_together_is_refused_in_a_sentence()
    {
        async Task<string> Refusal(EvaluateArguments arguments) => (await Should.ThrowAsync<CommandException>(() => RunAsync(arguments))).Message;
        EvaluateArguments arguments = _tables.Arguments();
        (await Refusal(arguments with { Training = ["elsewhere"] })).ShouldContain("no patient of the training cohort 'elsewhere'");
        (await Refusal(arguments with { Columns = ["label=age"] })).ShouldContain("neither high nor low");
        (await Refusal(arguments with { Columns = ["colour=age"] })).ShouldContain("one of the roles id, cohort");
        (await Refusal(arguments with { ClinicalModel = ["weight"] })).ShouldContain("'weight' of the clinical model is no clinical variable");
        (await Refusal(arguments with { Features = [arguments.Features[0], arguments.Features[0]] })).ShouldContain("has 2 rows in the feature tables");
        File.WriteAllText(_tables.At("few.csv"), "id,original_shape_Sphericity\nPHANTOM-0001,0.5\n");
        (await Refusal(arguments with { Features = [_tables.At("few.csv")] })).ShouldContain("no column 'original_firstorder_Entropy'");
        File.WriteAllText(_tables.At("others.csv"), "id,original_shape_Sphericity,original_firstorder_Entropy\nX,0.5,3\n");
        (await Refusal(arguments with { Features = [_tables.At("others.csv")] })).ShouldContain("no patient of the feature tables is in the clinical table");
        _tables.Change(r => r["survival_months"] = "-2");
        (await Refusal(arguments)).ShouldContain("a follow-up of -2 months");
    }

    private static Task RunAsync(EvaluateArguments arguments) => EvaluateCommand.RunAsync(arguments, new Progress<string>(), CancellationToken.None);

    private async Task<string> PageAsync()
    {
        await RunAsync(_tables.Arguments());
        return File.ReadAllText(_tables.At("report/report.html"));
    }
}
