using System.CommandLine;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln segment STUDY --out FILE</c>: the VOI of the primary tumour as a file.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var output = new Option<string>("--out", "-o") { Description = "File to write: .dcm (DICOM SEG), .nrrd, .nii or .nii.gz; with --batch a folder.", HelpName = "FILE", Required = true };
        var batch = new Option<bool>("--batch") { Description = "Segment many studies: STUDY is a folder with a subfolder for each, or a CSV table with the columns Study (folder or UID) and optionally Click. What is done stays: a second run does the rest." };
        var format = new Option<string>("--format") { Description = "With --batch, the format of the files: dcm, nrrd, nii or nii.gz.", HelpName = "FORMAT", DefaultValueFactory = _ => "dcm" };
        var click = ClickOption.Create();
        var model = new Option<string?>("--model") { Description = "Which model searches the breasts; see 'aln model list'.", HelpName = "NAME" };
        var outline = new OutlineOptions();
        var prompts = new PromptOptions();
        var data = CommonOptions.Data();
        var command = new Command("segment", "Segment the primary tumour of a study, or of many: search the breasts, or start from a click, strokes, a box or limits.") { study, output, click, model, batch, format, data };
        outline.AddTo(command);
        prompts.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            var start = new SegmentStart(result.GetValue(click), result.GetValue(model), outline.Read(result), (seed, grid) => prompts.Read(result, seed, grid));
            string what = result.GetRequiredValue(study), where = result.GetRequiredValue(output), store = result.GetRequiredValue(data);
            string given = string.Join(' ', result.Tokens.Select(t => t.Value).Where(t => t != what && t != where));
            return result.GetValue(batch) ? RunBatchAsync(what, store, start, where, result.GetRequiredValue(format), given, cancellation) : RunAsync(what, store, start, where, cancellation);
        });
        return command;
    }

    /// <summary>Segments a study and writes the VOI.</summary>
    /// <returns>0.</returns>
    /// <exception cref="CommandException">The study cannot be opened, the click lies outside, or the file cannot be written.</exception>
    private static async Task<int> RunAsync(string study, string dataFolder, SegmentStart start, string output, CancellationToken cancellation)
    {
        VoiFile.RequireWritable(output);
        RequireOneStart(start);
        using var networks = CommandNetworks.Open(dataFolder);
        _ = networks.Models.MethodOf(start.Model);
        await using var opened = await StudyArgument.OpenAsync(study, dataFolder, cancellation);
        Print(await SegmentAsync(opened, start, networks.Models, output, cancellation));
        Console.WriteLine($"Written to {Path.GetFullPath(output)}. Research use only.");
        return 0;
    }

    /// <summary>Segments many studies.</summary>
    /// <returns>0 when all could be segmented, else 1.</returns>
    /// <exception cref="CommandException">The studies cannot be listed, or an option cannot be used.</exception>
    private static async Task<int> RunBatchAsync(
        string studies, string dataFolder, SegmentStart start, string folder, string format, string given, CancellationToken cancellation)
    {
        string ending = "." + format.TrimStart('.');
        VoiFile.RequireFormat(ending);
        RequireOneStart(start);
        using var networks = CommandNetworks.Open(dataFolder);
        var method = networks.Models.MethodOf(start.Model);
        var batch = new SegmentBatch(folder, ending, $"{method.Name} {method.Version} {method.Digest} {given}", async (opened, point, file, token) =>
        {
            var made = await SegmentAsync(opened, start with { Click = point, Model = point is null ? start.Model : null }, networks.Models, file, token);
            Console.WriteLine($"  {Sentence(made)}");
            return made;
        });
        return await batch.RunAsync(BatchEntry.Of(studies, start.Click), dataFolder, cancellation);
    }

    private static void RequireOneStart(SegmentStart start)
    {
        if (start is { Click: not null, Model: not null })
        {
            throw new CommandException("--click and --model exclude each other: a model searches the breasts, a click needs none.");
        }
    }

    private static async Task<SegmentedStudyFile> SegmentAsync(OpenedStudy opened, SegmentStart start, ProposalModels models, string output, CancellationToken cancellation)
    {
        var seed = ClickOption.Parse(start.Click, opened.Layout.Geometry);
        var prompt = start.ReadPrompt(seed, opened.Layout.Geometry);
        if (prompt is not null && start.Model is not null)
        {
            throw new CommandException("--model searches the breasts: leave it out where strokes, a box or limits are given.");
        }

        var series = await opened.LoadAsync(cancellation);
        var (candidates, method) = prompt is null
            ? await OpenedStudy.ProposeAsync(series, seed, models, start.Model, cancellation, start.Options)
            : ([prompt.Find(series, progress: null, cancellation)], prompt.Method);
        var candidate = candidates[0];
        var mask = candidate.ToMask(opened.Layout.Geometry);
        var voi = new VoiToSave(
            opened.Layout,
            series.PeakIndex,
            mask.Voxels,
            TumourLabel.Names,
            seed is null && prompt is null ? AlgorithmType.Automatic : AlgorithmType.SemiAutomatic,
            method);
        VoiFile.Write(output, mask, () => SegFile.Write(voi, opened.Headers, instanceNumber: 1, DateTime.Now));
        return new(SegmentMeasuring.Measure(mask.Geometry, mask.Voxels, TumourLabel.Names)[0], candidates, method);
    }

    private static void Print(SegmentedStudyFile made)
    {
        Console.WriteLine(Sentence(made));
        for (int n = 1; n < made.Candidates.Count; n++)
        {
            var other = made.Candidates[n];
            Console.WriteLine($"Also suspicious, {n + 1}: {other.VolumeMm3 / 1000:0.00} ml around voxel {other.Seed.I},{other.Seed.J},{other.Seed.K} (--click {other.Seed.I},{other.Seed.J},{other.Seed.K} outlines it).");
        }

        Console.WriteLine($"By {made.Method.Name} {made.Method.Version}{(made.Method.TrainingData is { } data ? $", trained on: {data.TrimEnd('.')}" : ", without training")}.");
    }

    private static string Sentence(SegmentedStudyFile made) =>
        $"{made.Segment.Label}: {made.Segment.VolumeMm3 / 1000:0.00} ml, longest diameter {made.Segment.LongestDiameterMm:0.0} mm, around voxel {made.Candidate.Seed.I},{made.Candidate.Seed.J},{made.Candidate.Seed.K}.";
}

/// <summary>Where a segmentation begins.</summary>
/// <param name="Click">A point as <c>--click</c> takes it, or null.</param>
/// <param name="Model">Which model searches the breasts; null for the default.</param>
/// <param name="Options">How the outline is found.</param>
/// <param name="ReadPrompt">What was drawn, on the grid of a study; null where nothing was.</param>
internal sealed record SegmentStart(string? Click, string? Model, ProposalOptions Options, Func<VoxelSeed?, VolumeGeometry, Prompt?> ReadPrompt);

/// <summary>A study whose VOI was written to a file.</summary>
/// <param name="Segment">The VOI.</param>
/// <param name="Candidates">What was found suspicious, the VOI first.</param>
/// <param name="Method">How it was found.</param>
internal sealed record SegmentedStudyFile(Segment Segment, IReadOnlyList<TumourCandidate> Candidates, SegmentationMethod Method)
{
    /// <summary>The candidate that became the VOI.</summary>
    public TumourCandidate Candidate => Candidates[0];
}
