using System.CommandLine;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Radiomics;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln extract IMAGE MASK --out FILE</c>: radiomics features of one case, or of a table of cases.</summary>
internal static class ExtractCommand
{
    public static Command Create()
    {
        var image = new Argument<string?>("IMAGE") { Description = "Image: NRRD, NIfTI or a folder with one DICOM series.", Arity = ArgumentArity.ZeroOrOne };
        var mask = new Argument<string?>("MASK") { Description = "Mask: NRRD, NIfTI or a DICOM SEG.", Arity = ArgumentArity.ZeroOrOne };
        var label = new Option<string?>("--label", "-l") { Description = "Label of the ROI: its number, or its name in a DICOM SEG.", HelpName = "N|NAME" };
        var region = new Option<string?>("--region", "-r") { Description = $"Tissue to measure, the mask being the tumour: {string.Join(", ", RegionNames.All)}. The shell is 15 mm thick unless the settings say otherwise.", HelpName = "REGION" };
        var settings = new Option<string?>("--settings", "-p") { Description = $"PyRadiomics parameter file, or one of the profiles {string.Join(", ", SettingsProfiles.Names)}.", HelpName = "FILE|PROFILE" };
        var features = new Option<string[]>("--features", "-f") { Description = "Features to compute, e.g. original_glcm_Contrast; nothing else is computed.", HelpName = "NAMES", AllowMultipleArgumentsPerToken = true };
        var batch = new Option<string?>("--batch", "-b") { Description = "Table of cases: CSV with the columns Image and Mask, optionally Label and Region, and any others.", HelpName = "CASES.CSV" };
        var output = new Option<string>("--out", "-o") { Description = "File for the results, .csv or .json.", HelpName = "FILE", Required = true };
        var command = new Command("extract", "Compute radiomics features with the definitions of PyRadiomics 3.0.1.") { image, mask, label, region, settings, features, batch, output };
        command.SetAction((result, cancellation) =>
        {
            string[] names = [.. (result.GetValue(features) ?? []).SelectMany(f => f.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            var extraction = new CaseExtraction(SettingsFile.Read(result.GetValue(settings)), names.Length > 0 ? names : null, ProductVersion.Text);
            string target = result.GetRequiredValue(output);
            FeatureTable.RequireFormat(target);
            return Task.FromResult(result.GetValue(batch) is { } table
                ? RunBatch(extraction, table, target, cancellation)
                : RunOne(extraction, result.GetValue(image), result.GetValue(mask), result.GetValue(label), result.GetValue(region), target, cancellation));
        });
        return command;
    }

    private static int RunOne(CaseExtraction extraction, string? image, string? mask, string? label, string? region, string output, CancellationToken cancellation)
    {
        if (image is null || mask is null)
        {
            throw new CommandException("Give an image and a mask, or a table of cases with --batch.");
        }

        CaseResult result = extraction.Run(ExtractionCase.Of(image, mask, label, region), maxThreads: -1, cancellation);
        FeatureTable.Write(output, [result.Cells]);
        foreach (string warning in result.Warnings)
        {
            Console.Error.WriteLine($"Warning: {warning}");
        }

        Console.WriteLine($"{result.Features} features are in {output}.");
        return 0;
    }

    private static int RunBatch(CaseExtraction extraction, string table, string output, CancellationToken cancellation)
    {
        IReadOnlyList<ExtractionCase> cases = CaseTable.Read(table);
        IReadOnlyList<FailedCase> failed = [];
        AnsiConsole.Progress().Start(context =>
        {
            ProgressTask bar = context.AddTask("Cases", maxValue: Math.Max(1, cases.Count));
            failed = new BatchExtraction(extraction, output).Run(cases, () => bar.Increment(1), cancellation);
        });
        foreach (FailedCase failure in failed)
        {
            Console.Error.WriteLine($"{failure.Case.Image}, {failure.Case.Mask}: {failure.Reason}");
        }

        Console.WriteLine($"{cases.Count - failed.Count} of {cases.Count} cases are in {output}.");
        return failed.Count == 0 ? 0 : 1;
    }
}
