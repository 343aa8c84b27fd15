using System.CommandLine;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Radiomics;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln extract IMAGE MASK --out FILE</c>: radiomics features of one case, or of a table of cases.</summary>
internal static class ExtractCommand
{
    public static Command Create()
    {
        var image = new Argument<string?>("IMAGE") { Description = "Image: NRRD, NIfTI or a folder with one DICOM series.", Arity = ArgumentArity.ZeroOrOne };
        var mask = new Argument<string?>("MASK") { Description = "Mask: NRRD, NIfTI, a DICOM SEG or an RT structure set.", Arity = ArgumentArity.ZeroOrOne };
        var label = new Option<string?>("--label", "-l") { Description = "Label of the ROI: its number, or its name in a DICOM SEG or structure set.", HelpName = "N|NAME" };
        var region = new Option<string?>("--region", "-r") { Description = $"Tissue to measure, the mask being the tumour: {string.Join(", ", RegionNames.All)}. The shell is 15 mm thick unless the settings say otherwise.", HelpName = "REGION" };
        var settings = new Option<string?>("--settings", "-p") { Description = $"PyRadiomics parameter file, or one of the profiles {string.Join(", ", SettingsProfiles.Names)}.", HelpName = "FILE|PROFILE" };
        var features = new Option<string[]>("--features", "-f") { Description = "Features to compute, e.g. original_glcm_Contrast; nothing else is computed.", HelpName = "NAMES", AllowMultipleArgumentsPerToken = true };
        var batch = new Option<string?>("--batch", "-b") { Description = "Table of cases: CSV with the columns Image and Mask, optionally Label and Region, and any others.", HelpName = "CASES.CSV" };
        var output = new Option<string>("--out", "-o") { Description = "File for the results, .csv or .json; with --voxel-based the folder for the maps.", HelpName = "FILE|DIR", Required = true };
        var voxelBased = new Option<bool>("--voxel-based") { Description = "Write a map of each feature, computed in the cube around every voxel of the ROI, as one NRRD file each." };
        var radius = new Option<int?>("--kernel-radius") { Description = $"Radius of that cube in voxels, 1 to {ExtractionSettings.LargestKernelRadius}; the settings' kernelRadius when left out.", HelpName = "N" };
        var command = new Command("extract", "Compute radiomics features with the definitions of PyRadiomics 3.0.1.") { image, mask, label, region, settings, features, batch, output, voxelBased, radius };
        command.SetAction((result, cancellation) =>
        {
            string[] names = [.. (result.GetValue(features) ?? []).SelectMany(f => f.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            ExtractionSettings chosen = SettingsFile.Read(result.GetValue(settings));
            using CodecPool codecs = CommandCodecs.Open();
            string target = result.GetRequiredValue(output);
            if (result.GetValue(voxelBased))
            {
                var maps = new MapExtraction(WithRadius(chosen, result.GetValue(radius)), names.Length > 0 ? names : null, target, codecs.Patient);
                return Task.FromResult(MapsRun.Of(maps, result.GetValue(batch) is { } cases ? CaseTable.Read(cases) : [Single(result.GetValue(image), result.GetValue(mask), result.GetValue(label), result.GetValue(region))], cancellation));
            }

            if (result.GetValue(radius) is not null)
            {
                throw new CommandException("--kernel-radius belongs to --voxel-based, which is not given.");
            }

            var extraction = new CaseExtraction(chosen, names.Length > 0 ? names : null, ProductVersion.Text, codecs.Patient);
            FeatureTable.RequireFormat(target);
            return Task.FromResult(result.GetValue(batch) is { } table
                ? RunBatch(extraction, table, target, cancellation)
                : RunOne(extraction, Single(result.GetValue(image), result.GetValue(mask), result.GetValue(label), result.GetValue(region)), target, cancellation));
        });
        return command;
    }

    private static ExtractionCase Single(string? image, string? mask, string? label, string? region) => image is not null && mask is not null
        ? ExtractionCase.Of(image, mask, label, region)
        : throw new CommandException("Give an image and a mask, or a table of cases with --batch.");

    private static ExtractionSettings WithRadius(ExtractionSettings settings, int? radius) => radius switch
    {
        null => settings,
        >= 1 and <= ExtractionSettings.LargestKernelRadius => settings with { KernelRadius = radius.Value },
        _ => throw new CommandException($"--kernel-radius is {radius}; it goes from 1 to {ExtractionSettings.LargestKernelRadius} voxels."),
    };

    private static int RunOne(CaseExtraction extraction, ExtractionCase single, string output, CancellationToken cancellation)
    {
        CaseResult result = extraction.Run(single, maxThreads: -1, cancellation);
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
