using System.Text.Json;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verb evaluate-segmentation, and the training studies of the verb phantom, of the real executable.</summary>
public sealed class EvaluateSegmentationCommandTests
{
    [Fact]
    public async Task A_folder_of_studies_is_measured_against_its_truth_and_the_studies_without_one_are_named()
    {
        using var folder = new TemporaryFolder();
        string[] patients = [.. PatientPlan.Cohort(3, 3, new PhantomOptions()).Select(p => p.Clinical.PatientId)];
        PhantomFolder.Write(folder.Path, PatientPlan.Cohort(3, 3, new PhantomOptions()), new PhantomOptions());
        File.Delete(Path.Combine(folder.Path, "truth", patients[2] + ".dcm"));
        string json = Path.Combine(folder.Path, "result.json"), csv = Path.Combine(folder.Path, "result.csv");
        var (code, text, error) = await AlnProcess.RunAsync("evaluate-segmentation", folder.Path, "--out", json, "--out", csv);
        code.ShouldBe(0, error);
        text.ShouldContain($"no VOI named after its Patient ID '{patients[2]}'");
        text.ShouldContain("Research use only");
        JsonElement result = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(json));
        result.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("study").GetString()).ShouldBe(patients[..2], ignoreOrder: true);
        JsonElement all = result.GetProperty("rows")[0];
        (all.GetProperty("group").GetString(), all.GetProperty("unit").GetString(), all.GetProperty("n").GetInt32()).ShouldBe(("all", "lesion", 2));
        all.GetProperty("diceMedian").GetDouble().ShouldBeGreaterThan(0.5);
        string[] lines = await File.ReadAllLinesAsync(csv);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("study,centre,lesion,volume_mm3,diameter_mm,rank,dice,hd95_mm");
    }

    [Fact]
    public async Task An_evaluation_that_was_ended_goes_on_with_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        PhantomFolder.Write(folder.Path, PatientPlan.Cohort(3, 2, new PhantomOptions()), new PhantomOptions());
        string kept = Path.Combine(folder.Path, "kept.jsonl"), first = Path.Combine(folder.Path, "first.csv"), second = Path.Combine(folder.Path, "second.csv");
        (await AlnProcess.RunAsync("evaluate-segmentation", folder.Path, "--out", first, "--resume", kept)).ExitCode.ShouldBe(0);
        string[] lines = await File.ReadAllLinesAsync(kept);
        lines.Length.ShouldBe(2);

        // What a run leaves that is killed while it writes the second line.
        await File.WriteAllTextAsync(kept, lines[0] + "\n" + lines[1][..40]);
        var (code, text, error) = await AlnProcess.RunAsync("evaluate-segmentation", folder.Path, "--out", second, "--resume", kept);
        code.ShouldBe(0, error);
        string[] patients = [.. PatientPlan.Cohort(3, 2, new PhantomOptions()).Select(p => p.Clinical.PatientId)];
        patients.Count(p => text.Contains($"{p}: ", StringComparison.Ordinal)).ShouldBe(1, "one was measured again");
        WithoutSeconds(await File.ReadAllLinesAsync(second)).ShouldBe(WithoutSeconds(await File.ReadAllLinesAsync(first)));
        (await File.ReadAllLinesAsync(kept)).Length.ShouldBe(2);

        await File.WriteAllTextAsync(kept, "no outcome\n");
        (code, _, error) = await AlnProcess.RunAsync("evaluate-segmentation", folder.Path, "--out", second, "--resume", kept);
        (code, error.Contains("'no outcome' is none. Name another file.", StringComparison.Ordinal)).ShouldBe((1, true), error);
    }

    private static IEnumerable<string> WithoutSeconds(string[] lines) => lines.Select(line => line[..line.LastIndexOf(',')]);

    [Theory]
    [InlineData("result.json", "there is no folder", "FOLDER")]
    [InlineData("result.xlsx", "the name must end in .json, .csv or .md", "FOLDER")]
    [InlineData("result.json", "101 phantoms cannot be generated: --generated takes 1 … 100", "--generated", "101")]
    public async Task What_cannot_be_measured_is_said(string output, string sentence, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string[] real = [.. arguments.Select(a => a == "FOLDER" ? folder.Path : a)];
        var (code, _, error) = await AlnProcess.RunAsync(["evaluate-segmentation", .. real, "--out", Path.Combine(folder.Path, output)]);
        code.ShouldBe(1);
        error.ShouldContain(sentence);
    }

    [Fact]
    public async Task Training_studies_are_written_one_after_another()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "training.alnt");
        var (code, text, error) = await AlnProcess.RunAsync("phantom", "--training", "Varied", "--patients", "2", "--seed", "5", "--out", file);
        code.ShouldBe(0, error);
        text.ShouldContain("2 of 2 studies");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(0, 4).SequenceEqual("ALNT"u8).ShouldBeTrue();
        bytes.AsSpan(bytes.Length / 2, 4).SequenceEqual("ALNT"u8).ShouldBeTrue("both studies have the same shape");
    }
}
