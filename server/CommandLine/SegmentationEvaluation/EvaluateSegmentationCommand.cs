using System.CommandLine;
using System.Globalization;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation.Evaluation;
using OhifAlnPlugin.Server.Analysis.Networks;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary><c>aln evaluate-segmentation [FOLDER]</c>: how well candidates and outlines agree with true VOIs.</summary>
internal static class EvaluateSegmentationCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("FOLDER") { Description = "Folder with studies/ and truth/ as 'aln phantom' writes it; without it the fixed phantoms are generated.", Arity = ArgumentArity.ZeroOrOne };
        var generated = new Option<int>("--generated", "-n") { Description = $"How many of the fixed phantoms, 1 … {EvaluationStudies.Count}.", HelpName = "N", DefaultValueFactory = _ => EvaluationStudies.Count };
        var output = new Option<string[]>("--out", "-o") { Description = "File to write: .json (everything), .csv (a row per lesion) or .md (the table). May be given several times.", HelpName = "FILE" };
        var model = new Option<string>("--model") { Description = "What is measured: a network, or the method without training; see 'aln model list'.", HelpName = "NAME", DefaultValueFactory = _ => ProposalModels.TrainingFree };
        var resume = new Option<string?>("--resume") { Description = "Keep every outcome in this file as soon as it is there; a second run with the same file measures only what is missing.", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var command = new Command("evaluate-segmentation", "Measure candidates and outlines against true VOIs: Dice, HD95, sensitivity, false positives, rank of the index lesion.") { folder, generated, model, output, resume, data };
        command.SetAction(async (result, cancellation) =>
        {
            int count = result.GetValue(generated);
            string[] outputs = result.GetValue(output) ?? [];
            RequireCount(count);
            EvaluationReport.RequireWritable(outputs);
            string name = result.GetRequiredValue(model);
            using EvaluatedMethod method = name == ProposalModels.TrainingFree ? new TrainingFreeMethod() : await NetworkMethod.OpenAsync(name, result.GetRequiredValue(data), cancellation);
            string? studies = result.GetValue(folder);
            using var kept = KeptOutcomes.Open(result.GetValue(resume), method.Name, SetOf(studies));
            return await RunAsync(method, studies, count, outputs, kept, cancellation);
        });
        return command;
    }

    private static void RequireCount(int generated)
    {
        if (generated is < 1 or > EvaluationStudies.Count)
        {
            throw new CommandException($"{generated} phantoms cannot be generated: --generated takes 1 … {EvaluationStudies.Count}.");
        }
    }

    private static string SetOf(string? folder) => folder is null ? "generated phantoms" : Path.GetFileName(Path.GetFullPath(folder));

    private static async Task<int> RunAsync(EvaluatedMethod method, string? folder, int generated, string[] outputs, KeptOutcomes kept, CancellationToken cancellation)
    {
        var lines = new ConsoleProgress();
        var studies = folder is null ? GeneratedStudies.Of(generated).ToAsyncEnumerable() : FolderStudies.ListAsync(folder, lines, cancellation);
        var outcomes = new List<StudyOutcome>();
        await foreach (StudyToMeasure study in studies.WithCancellation(cancellation))
        {
            if (kept.Find(study.Name) is { } known)
            {
                outcomes.Add(known);
            }
            else if (await study.LoadAsync(cancellation) is { } loaded)
            {
                StudyOutcome outcome = method.Measure(loaded, cancellation);
                kept.Add(outcome);
                outcomes.Add(outcome);
                lines.Report(Line(outcomes.Count, folder is null ? generated : null, outcome));
            }
        }

        if (outcomes.Count == 0)
        {
            throw new CommandException("no study could be measured.");
        }

        var report = new EvaluationReport(method.Name, SetOf(folder), outcomes);
        Console.WriteLine();
        Console.WriteLine(report.ToMarkdown());
        foreach (string path in outputs)
        {
            report.Write(path);
            lines.Report($"Written to {Path.GetFullPath(path)}.");
        }

        return 0;
    }

    private static string Line(int number, int? of, StudyOutcome outcome)
    {
        string lesions = string.Join(", ", outcome.Lesions.Select(l => l.IsFound
            ? string.Create(CultureInfo.InvariantCulture, $"{l.DiameterMm:0} mm ranked {l.Rank}, Dice {l.Dice:0.00}")
            : string.Create(CultureInfo.InvariantCulture, $"{l.DiameterMm:0} mm missed")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{number}{(of is { } all ? $" of {all}" : "")} {outcome.Study}: {(lesions.Length > 0 ? lesions : "no lesion")}; {outcome.Candidates} candidates, {outcome.Seconds:0.0} s");
    }
}
