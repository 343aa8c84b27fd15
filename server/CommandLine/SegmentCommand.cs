using System.CommandLine;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln segment STUDY --out FILE</c>: the VOI of the primary tumour as a file.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var output = new Option<string>("--out", "-o") { Description = "File to write: .dcm (DICOM SEG), .nrrd, .nii or .nii.gz.", HelpName = "FILE", Required = true };
        var click = ClickOption.Create();
        var model = new Option<string?>("--model") { Description = "Which model searches the breasts; see 'aln model list'.", HelpName = "NAME" };
        var outline = new OutlineOptions();
        var prompts = new PromptOptions();
        var data = CommonOptions.Data();
        var command = new Command("segment", "Segment the primary tumour of a study: search the breasts, or start from a click, strokes, a box or limits.") { study, output, click, model, data };
        outline.AddTo(command);
        prompts.AddTo(command);
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(study), result.GetRequiredValue(data), result.GetValue(click), result.GetValue(model), outline.Read(result), (seed, grid) => prompts.Read(result, seed, grid), result.GetRequiredValue(output), cancellation));
        return command;
    }

    /// <summary>Segments a study and writes the VOI.</summary>
    /// <returns>0.</returns>
    /// <exception cref="CommandException">The study cannot be opened, the click lies outside, or the file cannot be written.</exception>
    public static async Task<int> RunAsync(
        string study,
        string dataFolder,
        string? click,
        string? model,
        ProposalOptions options,
        Func<VoxelSeed?, VolumeGeometry, Prompt?> readPrompt,
        string output,
        CancellationToken cancellation)
    {
        VoiFile.RequireWritable(output);
        if (click is not null && model is not null)
        {
            throw new CommandException("--click and --model exclude each other: a model searches the breasts, a click needs none.");
        }

        using var networks = CommandNetworks.Open(dataFolder);
        _ = networks.Models.MethodOf(model);
        await using var opened = await StudyArgument.OpenAsync(study, dataFolder, cancellation);
        var seed = ClickOption.Parse(click, opened.Layout.Geometry);
        var prompt = readPrompt(seed, opened.Layout.Geometry);
        if (prompt is not null && model is not null)
        {
            throw new CommandException("--model searches the breasts: leave it out where strokes, a box or limits are given.");
        }

        var series = await opened.LoadAsync(cancellation);
        var (candidates, method) = prompt is null
            ? await OpenedStudy.ProposeAsync(series, seed, networks.Models, model, cancellation, options)
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
        var segment = SegmentMeasuring.Measure(mask.Geometry, mask.Voxels, TumourLabel.Names)[0];
        Console.WriteLine($"{segment.Label}: {segment.VolumeMm3 / 1000:0.00} ml, longest diameter {segment.LongestDiameterMm:0.0} mm, around voxel {candidate.Seed.I},{candidate.Seed.J},{candidate.Seed.K}.");
        for (int n = 1; n < candidates.Count; n++)
        {
            var other = candidates[n];
            Console.WriteLine($"Also suspicious, {n + 1}: {other.VolumeMm3 / 1000:0.00} ml around voxel {other.Seed.I},{other.Seed.J},{other.Seed.K} (--click {other.Seed.I},{other.Seed.J},{other.Seed.K} outlines it).");
        }

        Console.WriteLine($"By {method.Name} {method.Version}{(method.TrainingData is { } data ? $", trained on: {data.TrimEnd('.')}" : ", without training")}.");
        Console.WriteLine($"Written to {Path.GetFullPath(output)}. Research use only.");
        return 0;
    }
}
