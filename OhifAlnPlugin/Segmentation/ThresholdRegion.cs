using System.Globalization;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>What a threshold is compared with.</summary>
public enum ThresholdQuantity
{
    /// <summary>Signal of the peak phase, signal units.</summary>
    PeakSignal,

    /// <summary>Peak − pre-contrast, signal units.</summary>
    Enhancement,

    /// <summary>100·(peak − pre)/pre, percent; 0 where there is no signal before contrast.</summary>
    PercentEnhancement,
}

/// <summary>Limits of a threshold, both included.</summary>
/// <param name="Quantity">What is compared.</param>
/// <param name="Lower">Least value.</param>
/// <param name="Upper">Greatest value; +∞ for none.</param>
public sealed record ThresholdLimits(ThresholdQuantity Quantity, double Lower, double Upper = double.PositiveInfinity);

/// <summary>The voxels between two limits inside a box; with a seed, those connected with it alone.</summary>
public static class ThresholdRegion
{
    /// <summary>What is written into segmentations made here.</summary>
    public static SegmentationMethod Method { get; } = new("Threshold", "1.0", "Voxels of a reader's box between two limits; research use only.");

    /// <summary>Finds the voxels.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="box">Where to look, on the series' grid; null: everywhere.</param>
    /// <param name="seed">A voxel whose connected voxels are kept; null: all.</param>
    /// <returns>The region.</returns>
    /// <exception cref="SegmentationRefusedException">The limits are crossed or no number, the box is empty or beside the image, the seed does not lie between the limits, or no voxel does.</exception>
    public static TumourCandidate Find(DynamicSeries series, ThresholdLimits limits, IndexBox? box = null, VoxelSeed? seed = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(limits);
        if (!(limits.Lower <= limits.Upper) || double.IsInfinity(limits.Lower))
        {
            throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"The limits {limits.Lower} and {limits.Upper} hold no value: the lower one must be a number not above the upper one."));
        }

        IndexBox where = PromptCheck.Box(box ?? series.Geometry.WholeBox(), series.Geometry, int.MaxValue);
        Mask region = Between(ValuesOf(series, limits.Quantity, where), limits);
        if (seed is { } kept)
        {
            region = ConnectedWith(region, kept, where, series.Geometry, limits);
        }

        int first = Array.IndexOf(region.Voxels, (byte)1);
        if (first < 0)
        {
            throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"No voxel of the box lies between {limits.Lower:0.###} and {limits.Upper:0.###} ({limits.Quantity}): change the limits or the box."));
        }

        (int i, int j, int k) = region.Geometry.IndicesOf(first);
        return TumourCandidate.Of(where, region, seed ?? new(i + where.MinI, j + where.MinJ, k + where.MinK), 1)!;
    }

    /// <summary>The compared quantity in a box of a series, as a brush needs it too.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="quantity">What is compared.</param>
    /// <param name="box">Box on its grid.</param>
    /// <returns>A new volume on the box's grid.</returns>
    public static Volume ValuesOf(DynamicSeries series, ThresholdQuantity quantity, IndexBox box)
    {
        ArgumentNullException.ThrowIfNull(series);
        Volume values = series.Peak.Crop(box);
        if (quantity == ThresholdQuantity.PeakSignal)
        {
            return values;
        }

        float[] pre = series.PreContrast.Crop(box).Voxels;
        for (int n = 0; n < pre.Length; n++)
        {
            float enhancement = values.Voxels[n] - pre[n];
            values.Voxels[n] = quantity == ThresholdQuantity.Enhancement ? enhancement : pre[n] > 0 ? 100 * enhancement / pre[n] : 0;
        }

        return values;
    }

    private static Mask Between(Volume values, ThresholdLimits limits)
    {
        var mask = new Mask(values.Geometry);
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            mask.Voxels[n] = values.Voxels[n] >= limits.Lower && values.Voxels[n] <= limits.Upper ? (byte)1 : (byte)0;
        }

        return mask;
    }

    private static Mask ConnectedWith(Mask region, VoxelSeed seed, IndexBox box, VolumeGeometry grid, ThresholdLimits limits)
    {
        PromptCheck.OnGrid(seed, grid);
        (int i, int j, int k) = (seed.I - box.MinI, seed.J - box.MinJ, seed.K - box.MinK);
        return region.Geometry.Contains(i, j, k) && region[i, j, k]
            ? ConnectedComponents.Containing(region, region.Geometry.Offset(i, j, k))
            : throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The click (column {seed.I}, row {seed.J}, slice {seed.K}) does not lie in the box between {limits.Lower:0.###} and {limits.Upper:0.###} ({limits.Quantity}): click a voxel that does, or change the limits."));
    }
}
