using System.CommandLine;
using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>Strokes, a box and limits on the command line: what a reader would draw.</summary>
internal sealed class PromptOptions
{
    private readonly Option<string[]> _foreground = Points("--scribble", "A voxel of the tumour, as --click takes it; give as many as you like.");
    private readonly Option<string[]> _background = Points("--background", "A voxel that does not belong to the tumour; used with --scribble.");
    private readonly Option<string?> _box = new("--box") { Description = "Two opposite corners, each as --click takes it: alone, the functional tumour volume in the box; else where the tumour ends.", HelpName = "x,y,z:x,y,z" };
    private readonly Option<string?> _threshold = new("--threshold") { Description = "Voxels between two limits, the upper one may be left out; with --click those connected with it.", HelpName = "LOWER:UPPER" };
    private readonly Option<ThresholdQuantity> _quantity = new("--quantity") { Description = "What --threshold compares.", DefaultValueFactory = _ => ThresholdQuantity.Enhancement };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_foreground);
        command.Options.Add(_background);
        command.Options.Add(_box);
        command.Options.Add(_threshold);
        command.Options.Add(_quantity);
    }

    /// <summary>What was drawn.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="click">The voxel of --click; null where it was not given.</param>
    /// <param name="grid">The grid of the study.</param>
    /// <returns>The prompt; null where only a click or nothing was given.</returns>
    /// <exception cref="CommandException">A point or limit cannot be read or lies outside, or the options exclude each other.</exception>
    public Prompt? Read(ParseResult result, VoxelSeed? click, VolumeGeometry grid)
    {
        VoxelSeed[] foreground = Seeds("--scribble", result.GetValue(_foreground), grid), background = Seeds("--background", result.GetValue(_background), grid);
        IndexBox? box = result.GetValue(_box) is { } corners ? BoxOf(corners, grid) : null;
        PromptLimits? limits = result.GetValue(_threshold) is { } text ? LimitsOf(text, result.GetValue(_quantity)) : null;
        SegmentationMode? mode = foreground.Length > 0 ? SegmentationMode.Scribble : limits is not null ? SegmentationMode.Threshold : box is not null ? SegmentationMode.Box : null;
        string? wrong = (mode, click, limits, background.Length) switch
        {
            (SegmentationMode.Scribble, { }, _, _) => "--scribble and --click exclude each other: a click is a region of its own.",
            (SegmentationMode.Scribble, _, { }, _) => "--scribble and --threshold exclude each other.",
            (not SegmentationMode.Scribble, _, _, > 0) => "--background needs --scribble: strokes on the tumour.",
            (SegmentationMode.Box, { }, _, _) => "--box and --click exclude each other: a click is a region of its own.",
            _ => null,
        };
        return wrong is not null ? throw new CommandException(wrong)
            : mode is { } given ? new Prompt(given, foreground, background, box, Volume: null, limits, click)
            : null;
    }

    private static Option<string[]> Points(string name, string description) =>
        new(name) { Description = description, HelpName = "x,y,z", AllowMultipleArgumentsPerToken = true };

    private static VoxelSeed[] Seeds(string name, string[]? points, VolumeGeometry grid) => [.. (points ?? []).Select(p => ClickOption.Parse(name, p, grid))];

    private static IndexBox BoxOf(string text, VolumeGeometry grid) =>
        text.Split(':') is [var first, var last]
            ? PromptReading.BoxOf(ClickOption.Parse("--box", first, grid), ClickOption.Parse("--box", last, grid))
            : throw new CommandException($"--box {text} is no box: write two corners, for instance 90,40,5:130,80,25.");

    private static PromptLimits LimitsOf(string text, ThresholdQuantity quantity)
    {
        string[] parts = text.Split(':');
        double?[] numbers = [.. parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : (double?)null)];
        bool isReadable = numbers.Length <= 2 && numbers[0] is not null && (numbers.Length == 1 || numbers[1] is not null || parts[1].Length == 0);
        return isReadable
            ? new PromptLimits(quantity, numbers[0]!.Value, numbers.Length == 2 ? numbers[1] : null)
            : throw new CommandException($"--threshold {text} is no pair of limits: write for instance 150 or 150:400.");
    }
}
