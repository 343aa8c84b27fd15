using System.CommandLine;
using System.Security.Cryptography;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;
using OhifAlnPlugin.Server.CommandLine.Training;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln train DESIGN.yaml --out DIR</c>: trains and judges a radscore, and writes its bundle.</summary>
internal static class TrainCommand
{
    /// <summary>Exit code when the data gave no model, which is an outcome and no mistake of the user.</summary>
    public const int NoModel = 2;

    public static Command Create()
    {
        var design = new Argument<string>("design") { Description = "Design file, YAML.", HelpName = "DESIGN.yaml" };
        var folder = new Option<string>("--out", "-o") { Description = "Folder of the bundle; made when it does not exist.", HelpName = "DIR", Required = true };
        var published = new Option<bool>("--as-published") { Description = "Also repeat the published order of the steps, and say how optimistic it is." };
        var command = new Command("train", "Train a radscore by a design file: selection, harmonisation, networks, honest validation. Research use only.") { design, folder, published };
        command.SetAction((result, cancellation) => Task.Run(
            () => Run(result.GetRequiredValue(design), result.GetRequiredValue(folder), result.GetValue(published), new ConsoleProgress(), cancellation), cancellation));
        return command;
    }

    /// <summary>Trains.</summary>
    /// <returns>0, or <see cref="NoModel"/>.</returns>
    /// <exception cref="CommandException">The design or a table is wrong, or the folder cannot be written.</exception>
    internal static int Run(string designPath, string folder, bool asPublished, IProgress<string> lines, CancellationToken cancellation)
    {
        DesignFile file = DesignFile.Read(designPath);
        (TrainingCohort cohort, IReadOnlyList<string> leftOut) = CohortTables.Read(file.Design, file.Tables);
        foreach (string sentence in leftOut)
        {
            lines.Report(sentence);
        }

        try
        {
            TrainingResult result = RadscorePipeline.Run(cohort, file.Design, asPublished, lines, cancellation);
            RadscoreBundle bundle = TrainingBundle.Make(result, Describe(file, designPath, asPublished, leftOut));
            TrainedFolder.Write(folder, bundle, result.Report, cancellation);
            Print(result.Report, bundle, folder, lines);
            return 0;
        }
        catch (RadscoreTrainingException none)
        {
            lines.Report($"No model: {none.Message}");
            return NoModel;
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException($"{designPath}: {wrong.Message}");
        }
    }

    private static BundleDescription Describe(DesignFile file, string designPath, bool asPublished, IReadOnlyList<string> leftOut) => new()
    {
        IntendedUse = file.IntendedUse,
        Limitations = [.. file.Limitations, .. leftOut],
        Extraction = file.Extraction,
        Provenance = new BundleProvenance
        {
            Producer = $"OhifAlnPlugin {typeof(RadscoreBundle).Assembly.GetName().Version?.ToString(3)}",
            Command = $"aln train {Path.GetFileName(designPath)} --out DIR{(asPublished ? " --as-published" : "")}",
            Seed = (long)file.Design.Seed,
            Inputs = [.. Inputs(file, designPath).Distinct(StringComparer.Ordinal).Select(path => new FileDigest(Path.GetFileName(path), Digest(path)))],
        },
    };

    private static IEnumerable<string> Inputs(DesignFile file, string designPath) =>
    [
        designPath, file.Tables.Clinical, .. file.Tables.Features.Select(f => f.File), .. file.Tables.Readings.Select(r => r.File),
        .. file.Tables.GivenFolds is { } folds ? (string[])[folds] : [],
    ];

    private static string Digest(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void Print(TrainingReport report, RadscoreBundle bundle, string folder, IProgress<string> lines)
    {
        lines.Report($"features by step: {string.Join(" → ", report.Steps.Select(s => s.Features))}");
        foreach (string sentence in report.Verdict.Concat(report.Remarks))
        {
            lines.Report(sentence);
        }

        lines.Report($"{bundle.Card.Notice} The bundle is in {Path.GetFullPath(folder)}; SHA-256 {bundle.Digest}.");
    }
}
