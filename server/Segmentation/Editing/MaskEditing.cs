using System.Globalization;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Segmentation.Editing;

/// <summary>Does operations on VOIs.</summary>
internal static class MaskEditing
{
    private const int MostPoints = 100_000;

    /// <summary>What is written into segmentations of which only the operations are known.</summary>
    public static SegmentationMethod Method { get; } = new("VOI operations", "1.0", "A given outline, changed by operations such as smoothing, margins or interpolation; research use only.");

    /// <summary>Whether an operation looks at the images.</summary>
    public static bool NeedsImages(MaskOperation operation) => operation.Kind is MaskOperationKind.Shell or MaskOperationKind.Brush;

    /// <summary>Does an operation.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="mask">The VOI.</param>
    /// <param name="layout">The phases; null where the VOI belongs to no study.</param>
    /// <param name="series">The pixels; null where the operation needs none.</param>
    /// <param name="slices">Slice of each frame of the labelmap; null where they are the same.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>A new mask; for a shell, the shell alone.</returns>
    /// <exception cref="ProblemException">What the operation needs is missing or out of range.</exception>
    public static Mask Do(MaskOperation operation, Mask mask, DceLayout? layout, DynamicSeries? series, IReadOnlyList<int>? slices, CancellationToken cancellation) => operation.Kind switch
    {
        MaskOperationKind.Smooth => MaskSmoothing.Smooth(mask, InRange(operation.Mm, "mm", 0.1, 20, operation.Kind), cancellation),
        MaskOperationKind.RemoveIslands => Islands.AtLeast(mask, InRange(operation.Mm3, "mm3", 0, 1e7, operation.Kind)),
        MaskOperationKind.KeepLargest => ConnectedComponents.Largest(mask),
        MaskOperationKind.FillHoles => Filled(mask),
        MaskOperationKind.Interpolate => Interpolated(mask, operation.Frames, slices),
        MaskOperationKind.Margin => MaskMargin.Grow(mask, InRange(operation.Mm, "mm", -50, 50, operation.Kind), cancellation),
        MaskOperationKind.Shell => PeritumoralShell.Of(mask, InRange(operation.Mm ?? PeritumoralShell.DefaultThicknessMm, "mm", 0.1, 100, operation.Kind), series is null ? null : BodyMask.Of(series.PreContrast)),
        MaskOperationKind.Brush => Brushed(mask, operation.Stroke, layout!, series!),
        _ => throw SegmentationProblems.BadPrompt($"There is no operation {operation.Kind}."),
    };

    private static Mask Filled(Mask mask)
    {
        var filled = new Mask(mask.Geometry, (byte[])mask.Voxels.Clone());
        HoleFilling.FillSlices(filled);
        HoleFilling.FillCavities(filled);
        return filled;
    }

    private static Mask Interpolated(Mask mask, IReadOnlyList<int>? frames, IReadOnlyList<int>? slices)
    {
        if (frames is null)
        {
            return SliceInterpolation.Fill(mask);
        }

        int count = slices?.Count ?? mask.Geometry.SizeZ;
        int wrong = frames.FirstOrDefault(f => f < 0 || f >= count, -1);
        return frames.All(f => f >= 0 && f < count)
            ? SliceInterpolation.Between(mask, [.. frames.Select(f => slices?[f] ?? f)])
            : throw SegmentationProblems.BadPrompt($"The labelmap has no frame {wrong}: its frames are 0 … {count - 1}.");
    }

    private static Mask Brushed(Mask mask, BrushRequest? stroke, DceLayout layout, DynamicSeries series)
    {
        if (stroke is not { Points: { Count: >= 1 and <= MostPoints } points })
        {
            throw SegmentationProblems.BadPrompt($"The brush needs a 'stroke' of 1 to {MostPoints} points.");
        }

        double radius = InRange(stroke.RadiusMm, "radiusMm", 0.1, 100, MaskOperationKind.Brush);
        var index = new SliceIndex(layout);
        VoxelSeed[] centres = [.. points.Select(index.SeedOf)];
        IndexBox box = Around(centres, radius, series.Geometry);
        Volume values = ThresholdRegion.ValuesOf(series, stroke.Limits?.Quantity ?? ThresholdQuantity.Enhancement, box);
        centres = [.. centres.Select(c => new VoxelSeed(c.I - box.MinI, c.J - box.MinJ, c.K - box.MinK))];
        var (lower, upper) = stroke.Limits is { } limits
            ? (limits.Lower, limits.Upper ?? double.PositiveInfinity)
            : ThresholdBrush.LimitsAt(values, centres[0], radius, stroke.Form);
        Mask drawn = mask.Crop(box);
        ThresholdBrush.Draw(drawn, values, new BrushStroke(centres, radius, stroke.Form, stroke.Erases), lower, upper);
        return Replaced(mask, drawn, box);
    }

    private static IndexBox Around(VoxelSeed[] centres, double radiusMm, VolumeGeometry grid)
    {
        IndexBox first = grid.BoxAround(centres.Min(c => c.I), centres.Min(c => c.J), centres.Min(c => c.K), radiusMm);
        IndexBox last = grid.BoxAround(centres.Max(c => c.I), centres.Max(c => c.J), centres.Max(c => c.K), radiusMm);
        return first with { MaxI = last.MaxI, MaxJ = last.MaxJ, MaxK = last.MaxK };
    }

    /// <summary>The mask with another one in its place inside a box.</summary>
    private static Mask Replaced(Mask mask, Mask part, IndexBox box)
    {
        Mask replaced = part.Uncrop(mask.Geometry, box);
        for (int n = 0; n < replaced.Voxels.Length; n++)
        {
            (int i, int j, int k) = mask.Geometry.IndicesOf(n);
            bool inside = i >= box.MinI && i <= box.MaxI && j >= box.MinJ && j <= box.MaxJ && k >= box.MinK && k <= box.MaxK;
            replaced.Voxels[n] = inside ? replaced.Voxels[n] : mask.Voxels[n];
        }

        return replaced;
    }

    private static double InRange(double? value, string name, double least, double greatest, MaskOperationKind kind) =>
        value is { } given && given >= least && given <= greatest
            ? given
            : throw SegmentationProblems.BadPrompt(string.Create(
                CultureInfo.InvariantCulture, $"The operation '{kind}' needs '{name}' in {least} … {greatest}; {(value is { } wrong ? $"{wrong} was given" : "it was left out")}."));
}
