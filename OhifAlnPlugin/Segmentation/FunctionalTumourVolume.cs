using System.Globalization;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Limits of the functional tumour volume.</summary>
public sealed record FunctionalTumourVolumeOptions
{
    /// <summary>Least percent enhancement, 100·(peak − pre)/pre, 0 … 1000.</summary>
    public double PercentEnhancement { get; init; } = 70;

    /// <summary>Least signal before contrast, part of its 95th percentile in the box, 0 … 1; keeps fat and air out.</summary>
    public double BackgroundFraction { get; init; } = 0.6;

    /// <summary>Least number of the 26 neighbours that must pass too, 0 … 26.</summary>
    public int ConnectedNeighbours { get; init; } = 4;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public void Validate()
    {
        Check(PercentEnhancement is >= 0 and <= 1000, nameof(PercentEnhancement), PercentEnhancement, "0 … 1000 %");
        Check(BackgroundFraction is >= 0 and <= 1, nameof(BackgroundFraction), BackgroundFraction, "0 … 1");
        Check(ConnectedNeighbours is >= 0 and <= 26, nameof(ConnectedNeighbours), ConnectedNeighbours, "0 … 26");
    }

    private static void Check(bool inside, string name, object value, string range)
    {
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {range}.");
        }
    }
}

/// <summary>The functional tumour volume (FTV) inside a reader's box: every voxel that enhances enough, whether or not it is connected with the others.</summary>
/// <remarks>
/// The rule of the I-SPY trials (Hylton 2012, Radiology 263:663): percent enhancement ≥ 70 %, pre-contrast signal ≥ 60 % of its 95th percentile in the box,
/// at least 4 connected neighbours, and a signal enhancement ratio of 0 or more, that is a last phase brighter than the pre-contrast one.
/// </remarks>
public static class FunctionalTumourVolume
{
    private const double BackgroundQuantile = 0.95;

    /// <summary>What is written into segmentations made here.</summary>
    public static SegmentationMethod Method { get; } = new(
        "Functional tumour volume", "1.0", "Voxels of a reader's box whose percent enhancement and pre-contrast signal exceed the limits of the I-SPY rule; research use only.");

    /// <summary>Finds the volume.</summary>
    /// <param name="series">The dynamic series; its last phase decides on the enhancement ratio where it is later than the peak.</param>
    /// <param name="box">The reader's box on its grid.</param>
    /// <param name="options">Limits; null for those of the rule.</param>
    /// <returns>The volume.</returns>
    /// <exception cref="SegmentationRefusedException">The box is empty or beside the image, or no voxel passes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static TumourCandidate Find(DynamicSeries series, IndexBox box, FunctionalTumourVolumeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        options ??= new FunctionalTumourVolumeOptions();
        options.Validate();
        PromptCheck.Box(box, series.Geometry, int.MaxValue);
        float[] pre = series.PreContrast.Crop(box).Voxels;
        Mask passing = Passing(series, box, pre, options);
        Mask volume = Connected(passing, options.ConnectedNeighbours);
        return volume.BoundingBox() is null
            ? throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"No voxel of the box passes: {passing.Count()} of {pre.Length} enhance by {options.PercentEnhancement} % or more over a signal of at least {100 * options.BackgroundFraction} % of the 95th percentile, and none of them has {options.ConnectedNeighbours} such neighbours. Lower the limits or draw another box."))
            : TumourCandidate.Of(box, volume, OnImage(volume, box), 1)!;
    }

    private static Mask Passing(DynamicSeries series, IndexBox box, float[] pre, FunctionalTumourVolumeOptions options)
    {
        Volume peak = series.Peak.Crop(box);
        float[]? late = series.PeakIndex < series.Phases.Count - 1 ? series.Phases[^1].Volume.Crop(box).Voxels : null;
        double least = options.BackgroundFraction * Quantile.Interpolated((float[])pre.Clone(), BackgroundQuantile);
        var passing = new Mask(peak.Geometry);
        for (int n = 0; n < pre.Length; n++)
        {
            bool enhances = 100.0 * (peak.Voxels[n] - pre[n]) >= options.PercentEnhancement * Math.Max(pre[n], 1e-6);
            passing.Voxels[n] = pre[n] >= least && enhances && (late is null || late[n] > pre[n]) ? (byte)1 : (byte)0;
        }

        return passing;
    }

    private static Mask Connected(Mask passing, int least)
    {
        VolumeGeometry g = passing.Geometry;
        var connected = new Mask(g);
        for (int n = 0; n < passing.Voxels.Length; n++)
        {
            if (passing.Voxels[n] != 0 && NeighboursOf(passing, n) >= least)
            {
                connected.Voxels[n] = 1;
            }
        }

        return connected;
    }

    private static int NeighboursOf(Mask passing, int offset)
    {
        VolumeGeometry g = passing.Geometry;
        (int i, int j, int k) = g.IndicesOf(offset);
        int count = -1;
        for (int z = Math.Max(0, k - 1); z <= Math.Min(g.SizeZ - 1, k + 1); z++)
        {
            for (int y = Math.Max(0, j - 1); y <= Math.Min(g.SizeY - 1, j + 1); y++)
            {
                for (int x = Math.Max(0, i - 1); x <= Math.Min(g.SizeX - 1, i + 1); x++)
                {
                    count += passing[x, y, z] ? 1 : 0;
                }
            }
        }

        return count;
    }

    /// <summary>The deepest voxel, as a place to go to.</summary>
    private static VoxelSeed OnImage(Mask volume, IndexBox box)
    {
        float[] depth = EuclideanDistance.SquaredDepthMm(volume);
        (int i, int j, int k) = volume.Geometry.IndicesOf(Array.IndexOf(depth, depth.Max()));
        return new(i + box.MinI, j + box.MinJ, k + box.MinK);
    }
}
