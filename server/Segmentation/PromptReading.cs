using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Reads what a request draws, pixels of images, as voxels of the dynamic series.</summary>
internal static class PromptReading
{
    private const int MostPoints = 200_000;

    /// <summary>The mode of a request: the one it names, or the one that what it draws implies.</summary>
    /// <exception cref="Http.ProblemException">What the mode needs is missing, or what it cannot use is there.</exception>
    public static SegmentationMode ModeOf(SegmentationRequest request)
    {
        SegmentationMode mode = request.Mode ?? request switch
        {
            { Foreground: not null } or { Background: not null } => SegmentationMode.Scribble,
            { Threshold: not null } => SegmentationMode.Threshold,
            { Box: not null } => SegmentationMode.Box,
            { Click: not null } => SegmentationMode.Click,
            _ => SegmentationMode.Auto,
        };
        Require(mode, SegmentationMode.Click, request.Click is not null, "'click'");
        Require(mode, SegmentationMode.Scribble, request.Foreground is { Count: > 0 }, "at least one point of 'foreground'");
        Require(mode, SegmentationMode.Box, request.Box is not null, "'box'");
        Require(mode, SegmentationMode.Threshold, request.Threshold is not null, "'threshold'");
        Exclude(mode, request.Click is not null && mode is not (SegmentationMode.Click or SegmentationMode.Threshold), "'click'");
        Exclude(mode, (request.Foreground ?? request.Background) is not null && mode != SegmentationMode.Scribble, "strokes");
        Exclude(mode, request.Box is not null && mode is (SegmentationMode.Auto or SegmentationMode.Click), "'box'");
        Exclude(mode, request.Threshold is not null && mode != SegmentationMode.Threshold, "'threshold'");
        Exclude(mode, request.Model is not null && mode is not (SegmentationMode.Auto or SegmentationMode.Click), "'model'");
        return mode;
    }

    /// <summary>The prompt of a request.</summary>
    /// <param name="mode">Scribble, box or threshold.</param>
    /// <param name="layout">The phases.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="Http.ProblemException">A point lies on no slice of a phase or beside the image, or there are too many.</exception>
    public static Prompt Read(SegmentationMode mode, DceLayout layout, SegmentationRequest request)
    {
        var slices = new SliceIndex(layout);
        int points = (request.Foreground?.Count ?? 0) + (request.Background?.Count ?? 0);
        return points <= MostPoints
            ? new Prompt(
                mode,
                [.. (request.Foreground ?? []).Select(slices.SeedOf)],
                [.. (request.Background ?? []).Select(slices.SeedOf)],
                request.Box is { } box ? BoxOf(slices.SeedOf(box.First), slices.SeedOf(box.Last)) : null,
                request.FunctionalTumourVolume,
                request.Threshold,
                mode == SegmentationMode.Threshold && request.Click is { } click ? slices.SeedOf(click) : null)
            : throw SegmentationProblems.BadPrompt($"The strokes have {points} points; at most {MostPoints} are possible.");
    }

    /// <summary>The box between two corners, whichever comes first.</summary>
    public static IndexBox BoxOf(VoxelSeed a, VoxelSeed b) =>
        new(Math.Min(a.I, b.I), Math.Min(a.J, b.J), Math.Min(a.K, b.K), Math.Max(a.I, b.I), Math.Max(a.J, b.J), Math.Max(a.K, b.K));

    private static void Require(SegmentationMode mode, SegmentationMode needing, bool given, string what)
    {
        if (mode == needing && !given)
        {
            throw SegmentationProblems.BadPrompt($"The mode '{NameOf(mode)}' needs {what}.");
        }
    }

    private static void Exclude(SegmentationMode mode, bool given, string what)
    {
        if (given)
        {
            throw SegmentationProblems.BadPrompt($"The mode '{NameOf(mode)}' does not use {what}: leave it out, or name the mode that does.");
        }
    }

    private static string NameOf(SegmentationMode mode) => mode.ToString().ToLowerInvariant();
}
