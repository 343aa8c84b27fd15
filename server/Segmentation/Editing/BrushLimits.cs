using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation.Editing;

/// <summary>Limits for a threshold brush at a point, as the viewer's brush takes them: lower and upper in the values of the image that it draws on.</summary>
/// <param name="Limits">One pair for each kind of value.</param>
internal sealed record BrushLimits(IReadOnlyList<PromptLimits> Limits)
{
    private const double LowestPart = 0.05;

    /// <summary>Limits that hold 95 % of the region that a click there would give.</summary>
    /// <param name="series">The pixels.</param>
    /// <param name="click">The point.</param>
    /// <exception cref="Http.ProblemException">No region can be made there.</exception>
    public static BrushLimits At(DynamicSeries series, VoxelSeed click)
    {
        TumourCandidate region = Candidates.AtClick(series, click);
        return new([.. Enum.GetValues<ThresholdQuantity>().Select(quantity => LimitsOf(series, region, quantity))]);
    }

    private static PromptLimits LimitsOf(DynamicSeries series, TumourCandidate region, ThresholdQuantity quantity)
    {
        float[] values = [.. ThresholdRegion.ValuesOf(series, quantity, region.Box).Voxels.Where((_, n) => region.Region.Voxels[n] != 0)];
        return new(quantity, Quantile.OfScratch(values, LowestPart), Quantile.OfScratch(values, 1));
    }
}

/// <summary>A pixel in the query of a request.</summary>
/// <param name="SopInstanceUid">The image.</param>
/// <param name="Column">Column, from 0.</param>
/// <param name="Row">Row, from 0.</param>
/// <param name="FrameNumber">Frame of a multi-frame image, from 1.</param>
internal sealed record PixelQuery(string SopInstanceUid, int Column, int Row, int? FrameNumber = null);
